import {
  constraintAdmits,
  type Location,
  type LockState,
  locate,
  type Occurrence,
  type ProviderAddress,
  parseProviderAddress,
  type Slot,
} from '@fineprint/core';
import type { Calls } from './calls.ts';
import type { ModuleDirectory } from './directory.ts';
import type { LockedProviderFact } from './facts.ts';
import { enclosingRoots } from './installed.ts';
import { readLockfile } from './lockfile.ts';

import type { Registry } from './registries.ts';

/** A provider that a lockfile chose. */
export interface Lock {
  readonly path: string;
  readonly fact: LockedProviderFact;
}

/** A lock whose address can be read. */
interface AddressedLock extends Lock {
  readonly address: ProviderAddress;
}

/** Locks by the name of what they lock: a directory may have thousands, and require as many. */
export type Locks = ReadonlyMap<string, readonly AddressedLock[]>;

/** The locks that govern a directory: its own, else those of the root modules that lead to it, nearest first. */
export function locksOver(directory: ModuleDirectory, calls: Calls): Locks {
  const locks = [
    ...calls
      .leadingTo(directory.path)
      .filter((path) => !isTrial.test(path) || isTrial.test(directory.path))
      .flatMap((path) => locksIn(calls.directory(path))),
    ...[...enclosingRoots(directory.path)].flatMap((root) => addressed(locksOutside(directory, root))),
  ];
  return Map.groupBy(locks, ({ address }) => nameOf(address));
}

function addressed(locks: readonly Lock[]): readonly AddressedLock[] {
  return locks.flatMap((lock) => {
    const address = parseProviderAddress(lock.fact.address);
    return address ? [{ ...lock, address }] : [];
  });
}

function nameOf({ namespace, type }: ProviderAddress): string {
  return `${namespace}/${type}`;
}

// What an example chose says nothing of where a reusable module is used.
const isTrial = /(?:^|\/)(?:examples?|tests?|fixtures|testdata)(?:\/|$)/;

const known = new WeakMap<ModuleDirectory, readonly AddressedLock[]>();

/** The locks of a directory; each that it leads to asks again. */
function locksIn(directory: ModuleDirectory | undefined): readonly AddressedLock[] {
  if (!directory) return [];
  const before = known.get(directory);
  if (before) return before;
  const locks = directory.unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'locked-provider' ? [{ path, fact }] : [])),
  );
  const found = addressed(locks);
  known.set(directory, found);
  return found;
}

/** A copy that `init` fetched is scanned by itself, and the lockfile of its root module lies outside it. */
function locksOutside({ tree }: ModuleDirectory, root: string): readonly Lock[] {
  const path = lockfileIn(root);
  const file = tree.file(path);
  if (!file) return [];
  return [...readLockfile(file)].flatMap((fact) => (fact.is === 'locked-provider' ? [{ path, fact }] : []));
}

/** Finds the lock of an address; without a host it is the one lock of that name, wherever it comes from. */
export function lockOf(address: ProviderAddress, locks: Locks, registry: Registry): Lock | undefined {
  const same = locks.get(nameOf(address)) ?? [];
  const exact = same.find((lock) => lock.address.host === (address.host ?? registry.host));
  if (exact || address.host !== null) return exact;
  return new Set(same.map((lock) => lock.address.host)).size === 1 ? same[0] : undefined;
}

/**
 * What the lockfile says of a provider: that of the root modules which lead to a directory, or the one that `init` would
 * write in it. A module that others use has none of its own.
 */
export function lockStateOf(
  { tree, path: directory }: ModuleDirectory,
  isRoot: boolean,
  lock: Lock | undefined,
  request: Occurrence['request'],
): { readonly lock?: LockState } {
  if (lock) {
    const asked = request.is === 'version' ? request.text : '';
    const isOther = constraintAdmits(asked, lock.fact.version, 'terraform') === false;
    return { lock: { path: lock.path, says: isOther ? 'disagrees' : 'agrees' } };
  }
  if (!isRoot) return {};
  const path = lockfileIn(directory);
  return { lock: { path, says: tree.has(path) ? 'silent' : 'missing' } };
}

function lockfileIn(directory: string): string {
  return directory === '.' ? '.terraform.lock.hcl' : `${directory}/.terraform.lock.hcl`;
}

/** Why an entry of a lockfile does not say what was chosen; nothing where it does. */
export function lockFault(
  { version, address: written }: LockedProviderFact,
  address: ProviderAddress | null,
): Occurrence['unresolved'] {
  if (!address) return { part: 'name', because: `"${written}" is no provider address.` };
  // A shorter address predates Terraform 0.13 and names no registry.
  if (address.host === null)
    return { part: 'name', because: `Provider "${written}" is locked without a registry.` };
  return version === null
    ? { part: 'version', because: `Provider "${written}" is locked without a version.` }
    : undefined;
}

/** What a lock chose. */
export function lockedBy(lock: Lock | undefined): Pick<Occurrence, 'locked'> {
  if (!lock || lock.fact.version === null) return {};
  return { locked: { version: lock.fact.version, hashes: lock.fact.hashes } };
}

/** Where a lock says its version. */
export function lockSlots(lock: Lock | undefined): readonly Slot[] {
  if (!lock?.fact.versionPlace || lock.fact.version === null) return [];
  const at = locate(lock.path, lock.fact.versionPlace);
  return [{ is: 'version', value: lock.fact.version, at, verbatim: true }];
}

/** The place of a lock, for what it chose elsewhere. */
export function viaLock(lock: Lock | undefined): readonly Location[] {
  return lock ? [locate(lock.path, lock.fact.place)] : [];
}
