import { type Kind, purl } from '@fineprint/core';
import { releaseTags } from './versions.ts';

/** A file fetched over HTTP: the URL without scheme, query and fragment, `{version}` in place of its version; `source` is the URL. */
export const download = {
  id: 'download',
  title: 'Downloads',
  type: 'file',
  keyName: ({ name }) => name,
  purls({ name, source, version, commit, requested, digest }) {
    const path = source?.replace(/[?#].*$/s, '') ?? name;
    const last = path.slice(path.lastIndexOf('/') + 1) || name;
    const qualifiers = { download_url: source, checksum: digest };
    return {
      registered: purl({ type: 'generic', name: last, version: commit ?? version ?? requested, qualifiers }),
      proposed: null,
    };
  },
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'branch', 'none'],
  covers: 'artifact',
} as const satisfies Kind;
