import type { Component } from '../model/component.ts';
import type { Kind } from '../model/kind.ts';
import { compareLocations, compareText } from '../model/location.ts';
import { nonEmpty } from '../model/nonempty.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { weakestPin } from '../model/pin.ts';
import { mostExposed, strongestScope } from '../model/usage.ts';
import { redactCredentials } from '../parse/reference/index.ts';

/** Merges occurrences into components, exactly where their `ref` is equal; sorted by `ref`. */
export function mergeComponents(
  occurrences: readonly ResolvedOccurrence[],
  kinds: ReadonlyMap<string, Kind>,
): readonly Component[] {
  const byRef = Map.groupBy(occurrences, ({ ref }) => ref);
  return [...byRef.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .map(([ref, group]) => component(ref, group.toSorted(compareOccurrences), kinds));
}

/** Orders occurrences by the tree they lie in, then by place, then by what they name. */
function compareOccurrences(a: ResolvedOccurrence, b: ResolvedOccurrence): number {
  return (
    compareText(a.in ?? '', b.in ?? '') ||
    compareLocations(a.at, b.at) ||
    compareText(a.ref, b.ref) ||
    compareText(a.address, b.address)
  );
}

function component(
  ref: string,
  sorted: readonly ResolvedOccurrence[],
  kinds: ReadonlyMap<string, Kind>,
): Component {
  const occurrences = nonEmpty(sorted);
  const [first] = occurrences;
  const version = firstOf(occurrences, ({ version }) => version);
  const digest = firstOf(occurrences, ({ digest }) => digest);
  const requested = common(occurrences.map(({ requested }) => requested));
  const identity = {
    name: first.name,
    source: first.source ?? null,
    subpath: first.subpath ?? null,
    version,
    // A purl names versions, and a constraint is none.
    requested: first.request.is === 'version' && first.pin === 'range' ? null : first.requested,
    digest,
    commit: first.commit,
  };
  const purls =
    first.unresolved?.part === 'name'
      ? { registered: null, proposed: null }
      : kindOf(first, kinds).purls(first.unresolved ? { ...identity, requested: null } : identity);
  return {
    key: first.key,
    ref,
    purl: purls.registered,
    proposedPurl: purls.proposed,
    kind: first.kind,
    ...identity,
    assumedSource: firstOf(occurrences, ({ name }) => kindOf(first, kinds).assumedSource?.(name)),
    supplier: null,
    hashes: hashesOf(occurrences),
    requested,
    pin: weakestPin(occurrences.map(({ pin }) => pin)),
    usage: mostExposed(occurrences.map(({ usage }) => usage)),
    scope: strongestScope(occurrences.map(({ scope }) => scope)),
    occurrences,
  };
}

/** Many occurrences share what one lock file says, so their lists are never joined. */
function hashesOf(occurrences: readonly ResolvedOccurrence[]): readonly string[] {
  const lists = new Set(occurrences.map(({ locked }) => locked?.hashes ?? []));
  const hashes = new Set<string>();
  for (const list of lists) for (const hash of list) hashes.add(redactCredentials(hash).text);
  return [...hashes].sort(compareText);
}

/** The kind of an occurrence; an unregistered one is a defect of the extractor. */
export function kindOf(
  { kind, ecosystem }: { kind: string; ecosystem: string },
  kinds: ReadonlyMap<string, Kind>,
): Kind {
  const found = kinds.get(kind);
  if (!found) throw new TypeError(`The ${ecosystem} extractor yields the unregistered kind "${kind}".`);
  return found;
}

function firstOf<T>(items: readonly T[], read: (item: T) => string | null | undefined): string | null {
  for (const item of items) {
    const value = read(item);
    if (value) return value;
  }
  return null;
}

/** The one value that all share, or `null`. */
function common(values: readonly (string | null)[]): string | null {
  const [first = null, ...rest] = values;
  return rest.every((value) => value === first) ? first : null;
}
