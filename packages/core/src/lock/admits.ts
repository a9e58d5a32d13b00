import { parseVersion } from '../model/version.ts';
import { type ConstraintSyntax, exactly, intersect, parseConstraint } from '../versions/index.ts';

/**
 * Whether a constraint admits a version; `null` where one of them is not understood, or where it is a pre-release, which
 * every tool admits by rules of its own.
 */
export function constraintAdmits(
  constraint: string,
  version: string | null,
  syntax: ConstraintSyntax,
): boolean | null {
  const chosen = version === null ? null : parseVersion(version);
  if (chosen === null || chosen.preRelease.length > 0) return null;
  const admitted = parseConstraint(constraint, syntax);
  return 'invalid' in admitted ? null : intersect(exactly(chosen), admitted).length > 0;
}
