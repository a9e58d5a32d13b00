import type { Kind } from '@fineprint/core';
import { fileBehind } from './held-content.ts';
import { urlPurl } from './url-purl.ts';
import { releaseTags } from './versions.ts';

/** Kubernetes manifests behind a URL: the URL without scheme, `{version}` in place of its version. */
export const remoteManifest = {
  id: 'remote-manifest',
  title: 'Remote manifests',
  type: 'file',
  keyName: ({ name }) => name,
  purls: (identity) => ({ registered: urlPurl(identity), proposed: null }),
  versions: releaseTags,
  pins: ['digest', 'commit', 'tag', 'range', 'branch', 'none'],
  holds: fileBehind,
  covers: 'artifact',
  byHand:
    'Nobody says its checksum: keep a copy of the manifest in the repository, or take it from a commit.',
} as const satisfies Kind;
