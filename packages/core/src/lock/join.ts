import type { Fact, Linked, UnitFile } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import type { Needed, Occurrence } from '../model/occurrence.ts';
import type { Scope, Usage } from '../model/usage.ts';
import { occurrenceOf } from '../reference/index.ts';
import type { Asked, ChosenFact, DependencyFact } from './facts.ts';

/** Finds what a lockfile chose for a dependency of the manifest at a path; `own` is a part of the repository. */
export type FindChosen = (asked: Asked, manifest: string) => ChosenFact | 'own' | undefined;

/** Makes the occurrence of a fact; an extractor may complete it with what another file says. */
export type OccurrenceMaker = (path: string, fact: DependencyFact) => Occurrence;

/** A lockfile and the manifests that it was made for, joined. */
export interface JoinedLock {
  /** What a manifest of it names, with what the lockfile chose; a dependency on a part of the repository is no component. */
  linkManifest(manifest: UnitFile, occurrence?: OccurrenceMaker): Iterable<Linked>;
  /** The packages that no manifest asks for by itself: what dependencies need in turn. */
  linkRest(): Iterable<Linked>;
}

// From the most exposed on: what is reached on several ways counts as on the first of them.
const exposures: readonly { readonly usage: Usage; readonly scope: Scope }[] = [
  { usage: 'deployed', scope: 'required' },
  { usage: 'deployed', scope: 'optional' },
  { usage: 'build', scope: 'required' },
  { usage: 'development', scope: 'excluded' },
];
const required = 0;
const optional = 1;

/**
 * Joins a lockfile with its manifests. A package that a manifest asks for is an occurrence at the manifest; every other
 * one is an occurrence at the lockfile's entry, used as whatever leads to it is used.
 */
export function joinLock(
  lock: UnitFile,
  manifests: readonly UnitFile[],
  find: FindChosen = findByName(lock),
): JoinedLock {
  const chosen = lock.facts.filter(isChosen);
  const byId = new Map(chosen.flatMap((fact) => fact.ids.map((id) => [id, fact] as const)));
  const direct = new Map<Fact, ChosenFact | 'own'>();
  const reached = new Map<ChosenFact, number>();
  const neededByOwn = new Set<ChosenFact>();
  const waiting: ChosenFact[][] = exposures.map(() => []);

  function reach(fact: ChosenFact | undefined, exposure: number): void {
    if (!fact || (reached.get(fact) ?? exposures.length) <= exposure) return;
    reached.set(fact, exposure);
    waiting[exposure]?.push(fact);
  }

  for (const { path, facts } of manifests) {
    for (const fact of facts) {
      if (!isDependency(fact) || !fact.asked) continue;
      const found = find(fact.asked, path);
      if (!found) continue;
      direct.set(fact, found);
      if (found !== 'own') reach(found, exposureOf(fact));
    }
  }
  for (const [exposure, facts] of waiting.entries()) {
    // The list grows as it is walked.
    for (const fact of facts) {
      if (reached.get(fact) !== exposure) continue;
      for (const [ids, least] of [
        [fact.needs, required],
        [fact.optionalNeeds ?? [], optional],
      ] as const) {
        for (const id of ids) {
          const next = byId.get(id);
          if (next && fact.isOwn) neededByOwn.add(next);
          reach(next, Math.max(exposure, least));
        }
      }
    }
  }

  const named = new Set<ChosenFact | 'own'>(direct.values());
  const needed = (fact: ChosenFact) => ({ dependsOn: neededBy(fact, byId) });
  return {
    *linkManifest({ path, facts }, occurrence = dependencyOccurrence) {
      for (const fact of facts.filter(isDependency)) {
        const found = direct.get(fact);
        if (found === 'own' || found?.isOwn) continue;
        const named = occurrence(path, fact);
        if (!found) yield { is: 'occurrence', ...named };
        else {
          const at = locate(lock.path, found.place);
          yield { is: 'occurrence', ...lockedOccurrence(named, found, at), ...needed(found) };
        }
      }
    },
    *linkRest() {
      for (const fact of chosen) {
        if (fact.isOwn || named.has(fact)) continue;
        const exposure = reached.get(fact);
        const use = exposures[exposure ?? (fact.scope === 'excluded' ? exposures.length - 1 : required)];
        yield {
          is: 'occurrence',
          ...chosenOccurrence(lock.path, fact),
          ...use,
          ...(exposure === undefined && fact.scope ? { scope: fact.scope } : {}),
          ...needed(fact),
          ...(exposure === undefined || neededByOwn.has(fact) ? {} : { isTransitive: true }),
        };
      }
    },
  };
}

/** Links manifests that no lockfile was made for. */
export function* linkUnlocked(
  { path, facts }: UnitFile,
  occurrence: OccurrenceMaker = dependencyOccurrence,
): Iterable<Linked> {
  for (const fact of facts) if (isDependency(fact)) yield { is: 'occurrence', ...occurrence(path, fact) };
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

function exposureOf({ usage, scope }: DependencyFact): number {
  if (scope === 'excluded' || usage === 'development' || usage === 'ci') return exposures.length - 1;
  if (usage === 'build') return exposures.findIndex((each) => each.usage === 'build');
  return scope === 'optional' ? optional : required;
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

function neededBy(
  { needs, optionalNeeds = [] }: ChosenFact,
  byId: ReadonlyMap<string, ChosenFact>,
): readonly Needed[] {
  return [...needs, ...optionalNeeds].flatMap((id) => {
    const fact = byId.get(id);
    if (!fact || fact.isOwn) return [];
    const { kind, name, locked } = fact;
    return [{ kind, name, version: locked.version, ...(locked.commit ? { commit: locked.commit } : {}) }];
  });
}
