import type { Kind } from '@fineprint/core';
import { fileBehind } from './held-content.ts';
import { urlPurl } from './url-purl.ts';
import { releaseTags } from './versions.ts';

/** A template that a nested stack is made from: the URL without scheme; `source` is the URL. */
export const cloudformationTemplate = {
  id: 'cloudformation-template',
  title: 'CloudFormation templates',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: urlPurl(identity), proposed: null }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  holds: fileBehind,
  byHand:
    'Nobody says its checksum: keep a copy of the template in the repository, or name the version of its object.',
  covers: 'artifact',
} as const satisfies Kind;
