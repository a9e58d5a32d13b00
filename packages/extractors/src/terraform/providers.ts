import {
  type HclReference,
  type HclValue,
  hclReference,
  hclVia,
  isBuiltIn,
  type Linked,
  locate,
  type Occurrence,
  type ProviderAddress,
  parseProviderAddress,
  problem,
  providerParts,
  type Slot,
} from '@fineprint/core';
import type { Calls } from './calls.ts';

import type { ModuleDirectory } from './directory.ts';
import type {
  Expression,
  LockedProviderFact,
  ProviderFact,
  RequiredProviderFact,
  TerraformFact,
} from './facts.ts';
import {
  type Lock,
  type Locks,
  lockedBy,
  lockFault,
  lockOf,
  lockSlots,
  lockStateOf,
  locksOver,
  viaLock,
} from './locks.ts';

import type { LinkedOccurrence } from './occurrence.ts';

import type { Registry } from './registries.ts';
import { isMarkedRoot, unitKind } from './unit-kind.ts';

/** Yields the providers that a directory requires, configures, locks, or uses without a word. */
export function* linkProviders(
  directory: ModuleDirectory,
  calls: Calls,
  registryOf: (path: string) => Registry,
): Iterable<Linked> {
  const locks = locksOver(directory, calls);
  const sources = requiredSources(directory);
  const isRoot = unitKind(directory, calls) === 'terraform-root-module' && isMarkedRoot(directory);
  for (const { path, facts } of directory.unit.files) {
    const means = { directory, isRoot, locks, registry: registryOf(path) };
    for (const fact of facts) {
      if (fact.is === 'required-provider') yield* linkRequired(means, requirementOf(directory, path, fact));
      else if (fact.is === 'locked-provider') yield* linkLocked(path, fact, means.registry);
      else if (fact.is === 'provider' && fact.version)
        yield* linkRequired(means, configurationOf(directory, path, fact, sources));
    }
  }
  yield* linkImplied(directory, isRoot, locks, calls, registryOf);
}

interface Means {
  readonly directory: ModuleDirectory;
  readonly isRoot: boolean;
  readonly locks: Locks;
  readonly registry: Registry;
}

/** What a directory says of a provider at one place. */
interface Requirement {
  readonly name: string;
  readonly source: HclValue | null;
  readonly version: HclValue | null;
  readonly reference: HclReference;
  /** Where a version would stand that is not written. */
  readonly absent: readonly Slot[];
}

function requirementOf(directory: ModuleDirectory, path: string, fact: RequiredProviderFact): Requirement {
  const { name, source, version, place, absent } = fact;
  return {
    name,
    absent: absent.map(({ place: point, ...slot }) => ({ ...slot, at: locate(path, point) })),
    source: source && directory.value(path, source),
    version: version && directory.value(path, version),
    reference: source
      ? hclReference(directory, path, source)
      : { at: locate(path, place), text: directory.written(path, place) },
  };
}

/** Where a directory says from where a provider comes, by its local name. */
type Sources = ReadonlyMap<string, { readonly path: string; readonly source: Expression }>;

function requiredSources({ unit }: ModuleDirectory): Sources {
  const sources = new Map<string, { path: string; source: Expression }>();
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'required-provider' || !fact.source || sources.has(fact.name)) continue;
      sources.set(fact.name, { path, source: fact.source });
    }
  }
  return sources;
}

/** Until Terraform 0.13 the constraint stood in the provider's own block; its source is what the directory requires. */
function configurationOf(
  directory: ModuleDirectory,
  path: string,
  { name, version, place }: ProviderFact,
  sources: Sources,
): Requirement {
  const required = sources.get(name);
  return {
    name,
    absent: [],
    source: required ? directory.value(required.path, required.source) : null,
    version: version && directory.value(path, version),
    reference: { at: locate(path, place), text: directory.written(path, place) },
  };
}

function* linkRequired(
  { directory, isRoot, locks, registry }: Means,
  { name, source, version, reference, absent }: Requirement,
): Iterable<Linked> {
  const { at, text } = reference;
  const address = parseProviderAddress(source?.is === 'string' ? source.text : name);
  const lock = address ? lockOf(address, locks, registry) : undefined;
  const host = (lock && parseProviderAddress(lock.fact.address)?.host) ?? registry.host;
  const parts = providerParts(directory, name, source, version, host);
  if (!parts) return;
  const { invalid, slots, ...said } = parts;
  yield {
    is: 'occurrence',
    kind: 'terraform-provider',
    ...said,
    ...lockedBy(lock),
    ...lockStateOf(directory, isRoot, lock, parts.request),
    at,
    text,
    address: `provider.${name}`,
    usage: 'deployed',
    slots: [...slots, ...absent, ...lockSlots(lock)],
    via: [...hclVia(directory, [source, version], at), ...viaLock(lock)],
  } satisfies LinkedOccurrence;
  if (invalid) yield problem('reference-invalid', invalid, at);
}

/** Every block of a lockfile names a provider, whoever required it. */
function* linkLocked(path: string, fact: LockedProviderFact, registry: Registry): Iterable<Linked> {
  const at = locate(path, fact.place);
  const address = parseProviderAddress(fact.address);
  if (address && isBuiltIn(address)) return;
  const lock = { path, fact };
  const unresolved = lockFault(fact, address);
  yield {
    is: 'occurrence',
    kind: 'terraform-provider',
    ...nameOf(address, fact.address, lock, registry),
    request: { is: 'nothing' },
    ...lockedBy(lock),
    lock: { path, says: 'agrees' },
    ...(unresolved ? { unresolved } : {}),
    at,
    text: fact.address,
    address: `provider.${fact.address}`,
    usage: 'deployed',
    slots: lockSlots(lock),
    via: [],
  } satisfies LinkedOccurrence;
  if (!address) yield problem('reference-invalid', `"${fact.address}" is no provider address.`, at);
}

/** A provider that nothing requires still is one: Terraform takes `hashicorp/<name>` for it. */
function* linkImplied(
  directory: ModuleDirectory,
  isRoot: boolean,
  locks: Locks,
  calls: Calls,
  registryOf: (path: string) => Registry,
): Iterable<Linked> {
  const said = new Set(
    calls.leadingTo(directory.path).flatMap((path) => [...namesIn(calls.directory(path))]),
  );
  // The block of a lockfile is an occurrence of its own.
  for (const [lock] of locks.values()) if (lock) said.add(lock.address.type);
  for (const { path, facts } of directory.unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'provider' && fact.is !== 'provider-use') continue;
      if (fact.name === 'terraform' || said.has(fact.name)) continue;
      said.add(fact.name);
      const address = parseProviderAddress(fact.name);
      const at = locate(path, fact.place);
      yield {
        is: 'occurrence',
        kind: 'terraform-provider',
        ...nameOf(address, fact.name, undefined, registryOf(path)),
        request: { is: 'nothing' },
        ...(address
          ? {}
          : { unresolved: { part: 'name', because: `"${fact.name}" is no provider's name.` } }),
        ...lockStateOf(directory, isRoot, undefined, { is: 'nothing' }),
        unpinnable: unrequired,
        at,
        text: directory.written(path, fact.place),
        address: `provider.${fact.name}`,
        usage: 'deployed',
        slots: [],
        via: [],
      } satisfies LinkedOccurrence;
    }
  }
}

const unrequired =
  'Nothing requires it: name it in required_providers, or let the lockfile of "terraform init" pin it.';

const names = new WeakMap<ModuleDirectory, ReadonlySet<string>>();

/** The providers that a directory speaks of; each that it leads to asks again. */
function namesIn(directory: ModuleDirectory | undefined): ReadonlySet<string> {
  if (!directory) return new Set();
  const known = names.get(directory);
  if (known) return known;
  const facts: readonly TerraformFact[] = directory.unit.files.flatMap(({ facts }) => facts);
  const found = facts.flatMap((fact) =>
    fact.is === 'required-provider' || (fact.is === 'provider' && fact.version) ? [fact.name] : [],
  );
  const distinct = new Set(found);
  names.set(directory, distinct);
  return distinct;
}

function nameOf(
  address: ProviderAddress | null,
  written: string,
  lock: Lock | undefined,
  registry: Registry,
): Pick<Occurrence, 'name' | 'source'> {
  if (!address) return { name: written };
  const locked = lock ? parseProviderAddress(lock.fact.address) : null;
  return {
    name: `${address.namespace}/${address.type}`,
    source: address.host ?? locked?.host ?? registry.host,
  };
}
