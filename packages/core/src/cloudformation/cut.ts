import type { ResolvedText } from '../parse/reference/index.ts';
import type { Span } from '../parse/span.ts';
import { partOf } from '../reference/index.ts';

/** Cuts many ranges out of one text, each at the cost of what it holds. */
export function cutter(resolved: ResolvedText): (range: Span) => ResolvedText {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of resolved.pieces) {
    starts.push(length);
    length += text.length;
  }
  return ({ start, end }) => {
    const first = lastUpTo(starts, start);
    const last = lastUpTo(starts, Math.max(end - 1, start));
    const offset = starts[first] ?? 0;
    const pieces = resolved.pieces.slice(first, last + 1);
    return partOf({ ...resolved, pieces }, { start: start - offset, end: end - offset });
  };
}

/** Index of the last number that is not greater. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
