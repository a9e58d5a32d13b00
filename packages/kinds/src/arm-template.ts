import type { Kind } from '@fineprint/core';
import { fileBehind } from './held-content.ts';
import { urlPurl } from './url-purl.ts';
import { releaseTags } from './versions.ts';

/** An ARM template that another one links to, by the URL without scheme or the id of a template spec; `source` is the URL. */
export const armTemplate = {
  id: 'arm-template',
  title: 'ARM templates',
  type: 'library',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: urlPurl(identity), proposed: null }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  holds: fileBehind,
  byHand: 'Nobody says its checksum: keep a copy of the template in the repository.',
  covers: 'artifact',
} as const satisfies Kind;
