import type { Component } from '../model/component.ts';
import type { Kind } from '../model/kind.ts';
import { compareText } from '../model/location.ts';
import { refOfNeeded } from '../resolve/identify.ts';
import type { Dependency, ResolvedScan } from '../resolve/resolve.ts';

/** What edges are made of. */
interface Edged extends Pick<ResolvedScan, 'units' | 'uses'> {
  readonly components: readonly Pick<Component, 'ref' | 'occurrences'>[];
}

/** Edges start at units; a component whose copy was scanned, or whose own needs a lockfile lists, continues them. */
export function dependenciesOf(
  { units, uses, components }: Edged,
  kinds: ReadonlyMap<string, Kind>,
): readonly Dependency[] {
  const edges = new Map<string, Set<string>>();
  const add = (from: string, to: string) => {
    if (from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to));
  };
  for (const { ref } of units) for (const used of uses.get(ref) ?? []) add(ref, used);
  const refs = new Set(components.map(({ ref }) => ref));
  for (const { ref, occurrences } of components) {
    for (const { unit, isTransitive, dependsOn = [] } of occurrences) {
      if (!isTransitive) add(unit, ref);
      for (const needed of dependsOn) {
        const to = refOfNeeded(needed, kinds);
        if (to !== null && refs.has(to)) add(ref, to);
      }
    }
  }
  return [...edges]
    .map(([ref, dependsOn]) => ({ ref, dependsOn: [...dependsOn].sort(compareText) }))
    .sort((a, b) => compareText(a.ref, b.ref));
}
