import type { HclFor } from './ast.ts';
import { overBudget } from './budget.ts';
import { asBool, asText } from './convert.ts';
import type { Evaluation, Frame } from './evaluate.ts';
import {
  failure,
  type HclValue,
  listValue,
  numberValue,
  type ObjectEntry,
  objectValue,
  unknownValue,
} from './value.ts';

/** An element with the key that `for key, value in …` gives it. */
export interface Element {
  readonly key: HclValue;
  readonly value: HclValue;
}

/** Lists a collection's elements; objects in the order of their keys, as Terraform does. */
export function elementsOf(collection: HclValue): readonly Element[] | undefined {
  if (collection.is === 'list') {
    return collection.items.map((value, index) => ({ key: numberValue(String(index)), value }));
  }
  if (collection.is !== 'object') return undefined;
  return sortedEntries(collection.entries.values());
}

/** Sorts entries by key. */
export function sortedEntries(entries: Iterable<ObjectEntry>): readonly ObjectEntry[] {
  return [...entries].toSorted((a, b) => (a.key.text < b.key.text ? -1 : a.key.text > b.key.text ? 1 : 0));
}

/** Evaluates a `for` expression; elements whose condition is unknown may be missing from the result. */
export function evaluateFor(evaluation: Evaluation, expression: HclFor, frame: Frame): HclValue {
  const collection = evaluation.value(expression.collection, frame);
  if (collection.is === 'unknown') return unknownValue(collection.reason, { failed: collection.failed });
  const elements = elementsOf(collection);
  if (elements === undefined) return failure('"for" needs a list or an object.');
  let missing = collection.is === 'list' || collection.is === 'object' ? collection.missing : undefined;
  const results: Result[] = [];
  for (const element of elements) {
    if (evaluation.budget.isSpent) return unknownValue(overBudget);
    const inner = frameWith(frame, expression, element);
    const result = evaluateElement(evaluation, expression, inner);
    if (result.is === 'missing') missing ??= result.reason;
    else if (result.is === 'kept') results.push(result);
  }
  if (expression.makes === 'tuple')
    return listValue(
      results.map((result) => result.value),
      missing,
    );
  return objectValue(expression.grouping ? grouped(results) : results.flatMap(keyed), missing);
}

/** Adds the variables of a `for` to a frame. */
export function frameWith(
  frame: Frame,
  names: { readonly keyName: string | undefined; readonly valueName: string },
  { key, value }: Element,
): Frame {
  const variables = new Map(frame.variables);
  if (names.keyName !== undefined) variables.set(names.keyName, key);
  variables.set(names.valueName, value);
  return { ...frame, variables };
}

interface Result {
  readonly key: ObjectEntry['key'] | undefined;
  readonly value: HclValue;
}

function evaluateElement(
  evaluation: Evaluation,
  expression: HclFor,
  frame: Frame,
):
  | ({ readonly is: 'kept' } & Result)
  | { readonly is: 'dropped' }
  | { readonly is: 'missing'; readonly reason: string } {
  if (expression.condition !== undefined) {
    const condition = evaluation.value(expression.condition, frame);
    const keep = asBool(condition);
    if (keep === false) return { is: 'dropped' };
    if (keep === undefined) {
      return {
        is: 'missing',
        reason: condition.is === 'unknown' ? condition.reason : 'A condition is not a boolean.',
      };
    }
  }
  const value = evaluation.value(expression.value, frame);
  if (expression.key === undefined) return { is: 'kept', key: undefined, value };
  const key = asText(evaluation.value(expression.key, frame));
  if (key?.is === 'string') return { is: 'kept', key, value };
  return { is: 'missing', reason: key?.reason ?? 'A key is not a string.' };
}

function keyed({ key, value }: Result): readonly ObjectEntry[] {
  return key === undefined ? [] : [{ key, value }];
}

function grouped(results: readonly Result[]): readonly ObjectEntry[] {
  const groups = Map.groupBy(results.flatMap(keyed), (entry) => entry.key.text);
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [{ key: first.key, value: listValue([first, ...rest].map((entry) => entry.value)) }],
  );
}
