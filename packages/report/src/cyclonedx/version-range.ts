import {
  type ConstraintSyntax,
  everyVersion,
  type Interval,
  parseConstraint,
  printVersions,
  type ReportComponent,
  subtract,
  type VersionSet,
} from '@fineprint/core';

/**
 * The constraint under which a component is asked for, as a version range specifier
 * (https://github.com/package-url/vers-spec). CycloneDX has it for what the environment provides at run time, in place
 * of a version; `null` for everything else, and where the constraint has no exact counterpart.
 */
export function versionRangeOf({
  pin,
  usage,
  scope,
  version,
  requested,
  purl,
  proposedPurl,
}: ReportComponent): string | null {
  const isAtRunTime = (usage === 'deployed' || usage === 'distributed') && scope !== 'excluded';
  if (!isAtRunTime || pin !== 'range' || version !== null || requested === null) return null;
  const scheme = schemes.get(purlType.exec(proposedPurl ?? purl ?? '')?.groups?.type ?? '');
  if (scheme === undefined || !isExact(requested)) return null;
  const set = parseConstraint(requested, scheme.syntax);
  const constraints = 'invalid' in set ? null : constraintsOf(union(set));
  return constraints === null ? null : `vers:${scheme.vers}/${constraints}`;
}

const purlType = /^pkg:(?<type>[^/]+)\//;
// Terraform and Helm count in semantic versions, and have no scheme of their own.
const schemes: ReadonlyMap<string, { readonly vers: string; readonly syntax: ConstraintSyntax }> = new Map([
  ['cargo', { vers: 'cargo', syntax: 'cargo' }],
  ['helm', { vers: 'semver', syntax: 'npm' }],
  ['npm', { vers: 'npm', syntax: 'npm' }],
  ['pypi', { vers: 'pypi', syntax: 'terraform' }],
  ['terraform', { vers: 'semver', syntax: 'terraform' }],
]);

/** The parser takes `!=` for every version, and what `*` means behind an operator differs. */
function isExact(requested: string): boolean {
  return !requested.includes('!=') && !(requested.includes('*') && /[<>=~^]/.test(requested));
}

/** The same versions, in order and in as few intervals as can be. */
function union(set: VersionSet): VersionSet {
  const left = set.reduce<VersionSet>((rest, interval) => subtract(rest, [interval]), everyVersion);
  return subtract(everyVersion, left);
}

/** Constraints in order, each version once; `null` for what cannot be said so. */
function constraintsOf(set: VersionSet): string | null {
  if (set.some(hasPreRelease)) return null;
  const constraints = printVersions(set)
    .replaceAll('-0', '')
    .split(/ (?:\|\| )?/);
  const versions = constraints.map((constraint) => constraint.replace(/^[<>]=?/, ''));
  return set.length === 0 || new Set(versions).size < versions.length ? null : constraints.join('|');
}

/** Each registry writes pre-releases its own way; `2.0.0-0` is only the border of what is called 2.0.0. */
function hasPreRelease({ from, to }: Interval): boolean {
  return [from, to].some((bound) => {
    const [first, ...others] = bound?.version.preRelease ?? [];
    return first !== undefined && (first !== 0 || others.length > 0);
  });
}
