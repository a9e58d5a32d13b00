import {
  type Linked,
  type Locked,
  type LockState,
  locate,
  occurrenceOf,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { LockedFact, NixFact } from './facts.ts';

/** Joins the inputs of a flake with the nodes of its lock; what inputs bring along stands in the lock alone. */
export function* linkFlake(unit: UnitFiles<NixFact>, tree: Tree<NixFact>): Iterable<Linked> {
  const isFlake = unit.files.some(({ format }) => format !== 'expression');
  yield { is: 'unit', kind: isFlake ? 'nix-flake' : 'nix-expressions' };
  const facts = unit.files.flatMap(({ path, facts: each }) => each.map((fact) => ({ path, fact })));
  const locks = new Map(
    facts.flatMap(({ path, fact }) =>
      fact.is === 'locked' && fact.input !== null ? [[fact.input, { path, fact }] as const] : [],
    ),
  );
  const named = new Set(facts.flatMap(({ fact }) => (fact.is === 'input' ? [fact.name] : [])));
  for (const { path, fact } of facts) {
    if (fact.is === 'reference') {
      yield { is: 'occurrence', ...occurrenceOf(path, fact) };
      continue;
    }
    if (fact.is === 'locked') {
      if (fact.input === null || !named.has(fact.input))
        yield {
          is: 'occurrence',
          ...occurrenceOf(path, fact.reference),
          locked: chosen(fact),
          lock: { path, says: 'agrees' },
        };
      continue;
    }
    const lock = locks.get(fact.name);
    const occurrence = occurrenceOf(path, fact.reference);
    if (!lock) yield { is: 'occurrence', ...occurrence, lock: lockWithout(path, tree) };
    else {
      // A name of the registry stands for what the lock says.
      const isIndirect = !occurrence.name.includes('/');
      const { name, source } = isIndirect ? lock.fact.reference : occurrence;
      const via = [locate(lock.path, lock.fact.place)];
      yield {
        is: 'occurrence',
        ...occurrence,
        name,
        ...(source ? { source } : {}),
        locked: chosen(lock.fact),
        lock: { path: lock.path, says: 'agrees' },
        via,
      };
    }
  }
}

/** Nix writes a lock for every flake that has inputs. */
function lockWithout(path: string, tree: Tree<NixFact>): LockState {
  const lock = `${path.slice(0, path.lastIndexOf('/') + 1)}flake.lock`;
  return { path: lock, says: tree.has(lock) ? 'silent' : 'missing' };
}

/** `narHash` is the SHA-256 of the unpacked tree as Nix archives it, which is no SHA-256 of a file. */
function chosen({ commit, hash }: LockedFact): Locked {
  return { version: null, ...(commit ? { commit } : {}), hashes: hash === null ? [] : [`narHash:${hash}`] };
}
