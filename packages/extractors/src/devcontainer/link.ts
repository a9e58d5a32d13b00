import { isDigest, type Linked, locate, occurrenceOf, type UnitFiles } from '@fineprint/core';
import type { DevcontainerFact } from './facts.ts';

/** Joins features with what the lock beside the configuration chose. */
export function* linkConfig(unit: UnitFiles<DevcontainerFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'devcontainer' };
  const locks = new Map(
    unit.files.flatMap(({ path, facts }) =>
      facts.flatMap((fact) => (fact.is === 'locked' ? [[fact.feature, { path, fact }] as const] : [])),
    ),
  );
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, fact) };
      if (fact.is !== 'feature') continue;
      const occurrence = occurrenceOf(path, fact.reference);
      const lock = locks.get(occurrence.text);
      if (!lock) {
        // Not every tool that starts a container writes a lock; one that is there holds every feature.
        const [other] = locks.values();
        const state = other
          ? { lock: { path: other.path, says: 'silent' } as const, unpinnable: writtenByTool }
          : {};
        yield { is: 'occurrence', ...occurrence, ...state };
      } else {
        const { version, digest } = lock.fact;
        const hashes = digest !== null && isDigest(digest) ? [digest] : [];
        const via = [locate(lock.path, lock.fact.place)];
        const state = { path: lock.path, says: 'agrees' } as const;
        yield { is: 'occurrence', ...occurrence, locked: { version, hashes }, lock: state, via };
      }
    }
  }
}

const writtenByTool =
  'Its digest belongs in the lock beside the configuration: "devcontainer upgrade" writes it there.';
