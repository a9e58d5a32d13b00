import type { Scope, Usage } from '../model/usage.ts';
import type { ChosenFact, DependencyFact } from './facts.ts';

// From the most exposed on: what is reached on several ways counts as on the first of them.
interface Use {
  readonly usage: Usage;
  readonly scope: Scope;
}

const deployed: Use = { usage: 'deployed', scope: 'required' };
const exposures: readonly Use[] = [
  deployed,
  { usage: 'deployed', scope: 'optional' },
  { usage: 'build', scope: 'required' },
  { usage: 'development', scope: 'excluded' },
];
const optional = 1;

/** Spreads how dependencies are used to what they need in turn. */
export class Spread {
  private readonly byId: ReadonlyMap<string, ChosenFact>;
  private readonly reached = new Map<ChosenFact, number>();
  /** The exposure at which other packages need one. */
  private readonly needed = new Map<ChosenFact, number>();
  private readonly waiting: readonly ChosenFact[][] = exposures.map(() => []);
  /** What the repository itself needs: a manifest, or a package of its own. */
  private readonly neededByOwn = new Set<ChosenFact>();

  constructor(byId: ReadonlyMap<string, ChosenFact>) {
    this.byId = byId;
  }

  start(facts: readonly (ChosenFact | 'own')[], asking: DependencyFact): void {
    const exposure = exposureOf(asking);
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
        for (const id of fact.needs ?? []) this.follow(fact, id, exposure);
        for (const id of fact.optionalNeeds ?? []) this.follow(fact, id, Math.max(exposure, optional));
      }
    }
  }

  /** What nothing leads to is used as the lockfile says of it. */
  useOf(fact: ChosenFact): Use {
    const exposure = this.reached.get(fact);
    if (exposure !== undefined) return exposures[exposure] ?? deployed;
    if (fact.scope === 'excluded') return exposures[exposures.length - 1] ?? deployed;
    return fact.scope ? { ...deployed, scope: fact.scope } : deployed;
  }

  /** What development asks for may be needed by what is deployed all the same. */
  promotionOf(fact: ChosenFact, asking: DependencyFact): Partial<Use> {
    const exposure = this.needed.get(fact) ?? exposures.length;
    return exposure < exposureOf(asking) ? (exposures[exposure] ?? {}) : {};
  }

  /** Whether only needs of other packages lead to it. */
  isTransitive(fact: ChosenFact): boolean {
    return this.reached.has(fact) && !this.neededByOwn.has(fact);
  }

  private follow(from: ChosenFact, id: string, exposure: number): void {
    const fact = this.byId.get(id);
    if (!fact) return;
    if (from.isOwn) this.neededByOwn.add(fact);
    this.needed.set(fact, Math.min(this.needed.get(fact) ?? exposures.length, exposure));
    this.reach(fact, exposure);
  }

  private reach(fact: ChosenFact, exposure: number): void {
    if ((this.reached.get(fact) ?? exposures.length) <= exposure) return;
    this.reached.set(fact, exposure);
    this.waiting[exposure]?.push(fact);
  }
}

function exposureOf({ usage, scope }: DependencyFact): number {
  if (scope === 'excluded' || usage === 'development' || usage === 'ci') return exposures.length - 1;
  if (usage === 'build') return exposures.findIndex((each) => each.usage === 'build');
  return scope === 'optional' ? optional : 0;
}
