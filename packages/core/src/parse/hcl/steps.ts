import { maxAlternatives } from './alternatives.ts';
import type { HclExpression, HclStep } from './ast.ts';
import { literalString } from './body.ts';
import { overBudget } from './budget.ts';
import { asNumber, asText } from './convert.ts';
import type { Evaluation, Frame } from './evaluate.ts';
import { failure, type HclValue, listValue, unknownValue } from './value.ts';

/** Follows steps into an expression as far as its own form answers them, so that what lies beside is not evaluated. */
export function navigate(
  start: HclExpression,
  steps: readonly HclStep[],
): { readonly expression: HclExpression; readonly rest: readonly HclStep[] } {
  let expression = start;
  for (let index = 0; index < steps.length; index++) {
    const next = childOf(withoutParens(expression), steps[index]);
    if (next === undefined) return { expression, rest: steps.slice(index) };
    expression = next;
  }
  return { expression, rest: [] };
}

function withoutParens(start: HclExpression): HclExpression {
  let expression = start;
  while (expression.is === 'parens') expression = expression.inner;
  return expression;
}

function childOf(expression: HclExpression, step: HclStep | undefined): HclExpression | undefined {
  if (step === undefined || step.is === 'splat') return undefined;
  if (expression.is === 'tuple') {
    const index = step.is === 'index' && step.key.is === 'number' ? Number(step.key.text) : -1;
    return expression.items[index];
  }
  if (expression.is !== 'object') return undefined;
  const name = step.is === 'attribute' ? step.name : literalString(step.key)?.value;
  let found: HclExpression | undefined;
  for (const item of expression.items) {
    const key = literalString(item.key)?.value;
    if (key === undefined) return undefined;
    if (key === name) found = item.value;
  }
  return found;
}

/** Takes steps from a value. */
export function takeSteps(
  evaluation: Evaluation,
  start: HclValue,
  steps: readonly HclStep[],
  frame: Frame,
): HclValue {
  let value = start;
  for (let index = 0; index < steps.length; index++) {
    const step = steps[index];
    if (step === undefined) break;
    if (!evaluation.budget.step()) return unknownValue(overBudget);
    if (step.is !== 'splat') {
      value =
        step.is === 'attribute' ? take(value, step.name) : takeIndex(evaluation, value, step.key, frame);
      continue;
    }
    const end = step.full ? steps.length : attributesEnd(steps, index + 1);
    value = splat(evaluation, value, steps.slice(index + 1, end), frame);
    index = end - 1;
  }
  return value;
}

function attributesEnd(steps: readonly HclStep[], start: number): number {
  let end = start;
  for (
    let step = steps[end];
    step?.is === 'attribute' || (step?.is === 'index' && step.legacy);
    step = steps[end]
  )
    end++;
  return end;
}

function splat(evaluation: Evaluation, value: HclValue, steps: readonly HclStep[], frame: Frame): HclValue {
  if (value.is === 'unknown') return withoutText(value);
  if (value.is === 'null') return listValue([]);
  const list = value.is === 'list' ? value : listValue([value]);
  const items: HclValue[] = [];
  for (const item of list.items) {
    if (evaluation.budget.isSpent) return unknownValue(overBudget);
    items.push(takeSteps(evaluation, item, steps, frame));
  }
  return listValue(items, list.missing);
}

function takeIndex(
  evaluation: Evaluation,
  value: HclValue,
  keyExpression: HclExpression,
  frame: Frame,
): HclValue {
  const key = evaluation.value(keyExpression, frame);
  if (value.is === 'list') {
    const index = asNumber(key);
    if (index?.is === 'unknown') return withoutText(index);
    return takeAt(value, index === undefined ? Number.NaN : Number(index.text));
  }
  const name = asText(key);
  if (name === undefined) return failure('The index is neither a string nor a number.');
  return name.is === 'unknown' ? takeAny(value, name) : take(value, name.text);
}

/** Of an object whose key is not known one value is taken, where it has few and all are known. */
function takeAny(value: HclValue, key: Extract<HclValue, { is: 'unknown' }>): HclValue {
  const isFew = value.is === 'object' && value.missing === undefined && value.entries.size <= maxAlternatives;
  if (!isFew || value.entries.size === 0) return withoutText(key);
  const alternatives = [...value.entries.values()].map((entry) => entry.value);
  return unknownValue(key.reason, { failed: key.failed, alternatives });
}

function takeAt(list: Extract<HclValue, { is: 'list' }>, index: number): HclValue {
  if (list.missing !== undefined) return unknownValue(list.missing);
  return list.items[index] ?? failure('The list has no such element.');
}

/** Takes an attribute, or an element by its number. */
export function take(value: HclValue, name: string): HclValue {
  switch (value.is) {
    case 'object': {
      const found = value.entries.get(name)?.value;
      if (found !== undefined) return found;
      return value.missing === undefined
        ? failure(`The object has no "${name}".`)
        : unknownValue(value.missing);
    }
    case 'list':
      return takeAt(value, Number(name));
    case 'unknown': {
      const alternatives = value.alternatives.map((alternative) => take(alternative, name));
      return unknownValue(value.reason, { failed: value.failed, alternatives });
    }
    default:
      return failure(`The value has no "${name}".`);
  }
}

/** What is taken from an unknown value is another text than the value's. */
function withoutText(value: Extract<HclValue, { is: 'unknown' }>): HclValue {
  return unknownValue(value.reason, { failed: value.failed });
}
