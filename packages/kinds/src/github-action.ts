import type { Kind } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** An action: `owner/repository`, with the path inside it as subpath; GitHub reads names without regard to case. */
export const githubAction = {
  id: 'github-action',
  title: 'GitHub Actions',
  type: 'application',
  keyName: ({ name }) => name.toLowerCase(),
  purls: (identity) => ({ registered: repositoryPurl(withHost(identity.name), identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  contents: ['github-actions', 'dockerfile'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;

/** `owner/repository` is on github.com; other forges write their host. */
function withHost(name: string): string {
  return name.split('/').length === 2 ? `github.com/${name}` : name;
}
