import { type Answer, notFound, refusal } from './answer.ts';
import type { Grant, Permission } from './hub.ts';

/** A refusal that says that the token may not. */
export const notAccessible = refusal(403, 'Resource not accessible by integration');

// Each of the permissions is enough.
const writing: Readonly<Record<string, readonly Permission[]>> = {
  'issues/create-comment': ['issues', 'pull_requests'],
  'issues/update-comment': ['issues', 'pull_requests'],
  'dependency-graph/create-repository-snapshot': ['contents'],
};

/** What is public anybody reads; to write, or to read what is private, the token must say so. */
export function refusalOf(operation: string, grant: Grant | null, isPrivate: boolean): Answer | null {
  const needed = writing[operation];
  if (needed) {
    if (grant === null) return refusal(401, 'Requires authentication');
    return holds(grant, needed, ['write']) ? null : asking(needed, 'write');
  }
  if (!isPrivate) return null;
  if (grant === null) return notFound;
  const isDiscussion = /^(?:issues|pulls)\//.test(operation);
  const read: readonly Permission[] = isDiscussion ? ['issues', 'pull_requests'] : ['contents'];
  return holds(grant, read, ['read', 'write']) ? null : asking(read, 'read');
}

function holds({ permissions }: Grant, any: readonly Permission[], levels: readonly string[]): boolean {
  return any.some((permission) => levels.includes(permissions[permission] ?? ''));
}

/** GitHub names in a header what would be enough, alternatives after semicolons. */
function asking(needed: readonly Permission[], level: string): Answer {
  const accepted = needed.map((permission) => `${permission}=${level}`).join('; ');
  return { ...notAccessible, headers: { 'x-accepted-github-permissions': accepted } };
}
