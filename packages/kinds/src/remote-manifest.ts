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
} as const satisfies Kind;
