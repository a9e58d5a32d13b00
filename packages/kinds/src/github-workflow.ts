import type { Kind } from '@fineprint/core';
import { repositoryTree } from './held-content.ts';
import { repositoryPurl } from './repository-purl.ts';
import { releaseTags } from './versions.ts';

/** A reusable workflow: `owner/repository`, with the path of the workflow file as subpath. */
export const githubWorkflow = {
  id: 'github-workflow',
  title: 'Reusable workflows',
  type: 'application',
  keyName: ({ name }) => name.toLowerCase(),
  purls: (identity) => ({ registered: repositoryPurl(withHost(identity.name), identity), proposed: null }),
  versions: releaseTags,
  pins: ['commit', 'tag', 'branch', 'none'],
  holds: repositoryTree,
  covers: 'artifact',
} as const satisfies Kind;

/** `owner/repository` is on github.com; other forges write their host. */
function withHost(name: string): string {
  return name.split('/').length === 2 ? `github.com/${name}` : name;
}
