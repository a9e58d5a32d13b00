import type { HclBinary, HclUnary } from './ast.ts';
import { asBool, asNumber, canonicalNumber } from './convert.ts';
import type { Evaluation, Frame } from './evaluate.ts';
import { boolValue, failure, type HclValue, numberValue, unknownValue } from './value.ts';

/** Evaluates `left operator right`; `false && unknown` is known. */
export function binaryOperation(
  evaluation: Evaluation,
  { operator, left, right }: HclBinary,
  frame: Frame,
): HclValue {
  const first = evaluation.value(left, frame);
  const second = evaluation.value(right, frame);
  if (operator === '&&' || operator === '||') return logical(operator === '||', first, second);
  if (operator === '==' || operator === '!=') {
    const equal = areEqual(first, second);
    if (equal === undefined) return unknownValue(reasonOf(first, second));
    return boolValue(equal === (operator === '=='));
  }
  const a = asNumber(first);
  const b = asNumber(second);
  if (a === undefined || b === undefined) return failure(`"${operator}" needs two numbers.`);
  if (a.is === 'unknown' || b.is === 'unknown') return unknownValue(reasonOf(a, b));
  return compute(operator, Number(a.text), Number(b.text));
}

/** Evaluates `-operand` or `!operand`. */
export function unaryOperation(operand: HclValue, { operator, ...span }: HclUnary, frame: Frame): HclValue {
  if (operand.is === 'unknown') return unknownValue(operand.reason, { failed: operand.failed });
  if (operator === '!') {
    const value = asBool(operand);
    return value === undefined ? failure('"!" needs a boolean.') : boolValue(!value);
  }
  const value = asNumber(operand);
  if (value?.is !== 'number') return failure('"-" needs a number.');
  const text = value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`;
  const place = { file: frame.scope.file, start: span.start, end: span.end };
  return numberValue(text, [{ text, form: 'computed', place, via: frame.via }]);
}

/** Compares two values as `==` does; `undefined` where that is not known. */
export function areEqual(a: HclValue, b: HclValue): boolean | undefined {
  if (a.is === 'unknown' || b.is === 'unknown') return undefined;
  if (a.is !== b.is) return false;
  if (a.is === 'string') return b.is === 'string' && a.text === b.text;
  if (a.is === 'number') return b.is === 'number' && canonicalNumber(a.text) === canonicalNumber(b.text);
  if (a.is === 'bool') return b.is === 'bool' && a.value === b.value;
  if (a.is === 'list' && b.is === 'list') return areItemsEqual(a, b);
  if (a.is === 'object' && b.is === 'object') return areEntriesEqual(a, b);
  return true;
}

function areItemsEqual(a: Extract<HclValue, { is: 'list' }>, b: Extract<HclValue, { is: 'list' }>) {
  if (a.missing !== undefined || b.missing !== undefined) return undefined;
  if (a.items.length !== b.items.length) return false;
  return every(a.items.map((item, index) => areEqual(item, b.items[index] ?? item)));
}

function areEntriesEqual(a: Extract<HclValue, { is: 'object' }>, b: Extract<HclValue, { is: 'object' }>) {
  if (a.missing !== undefined || b.missing !== undefined) return undefined;
  if (a.entries.size !== b.entries.size) return false;
  return every(
    [...a.entries].map(([key, entry]) => {
      const other = b.entries.get(key);
      return other === undefined ? false : areEqual(entry.value, other.value);
    }),
  );
}

function every(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}

function logical(decisive: boolean, first: HclValue, second: HclValue): HclValue {
  const a = asBool(first);
  const b = asBool(second);
  if (a === decisive || b === decisive) return boolValue(decisive);
  if (a !== undefined && b !== undefined) return boolValue(!decisive);
  return unknownValue(reasonOf(first, second));
}

function compute(operator: HclBinary['operator'], a: number, b: number): HclValue {
  switch (operator) {
    case '<':
      return boolValue(a < b);
    case '<=':
      return boolValue(a <= b);
    case '>':
      return boolValue(a > b);
    case '>=':
      return boolValue(a >= b);
    case '+':
      return computedNumber(a + b);
    case '-':
      return computedNumber(a - b);
    case '*':
      return computedNumber(a * b);
    default:
      if (b === 0) return failure('A number is divided by zero.');
      return computedNumber(operator === '/' ? a / b : a % b);
  }
}

/** Makes a number that was computed. */
export function computedNumber(value: number): HclValue {
  if (!Number.isFinite(value)) return failure('The number is out of range.');
  return numberValue(canonicalNumber(String(value)));
}

/** Says why one of two values is not known. */
function reasonOf(...values: readonly HclValue[]): string {
  for (const value of values) if (value.is === 'unknown') return value.reason;
  return 'A part of the value is not known.';
}
