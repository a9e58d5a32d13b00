import type { Span } from './span.ts';

/** A run of a mapped text: its first `length` characters from `at` stand at `start` of the source. */
export interface MappedRun {
  readonly at: number;
  readonly start: number;
  readonly length: number;
  /** How many characters of the source encode the run, where they are not the run itself. */
  readonly encodes?: number;
}

/** A text put together of parts of a source, such as the lines of an instruction without what joins them. */
export interface MappedText {
  readonly text: string;
  readonly runs: readonly MappedRun[];
}

/** Where a range of a mapped text stands in the source; longer than the range where a line was joined inside it. */
export function sourceSpan({ runs }: MappedText, { start, end }: Span): Span {
  const first = runs[runIndex(runs, start)];
  if (!first) return { start: 0, end: 0 };
  const from = first.start + (first.encodes === undefined ? Math.min(start - first.at, first.length) : 0);
  if (end <= start) return { start: from, end: from };
  const last = runs[runIndex(runs, end - 1)] ?? first;
  return { start: from, end: last.start + (last.encodes ?? Math.min(end - last.at, last.length)) };
}

/** Puts parts of a source together. */
export function mappedText(source: string, spans: readonly Span[]): MappedText {
  const runs: MappedRun[] = [];
  const texts: string[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    if (end <= start && runs.length > 0) continue;
    runs.push({ at, start, length: end - start });
    texts.push(source.slice(start, end));
    at += end - start;
  }
  return { text: texts.join(''), runs };
}

/** A range of a mapped text as a text of its own. */
export function partOfMappedText({ text, runs }: MappedText, { start, end }: Span): MappedText {
  const inside: MappedRun[] = [];
  for (let index = Math.max(runIndex(runs, start), 0); index < runs.length; index += 1) {
    const run = runs[index];
    if (!run || run.at >= end) break;
    const from = Math.max(start, run.at);
    const to = Math.min(end, run.at + run.length);
    if (from >= to) continue;
    // What encodes a run does not say where a part of it stands.
    const moved = run.encodes === undefined ? run.start + from - run.at : run.start;
    inside.push({ ...run, at: from - start, start: moved, length: to - from });
  }
  return { text: text.slice(start, end), runs: inside };
}

/** Ranges of a mapped text put together to one text. */
export function partsOfMappedText(mapped: MappedText, spans: readonly Span[]): MappedText {
  const parts = spans.map((span) => partOfMappedText(mapped, span));
  const runs: MappedRun[] = [];
  let length = 0;
  for (const part of parts) {
    for (const run of part.runs) runs.push({ ...run, at: length + run.at });
    length += part.text.length;
  }
  return { text: parts.map(({ text }) => text).join(''), runs };
}

function runIndex(runs: readonly MappedRun[], offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
