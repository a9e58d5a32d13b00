import {
  gitParts,
  libraryParts,
  type ReferenceParts,
  type ReferenceSite,
  type Resolved,
  type ResolvedEntry,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
  withoutCommits,
} from '@fineprint/core';
import type { CargoDependencyFact } from './facts.ts';

/** The dependency that an entry of a table is; `null` where its code lies in the repository. */
export function dependencyFact(
  site: ReferenceSite,
  { key, value }: ResolvedEntry,
): CargoDependencyFact | null {
  const inherits = textOf(value, 'workspace') === 'true';
  if (textOf(value, 'path') !== undefined) return null;
  const name = textOf(value, 'package') ?? key.text;
  const parts = partsOf(site.file, name, value);
  if (!parts) return null;
  const isOptional = site.scope === undefined && textOf(value, 'optional') === 'true';
  const fact = referenceFact(
    { ...site, address: `${site.address}.${key.text}`, ...(isOptional ? { scope: 'optional' } : {}) },
    { at: { start: key.start, end: key.end }, resolved: scalarReference(versionOf(value) ?? key).resolved },
    parts,
  );
  const asked = { name, spec: versionOf(value)?.text ?? '' };
  return { ...fact, asked, ...(inherits ? { inherits } : {}) };
}

function partsOf(file: SourceFile, name: string, value: Resolved): ReferenceParts | null {
  const git = scalarOf(value, 'git');
  if (git) {
    const ref = ['rev', 'tag', 'branch'].map((key) => scalarOf(value, key)).find((found) => found);
    const parts = gitParts(file, scalarReference(git).resolved, ref ? scalarReference(ref).resolved : null);
    return parts && !scalarOf(value, 'rev') ? withoutCommits(parts, byName) : parts;
  }
  const version = versionOf(value);
  const resolved = version && !version.isNull ? scalarReference(version).resolved : null;
  const registry = textOf(value, 'registry');
  return {
    ...libraryParts(file, `cargo/${name}`, resolved, resolved ? meant(resolved.text) : undefined),
    ...(registry ? { source: registry } : {}),
  };
}

const byName = 'A "tag" or "branch" takes no commit: write one as "rev".';

function versionOf(value: Resolved) {
  return value.is === 'scalar' ? value : scalarOf(value, 'version');
}

/** A version alone means every one that is compatible with it, as if a caret stood before it. */
function meant(version: string): string {
  return version
    .split(',')
    .map((part) => part.replace(/^\s*(?=\d[^*]*$)/, (blank) => `${blank}^`))
    .join(',');
}
