import { type Linked, locate, occurrenceOf, type Tree, type UnitFiles } from '@fineprint/core';
import type { ContentFact, LockedFact, VendirFact } from './facts.ts';

/** Joins the contents of a configuration with what the lock beside it chose. */
export function* linkVendir(unit: UnitFiles<VendirFact>, tree: Tree<VendirFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'vendir-config' };
  const locks = new Map(
    unit.files.flatMap(({ path, facts }) =>
      facts.flatMap((fact) => (fact.is === 'locked' ? [[keyOf(fact), { path, fact }] as const] : [])),
    ),
  );
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'content') continue;
      const lock = locks.get(keyOf(fact));
      const occurrence = occurrenceOf(path, fact.reference);
      if (!lock) {
        const wanted = `${path.slice(0, path.lastIndexOf('/') + 1)}vendir.lock.yml`;
        const says = tree.has(wanted) ? 'silent' : 'missing';
        yield { is: 'occurrence', ...occurrence, lock: { path: wanted, says } };
      } else {
        const via = [...occurrence.via, locate(lock.path, lock.fact.place)];
        const state = { path: lock.path, says: 'agrees' } as const;
        yield { is: 'occurrence', ...occurrence, ...chosen(lock.fact), lock: state, via };
      }
    }
  }
}

function keyOf({ directory, path }: ContentFact | LockedFact): string {
  return `${directory}\0${path}`;
}

function chosen({ version, commit, digest }: LockedFact) {
  if (digest) return { digest };
  return { locked: { version, ...(commit ? { commit } : {}), hashes: [] } };
}
