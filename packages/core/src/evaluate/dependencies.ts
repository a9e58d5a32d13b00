import type { Component } from '../model/component.ts';
import type { Kind } from '../model/kind.ts';
import { compareText } from '../model/location.ts';
import type { Dependency } from '../model/report.ts';
import { refOfNeeded } from '../resolve/identify.ts';
import type { ResolvedScan } from '../resolve/resolve.ts';

/** What edges are made of. */
interface Edged extends Pick<ResolvedScan, 'units' | 'uses' | 'whole'> {
  readonly components: readonly Pick<Component, 'ref' | 'occurrences'>[];
}

/**
 * Edges start at units; a component whose copy was scanned, or whose own needs a lockfile lists, continues them. Who is
 * known to need nothing has no edges; of whom nothing is known is not among them.
 */
export function dependenciesOf(
  { units, uses, components, whole }: Edged,
  kinds: ReadonlyMap<string, Kind>,
): readonly Dependency[] {
  const edges = new Map<string, Set<string>>();
  const complete = new Map<string, boolean>();
  const add = (from: string, to: readonly string[]) => {
    const known = edges.get(from) ?? new Set();
    edges.set(from, known);
    for (const each of to) if (each !== from) known.add(each);
  };
  for (const { ref } of units) add(ref, uses.get(ref) ?? []);
  const refs = new Set(components.map(({ ref }) => ref));
  for (const ref of [...units.map((unit) => unit.ref), ...refs]) {
    const isWhole = whole.get(ref) ?? null;
    if (isWhole === null) continue;
    add(ref, []);
    complete.set(ref, isWhole);
  }
  for (const { ref, occurrences } of components) {
    for (const { unit, isTransitive, dependsOn, needsMore } of occurrences) {
      if (!isTransitive) add(unit, [ref]);
      if (!dependsOn) continue;
      const found = dependsOn.flatMap((each) => refOfNeeded(each, kinds) ?? []).filter((to) => refs.has(to));
      add(ref, found);
      const isComplete = !needsMore && found.length === dependsOn.length;
      complete.set(ref, isComplete || complete.get(ref) === true);
    }
  }
  return [...edges]
    .map(([ref, dependsOn]) => {
      const isComplete = complete.get(ref);
      const known = isComplete === undefined ? {} : { complete: isComplete };
      return { ref, dependsOn: [...dependsOn].sort(compareText), ...known };
    })
    .sort((a, b) => compareText(a.ref, b.ref));
}
