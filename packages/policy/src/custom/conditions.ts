import type { OccurrenceSubject } from '@fineprint/core';
import { type PolicySource, readDocument } from '../document.ts';
import type { ClassOf } from '../licenses/judge.ts';
import { isMap } from '../lists.ts';

/** What a custom rule is asked about: its component, and the place where it is named if it looks at places. */
export type ConditionSubject = Pick<OccurrenceSubject, 'component'> & Partial<OccurrenceSubject>;

/** A compiled expression of a policy. */
export interface Condition {
  /** Whether it looks at the licence, so that its finding lapses with it. */
  readonly readsLicense: boolean;
  /** Throws a `RuleUnanswered` where a limit was hit or a value makes no sense. */
  evaluate(subject: ConditionSubject): unknown;
}

/** What is wrong with an expression, and with which part of it. */
export interface ConditionDefect {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** What an expression has to give: a decision, or something that a sentence can hold. */
export type ConditionResult = 'decision' | 'text';

/** Compiles expressions; all of them share one budget of steps. */
export interface Conditions {
  compile(
    text: string,
    subject: 'component' | 'occurrence',
    result: ConditionResult,
  ): Condition | ConditionDefect;
}

/** Loads what compiles conditions if one of the policies has custom rules: it takes time that no other policy should cost. */
export async function loadConditions(
  sources: readonly PolicySource[],
  means: { readonly classOf: ClassOf },
): Promise<Conditions | null> {
  const isCustom = (source: PolicySource) => {
    const { value } = readDocument(source);
    return isMap(value) && Object.hasOwn(value, 'custom-rules');
  };
  if (!sources.some(isCustom)) return null;
  const { celConditions } = await import('./cel.ts');
  return celConditions(means);
}
