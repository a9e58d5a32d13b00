import type { Span } from '../span.ts';

/** Makes a test for "does any of these ordered spans overlap this range", asked in rising order. */
export function overlapFinder(spans: readonly Span[]): (start: number, end: number) => boolean {
  let next = 0;
  return (start, end) => {
    for (let span = spans[next]; span && span.end <= start; span = spans[next]) next++;
    const span = spans[next];
    return span !== undefined && span.start < end;
  };
}
