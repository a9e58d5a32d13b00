import type { Fact, Linked, UnitFile } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import type { LockState } from '../model/lock.ts';
import type { Needed, Occurrence } from '../model/occurrence.ts';
import { occurrenceOf } from '../reference/index.ts';
import type { Asked, ChosenFact, DependencyFact } from './facts.ts';
import { Spread } from './spread.ts';

/**
 * Finds what a lockfile chose for a dependency of the manifest at a path: `own` is a part of the repository, and where it
 * chose several for different platforms, the manifest's occurrence speaks of the first.
 */
export type FindChosen = (
  asked: Asked,
  manifest: string,
) => ChosenFact | readonly [ChosenFact, ...ChosenFact[]] | 'own' | undefined;

/** Makes the occurrence of a fact; an extractor may complete it with what another file says. */
export type OccurrenceMaker = (path: string, fact: DependencyFact) => Occurrence;

/** What is known of a lockfile's ways; without it a missing entry and another version mean nothing. */
export interface LockWays {
  /** Whether what was chosen is what a manifest asks for; `null` where nobody can tell. */
  admits?(asked: Asked, chosen: ChosenFact): boolean | null;
  /** Whether a lockfile that is up to date has an entry for a dependency. */
  holds?(dependency: DependencyFact): boolean;
}

/** A lockfile and the manifests that it was made for, joined. */
export interface JoinedLock {
  /** What a manifest of it names, with what the lockfile chose; a dependency on a part of the repository is no component. */
  linkManifest(manifest: UnitFile, occurrence?: OccurrenceMaker): Iterable<Linked>;
  /** The packages that no manifest asks for by itself: what dependencies need in turn. */
  linkRest(): Iterable<Linked>;
}

/**
 * Joins a lockfile with its manifests. A package that a manifest asks for is an occurrence at the manifest; every other
 * one is an occurrence at the lockfile's entry, used as whatever leads to it is used.
 */
export function joinLock(
  lock: UnitFile,
  manifests: readonly UnitFile[],
  find: FindChosen = findByName(lock),
  ways: LockWays = {},
): JoinedLock {
  const chosen = lock.facts.filter(isChosen);
  const byId = new Map(chosen.flatMap((fact) => fact.ids.map((id) => [id, fact] as const)));
  const spread = new Spread(byId);
  const direct = new Map<Fact, ChosenFact | 'own'>();
  const states = new Map<Fact, LockState>();
  for (const { path, facts } of manifests) {
    for (const fact of facts.filter(isDependency)) {
      const found = fact.asked && find(fact.asked, path);
      const [first, ...others] = isList(found) ? found : [found];
      const says = answerOf(fact, [first, ...others], ways);
      if (says) states.set(fact, { path: lock.path, says });
      if (!first) continue;
      direct.set(fact, first);
      spread.start([first, ...others], fact);
    }
  }
  spread.run();
  const named = new Set<ChosenFact | 'own'>(direct.values());
  return {
    linkManifest: (manifest, occurrence = dependencyOccurrence) =>
      manifestOccurrences(lock, manifest, occurrence, { direct, states, byId, spread }),
    *linkRest() {
      for (const fact of chosen) {
        if (fact.isOwn || named.has(fact)) continue;
        const occurrence = chosenOccurrence(lock.path, fact);
        yield {
          is: 'occurrence',
          ...occurrence,
          ...spread.useOf(fact),
          ...needsOf(fact, byId),
          ...(spread.isTransitive(fact) ? { isTransitive: true } : {}),
        };
      }
    },
  };
}

interface Joining {
  readonly direct: ReadonlyMap<Fact, ChosenFact | 'own'>;
  readonly states: ReadonlyMap<Fact, LockState>;
  readonly byId: ReadonlyMap<string, ChosenFact>;
  readonly spread: Spread;
}

/** What a lockfile says of a dependency by what it chose for it: nothing, several for different platforms, or one. */
function answerOf(
  fact: DependencyFact,
  found: readonly (ChosenFact | 'own' | undefined)[],
  { admits, holds }: LockWays,
): LockState['says'] | null {
  const { asked } = fact;
  if (!asked || found.includes('own')) return null;
  const chosen = found.filter((each) => each !== undefined && each !== 'own');
  if (chosen.length === 0) return holds?.(fact) ? 'silent' : null;
  return admits && chosen.every((each) => admits(asked, each) === false) ? 'disagrees' : 'agrees';
}

function* manifestOccurrences(
  lockfile: UnitFile,
  { path, facts }: UnitFile,
  occurrence: OccurrenceMaker,
  { direct, states, byId, spread }: Joining,
): Iterable<Linked> {
  for (const fact of facts.filter(isDependency)) {
    const found = direct.get(fact);
    if (found === 'own' || found?.isOwn) continue;
    const lock = states.get(fact);
    const named = { ...occurrence(path, fact), ...(lock ? { lock } : {}) };
    if (!found) yield { is: 'occurrence', ...named };
    else {
      const at = locate(lockfile.path, found.place);
      yield {
        is: 'occurrence',
        ...lockedOccurrence(named, found, at),
        // What is asked for in development only may be needed by what is deployed all the same.
        ...spread.promotionOf(found, fact),
        ...needsOf(found, byId),
      };
    }
  }
}

/** Links manifests that no lockfile was made for; `missing` is the one that their tools would write. */
export function* linkUnlocked(
  { path, facts }: UnitFile,
  occurrence: OccurrenceMaker = dependencyOccurrence,
  missing: MissingLock | null = null,
): Iterable<Linked> {
  for (const fact of facts) {
    if (!isDependency(fact)) continue;
    const lock = missing?.holds(fact) ? { lock: { path: missing.path, says: 'missing' } as const } : {};
    yield { is: 'occurrence', ...occurrence(path, fact), ...lock };
  }
}

/** A lockfile that is not there, and what it would have an entry for. */
export interface MissingLock {
  readonly path: string;
  holds(dependency: DependencyFact): boolean;
}

/** The occurrence that a dependency is by what its manifest says alone. */
export function dependencyOccurrence(path: string, { asked: _asked, ...fact }: DependencyFact): Occurrence {
  return occurrenceOf(path, fact);
}

/** Finds what a lockfile chose by the name alone: the one package that has it as an id, or is called so. */
export function findByName(lock: UnitFile): FindChosen {
  const byName = new Map<string, ChosenFact | null>();
  for (const fact of lock.facts.filter(isChosen)) {
    for (const id of new Set([...fact.ids, fact.name])) byName.set(id, byName.has(id) ? null : fact);
  }
  return ({ name }) => byName.get(name) ?? undefined;
}

/** Whether a fact is a package that a lockfile chose. */
export function isChosen(fact: Fact): fact is ChosenFact {
  return fact.is === 'chosen';
}

/** Whether a fact is what a manifest names. */
export function isDependency(fact: Fact): fact is DependencyFact {
  return fact.is === 'reference';
}

function isList<T>(found: T | readonly [T, ...T[]] | undefined): found is readonly [T, ...T[]] {
  return Array.isArray(found);
}

/**
 * What a manifest names, as the lockfile chose it. It has no slots: whoever changes the version there has to have the
 * lockfile written anew, so that one written value alone is not what is used.
 */
function lockedOccurrence(occurrence: Occurrence, found: ChosenFact, at: Location): Occurrence {
  const { unresolved: _unresolved, ...known } = occurrence;
  return {
    ...known,
    ...identityOf(found),
    locked: found.locked,
    slots: [],
    via: [...occurrence.via, at],
  };
}

/** A package at its entry in the lockfile. */
function chosenOccurrence(path: string, fact: ChosenFact): Occurrence {
  const { version, commit } = fact.locked;
  return {
    ...identityOf(fact),
    request: commit
      ? { is: 'git-ref', text: commit }
      : version === null
        ? { is: 'nothing' }
        : { is: 'version', text: version },
    locked: fact.locked,
    ...(fact.isUnhashed ? {} : { lock: { path, says: 'agrees' } as const }),
    at: locate(path, fact.place),
    text: fact.text,
    address: `packages/${fact.name}`,
    usage: 'deployed',
    slots: [],
    via: [],
  };
}

function identityOf({ kind, name, source, license }: ChosenFact) {
  return { kind, name, ...(source ? { source } : {}), ...(license ? { license } : {}) };
}

/** What a package needs in turn, where the lockfile says it; parts of the repository are no components. */
function needsOf(
  { needs, optionalNeeds = [] }: ChosenFact,
  byId: ReadonlyMap<string, ChosenFact>,
): Pick<Occurrence, 'dependsOn' | 'needsMore'> {
  if (needs === null) return {};
  const found = [...needs, ...optionalNeeds].flatMap((id) => byId.get(id) ?? []);
  const dependsOn = found.filter(({ isOwn }) => !isOwn).map(needed);
  return { dependsOn, ...(needs.every((id) => byId.has(id)) ? {} : { needsMore: true }) };
}

function needed({ kind, name, locked: { version, commit } }: ChosenFact): Needed {
  return { kind, name, version, ...(commit ? { commit } : {}) };
}
