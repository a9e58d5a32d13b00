import { type Linked, locate, occurrenceOf, type UnitFiles } from '@fineprint/core';
import type { LockedFact, MiseFact } from './facts.ts';

/** Joins tools with what the lock beside the configuration chose; of several versions, the one that the request begins. */
export function* linkConfig(unit: UnitFiles<MiseFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'mise-config' };
  const locks = unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'locked' ? [{ path, fact }] : [])),
  );
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, fact) };
      if (fact.is !== 'tool') continue;
      const { request } = fact.reference;
      const asked = request.is === 'nothing' ? '' : request.text;
      const own = locks.filter(({ fact: lock }) => lock.name === fact.name);
      const lock =
        own.find(({ fact: { version } }) => isOf(version, asked)) ?? (own.length === 1 ? own[0] : undefined);
      const occurrence = occurrenceOf(path, fact.reference);
      if (!lock) {
        const [other] = locks;
        const state = other ? { lock: { path: other.path, says: 'silent' } as const } : {};
        yield { is: 'occurrence', ...occurrence, ...state };
      } else
        yield {
          is: 'occurrence',
          ...occurrence,
          locked: chosen(lock.fact),
          lock: { path: lock.path, says: isOther(lock.fact.version, asked) ? 'disagrees' : 'agrees' },
          via: [locate(lock.path, lock.fact.place)],
        };
    }
  }
}

function isOf(version: string, asked: string): boolean {
  return version === asked || version.startsWith(`${asked}.`);
}

/** `latest`, `lts` and their like say no version that another one could differ from. */
function isOther(version: string, asked: string): boolean {
  return /^\d+(?:\.\d+)*$/.test(asked) && /^\d/.test(version) && !isOf(version, asked);
}

function chosen({ version, hashes }: LockedFact) {
  return { version, hashes };
}
