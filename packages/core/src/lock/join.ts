import type { Fact, Linked, UnitFile } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import type { Needed, Occurrence } from '../model/occurrence.ts';
import type { Scope, Usage } from '../model/usage.ts';
import { occurrenceOf } from '../reference/index.ts';
import type { Asked, ChosenFact, DependencyFact } from './facts.ts';

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

/** A lockfile and the manifests that it was made for, joined. */
export interface JoinedLock {
  /** What a manifest of it names, with what the lockfile chose; a dependency on a part of the repository is no component. */
  linkManifest(manifest: UnitFile, occurrence?: OccurrenceMaker): Iterable<Linked>;
  /** The packages that no manifest asks for by itself: what dependencies need in turn. */
  linkRest(): Iterable<Linked>;
}

// From the most exposed on: what is reached on several ways counts as on the first of them.
const deployed: { readonly usage: Usage; readonly scope: Scope } = { usage: 'deployed', scope: 'required' };
const exposures: readonly (typeof deployed)[] = [
  deployed,
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
  const spread = new Spread(byId);
  const direct = new Map<Fact, ChosenFact | 'own'>();
  for (const { path, facts } of manifests) {
    for (const fact of facts.filter(isDependency)) {
      const found = fact.asked && find(fact.asked, path);
      if (!found) continue;
      const [first, ...others] = isList(found) ? found : [found];
      direct.set(fact, first);
      spread.start([first, ...others], exposureOf(fact));
    }
  }
  spread.run();
  const named = new Set<ChosenFact | 'own'>(direct.values());
  return {
    linkManifest: (manifest, occurrence = dependencyOccurrence) =>
      manifestOccurrences(lock, manifest, occurrence, direct, byId),
    *linkRest() {
      for (const fact of chosen) {
        if (fact.isOwn || named.has(fact)) continue;
        const occurrence = chosenOccurrence(lock.path, fact);
        yield {
          is: 'occurrence',
          ...occurrence,
          ...spread.useOf(fact),
          dependsOn: neededBy(fact, byId),
          ...(spread.isTransitive(fact) ? { isTransitive: true } : {}),
        };
      }
    },
  };
}

/** Spreads how dependencies are used to what they need in turn. */
class Spread {
  private readonly byId: ReadonlyMap<string, ChosenFact>;
  private readonly reached = new Map<ChosenFact, number>();
  private readonly waiting: readonly ChosenFact[][] = exposures.map(() => []);
  /** What the repository itself needs: a manifest, or a package of its own. */
  private readonly neededByOwn = new Set<ChosenFact>();

  constructor(byId: ReadonlyMap<string, ChosenFact>) {
    this.byId = byId;
  }

  start(facts: readonly (ChosenFact | 'own')[], exposure: number): void {
    for (const fact of facts) {
      if (fact === 'own') continue;
      this.neededByOwn.add(fact);
      this.reach(fact, exposure);
    }
  }

  run(): void {
    for (const [exposure, facts] of this.waiting.entries()) {
      // The list grows as it is walked.
      for (const fact of facts) {
        if (this.reached.get(fact) !== exposure) continue;
        for (const id of fact.needs) this.follow(fact, id, exposure);
        for (const id of fact.optionalNeeds ?? []) this.follow(fact, id, Math.max(exposure, optional));
      }
    }
  }

  /** What nothing leads to is used as the lockfile says of it. */
  useOf(fact: ChosenFact): { readonly usage: Usage; readonly scope: Scope } {
    const exposure = this.reached.get(fact);
    if (exposure !== undefined) return exposures[exposure] ?? deployed;
    if (fact.scope === 'excluded') return exposures[exposures.length - 1] ?? deployed;
    return fact.scope ? { ...deployed, scope: fact.scope } : deployed;
  }

  isTransitive(fact: ChosenFact): boolean {
    return this.reached.has(fact) && !this.neededByOwn.has(fact);
  }

  private follow(from: ChosenFact, id: string, exposure: number): void {
    const fact = this.byId.get(id);
    if (!fact) return;
    if (from.isOwn) this.neededByOwn.add(fact);
    this.reach(fact, exposure);
  }

  private reach(fact: ChosenFact, exposure: number): void {
    if ((this.reached.get(fact) ?? exposures.length) <= exposure) return;
    this.reached.set(fact, exposure);
    this.waiting[exposure]?.push(fact);
  }
}

function* manifestOccurrences(
  lock: UnitFile,
  { path, facts }: UnitFile,
  occurrence: OccurrenceMaker,
  direct: ReadonlyMap<Fact, ChosenFact | 'own'>,
  byId: ReadonlyMap<string, ChosenFact>,
): Iterable<Linked> {
  for (const fact of facts.filter(isDependency)) {
    const found = direct.get(fact);
    if (found === 'own' || found?.isOwn) continue;
    const named = occurrence(path, fact);
    if (!found) yield { is: 'occurrence', ...named };
    else {
      const at = locate(lock.path, found.place);
      yield { is: 'occurrence', ...lockedOccurrence(named, found, at), dependsOn: neededBy(found, byId) };
    }
  }
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

function isList<T>(found: T | readonly [T, ...T[]]): found is readonly [T, ...T[]] {
  return Array.isArray(found);
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
