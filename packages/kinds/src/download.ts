import type { Kind } from '@fineprint/core';
import { urlPurl } from './url-purl.ts';
import { releaseTags } from './versions.ts';

/** A file fetched over HTTP: the URL without scheme, query and fragment, `{version}` in place of its version; `source` is the URL. */
export const download = {
  id: 'download',
  title: 'Downloads',
  type: 'file',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: urlPurl(identity), proposed: null }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
