import { isTrue, joined, plain, type Result, truth } from './result.ts';

/** The first that is not empty; what may or may not be empty decides nothing. */
export function chosen(given: readonly Result[]): Result | undefined {
  for (const value of given) {
    const holds = isTrue(value);
    if (holds === null) return value;
    if (holds) return value;
  }
  return given.at(-1);
}

/** The first that is empty, or else the last. */
export function and(given: readonly Result[]): Result | undefined {
  for (const value of given) {
    const holds = isTrue(value);
    if (holds !== true) return value;
  }
  return given.at(-1);
}

/** Whether a condition does not hold. */
export function negated(value: Result | undefined): Result | undefined {
  const holds = value === undefined ? null : isTrue(value);
  return holds === null ? undefined : truth(!holds);
}

/** One of two, by a condition. */
export function picked(condition: Result | undefined, yes: Result | undefined, no: Result | undefined) {
  const holds = condition === undefined ? null : isTrue(condition);
  return holds === null ? undefined : holds ? yes : no;
}

/** Whether the first equals one of the others. */
export function equality(first: Result | undefined, others: readonly Result[]): Result | undefined {
  const texts = [first, ...others].map(comparable);
  if (texts.includes(null)) return undefined;
  return truth(texts.slice(1).includes(texts[0] ?? null));
}

function comparable(value: Result | undefined): string | null {
  if (value?.is === 'text') return joined(value.runs);
  if (value?.is === 'truth') return String(value.value);
  return value?.is === 'nothing' ? '<nil>' : null;
}

/** Compares whole numbers, and nothing else. */
export function compared(
  one: Result | undefined,
  other: Result | undefined,
  holds: (one: number, other: number) => boolean,
): Result | undefined {
  const [first, second] = [Number.parseInt(plain(one), 10), Number.parseInt(plain(other), 10)];
  return Number.isNaN(first) || Number.isNaN(second) ? undefined : truth(holds(first, second));
}

/** Whether a value is of a kind of Go, as far as it shows. */
export function kindIs(kind: string, value: Result | undefined): Result | undefined {
  if (value === undefined || value.is === 'unknown') return undefined;
  if (kind === 'map' || kind.startsWith('map[')) return truth(value.is === 'map');
  if (kind === 'slice' || kind.startsWith('[]')) return truth(value.is === 'list');
  if (kind === 'invalid') return truth(value.is === 'nothing');
  // A plain `1.10` is a text to us and a number to Helm, so only what is neither is known.
  return kind === 'string' ? truth(value.is === 'text') : undefined;
}
