import { type Node, writtenScalar } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';
import { absentKey } from './absent-key.ts';
import { claimOf, withClaim } from './claim.ts';
import type { ReferenceParts } from './reference.ts';

/** The keys of a mapping that names a repository: its URL, and its ref. */
export interface RefKeys {
  readonly url: string;
  readonly ref: string;
}

/**
 * Adds to a repository what the key of its ref gives: the version that a comment beside it claims, and where the key is
 * missing the place of a commit.
 */
export function withRefKey(
  file: SourceFile,
  parts: ReferenceParts,
  node: Node | undefined,
  { url, ref }: RefKeys,
): ReferenceParts {
  const written = writtenScalar(node, ref);
  if (written) return withClaim(parts, claimOf(file, written));
  if (parts.request.is !== 'nothing' || parts.unresolved) return parts;
  const slots = absentKey(file, node, { key: ref, behind: url }, 'commit');
  return { ...parts, slots: [...parts.slots, ...slots] };
}
