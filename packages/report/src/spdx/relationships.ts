import {
  mostExposed,
  type Report,
  type ReportComponent,
  type ReportOccurrence,
  type Scope,
  strongestScope,
  type Usage,
} from '@fineprint/core';
import { spdxId } from './identifiers.ts';

/** The phase in which something is needed: SPDX knows these. */
export type Phase = 'runtime' | 'build' | 'development';

/** Says what an element describes, contains or needs. */
export interface SpdxRelationship {
  readonly from: string;
  readonly type: 'describes' | 'contains' | 'dependsOn';
  readonly to: readonly string[];
  /** When it is needed, or `null` where that is not known: of what a component uses in turn. */
  readonly phase: Phase | null;
  readonly isOptional: boolean;
  /** Whether these are all; `null` where nobody knows. */
  readonly isComplete: boolean | null;
}

export const documentId = 'SPDXRef-DOCUMENT';
export const rootId = 'SPDXRef-DocumentRoot';

/** The relationships of a report: the document describes the repository, which contains units, which need components. */
export function* relationshipsOf(report: Report): Iterable<SpdxRelationship> {
  const { units, components, dependencies } = report;
  const plain = { phase: null, isOptional: false, isComplete: null };
  yield { from: documentId, type: 'describes', to: [rootId], ...plain };
  const parts = units.map(({ ref }) => spdxId(ref));
  if (parts.length > 0) yield { from: rootId, type: 'contains', to: parts, ...plain };

  const inner = new Set(dependencies.flatMap(({ dependsOn }) => dependsOn));
  const unnamed = components.filter(({ ref }) => !inner.has(ref));
  const needs = needsOf(report);
  const isUnit = new Set(units.map(({ ref }) => ref));
  const known = new Set([...isUnit, ...components.map(({ ref }) => ref)]);
  yield* grouped(rootId, unnamed.map(needs.wholly), null);
  for (const { ref, dependsOn, complete } of dependencies) {
    if (!known.has(ref)) continue;
    const needed = dependsOn.filter((each) => known.has(each));
    const to = needed.map((each) => (isUnit.has(ref) ? needs.ofUnit(ref, each) : needs.plainly(each)));
    yield* grouped(spdxId(ref), to, complete ?? null);
  }
}

interface Need {
  readonly ref: string;
  readonly phase: Phase | null;
  readonly isOptional: boolean;
}

/** Tells how a component is needed: by all, by one unit, or by another component, of which nothing more is known. */
function needsOf({ components }: Report) {
  const wholes = new Map<string, ReportComponent>(components.map((component) => [component.ref, component]));
  const special = new Map<string, Need>();
  for (const component of components) {
    for (const [unit, occurrences] of Map.groupBy(component.occurrences, (occurrence) => occurrence.unit)) {
      const usage = mostExposed(occurrences.map((occurrence: ReportOccurrence) => occurrence.usage));
      const scope = strongestScope(occurrences.map((occurrence: ReportOccurrence) => occurrence.scope));
      if (usage === component.usage && scope === component.scope) continue;
      special.set(JSON.stringify([unit, component.ref]), needed(component.ref, usage, scope));
    }
  }
  const wholly = ({ ref, usage, scope }: ReportComponent) => needed(ref, usage, scope);
  const plainly = (ref: string): Need => ({ ref, phase: null, isOptional: false });
  return {
    wholly,
    plainly,
    ofUnit(unit: string, ref: string): Need {
      const whole = wholes.get(ref);
      return special.get(JSON.stringify([unit, ref])) ?? (whole ? wholly(whole) : plainly(ref));
    },
  };
}

function needed(ref: string, usage: Usage, scope: Scope): Need {
  return { ref, phase: phases[usage], isOptional: scope === 'optional' };
}

const phases = {
  distributed: 'runtime',
  deployed: 'runtime',
  build: 'build',
  ci: 'build',
  development: 'development',
} as const satisfies Record<Usage, Phase>;

/** One relationship a phase; one without an end where it is known that there is none, or that some are missing. */
function* grouped(
  from: string,
  needs: readonly Need[],
  isComplete: boolean | null,
): Iterable<SpdxRelationship> {
  if (needs.length === 0 && isComplete !== null) {
    yield { from, type: 'dependsOn', to: [], phase: null, isOptional: false, isComplete };
  }
  for (const group of Map.groupBy(needs, ({ phase, isOptional }) => `${phase} ${isOptional}`).values()) {
    const [first] = group;
    if (first === undefined) continue;
    const { phase, isOptional } = first;
    yield { from, type: 'dependsOn', to: group.map(({ ref }) => spdxId(ref)), phase, isOptional, isComplete };
  }
}
