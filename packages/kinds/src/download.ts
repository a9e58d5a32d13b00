import type { Kind, VersionScheme } from '@fineprint/core';
import { fileBehind } from './held-content.ts';
import { urlPurl } from './url-purl.ts';
import { releaseTags } from './versions.ts';

/** Dashboards of Grafana count their revisions, which nobody changes. */
const versions: VersionScheme = {
  ...releaseTags,
  exact: (text, name) =>
    /^grafana\.com\/api\/dashboards\//.test(name) ? text : releaseTags.exact(text, name),
};

/** A file fetched over HTTP: the URL without scheme, query and fragment, `{version}` in place of its version; `source` is the URL. */
export const download = {
  id: 'download',
  title: 'Downloads',
  type: 'file',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: urlPurl(identity), proposed: null }),
  versions,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  holds: fileBehind,
  covers: 'artifact',
  byHand: 'Nobody says its checksum: fetch it once, and check its SHA-256 beside the download.',
} as const satisfies Kind;
