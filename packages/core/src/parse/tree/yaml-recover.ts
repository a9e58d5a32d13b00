import type { Span, SyntaxProblem } from '../span.ts';
import { readYaml, type YamlFailure, type YamlSuccess } from './yaml-read.ts';
import { spaces } from './yaml-template.ts';
import type { YamlSource, YamlTrees } from './yaml-tree.ts';

/** How many broken places of one document are passed by before the rest of it is given up. */
const MAX_PLACES = 40;
/** How many characters are read again for one document, at least and for each of its characters. */
const REREAD_AT_LEAST = 2_000_000;
const REREAD_TIMES = 24;

interface Attempt {
  readonly region: Span;
  readonly read: string;
  readonly result: YamlSuccess | YamlFailure;
}

/** Reads a broken text by leaving out the smallest line groups that let the rest be read; each is a problem. */
export function recoverYaml(source: YamlSource, failure: YamlFailure): YamlTrees {
  const budget = { left: REREAD_AT_LEAST + source.text.length * REREAD_TIMES };
  const problems: SyntaxProblem[] = [];
  const unread: Span[] = [];
  let { read } = source;
  let result: YamlSuccess | YamlFailure = failure;
  while (result.is === 'failure') {
    const isLast = unread.length >= MAX_PLACES || budget.left <= 0;
    const best: Attempt = isLast
      ? rest(source, read, result)
      : bestAttempt({ ...source, read, unread }, result, budget);
    problems.push(problemAt(source.base, best.region, result.reason));
    unread.push(best.region);
    unread.sort((a, b) => a.start - b.start);
    read = best.read;
    result = best.result;
    if (isLast && result.is === 'failure')
      return { documents: [], problems: [...problems, whole(source, result)] };
  }
  const { documents } = readAgain({ ...source, read, unread }, result);
  return { documents, problems: [...problems, ...result.problems] };
}

function readAgain(source: YamlSource, known: YamlSuccess): YamlSuccess {
  const again = readYaml(source);
  return again.is === 'trees' ? again : known;
}

function bestAttempt(source: YamlSource, failure: YamlFailure, budget: { left: number }): Attempt {
  let best: Attempt | undefined;
  for (const region of regionsAround(source.read, failure.at)) {
    const attempt = without(source, source.read, region);
    budget.left -= attempt.result.is === 'failure' ? attempt.result.at + 1 : source.read.length + 1;
    if (attempt.result.is === 'trees') return attempt;
    if (!best || progress(attempt) > progress(best)) best = attempt;
    // The next trouble is well behind this one: the smallest region that does it is the right one.
    if (attempt.result.at > Math.max(region.end, failure.at)) return attempt;
    if (budget.left <= 0) break;
  }
  return best ?? rest(source, source.read, failure);
}

function progress({ result, region }: Attempt): number {
  return result.is === 'trees' ? Number.POSITIVE_INFINITY : result.at - (region.end - region.start) / 1e9;
}

function without(source: YamlSource, read: string, region: Span): Attempt {
  const blanked =
    read.slice(0, region.start) + spaces(read.slice(region.start, region.end)) + read.slice(region.end);
  return { region, read: blanked, result: readYaml({ ...source, read: blanked }) };
}

/** Gives up everything from the top-level line around the trouble on. */
function rest(source: YamlSource, read: string, { at }: YamlFailure): Attempt {
  const lines = linesOf(read);
  const line = lineAt(lines, at);
  const top = lines[ancestor(lines, line, 1)] ?? lines[line];
  return without(source, read, { start: Math.min(top?.start ?? 0, at), end: read.length });
}

/** Line groups that may hold the trouble, from the most likely and smallest to the largest. */
function regionsAround(text: string, at: number): readonly Span[] {
  const lines = linesOf(text);
  let line = lineAt(lines, at);
  while (line > 0 && lines[line]?.indent === BLANK) line--;
  const before = previous(lines, line);
  const owner = ancestor(lines, line, (lines[line]?.indent ?? 0) + 1);
  const parent = ancestor(lines, line, lines[line]?.indent ?? 0);
  const top = ancestor(lines, line, 1);
  const starts = [line, before, owner, parent, top].filter((index) => index >= 0);
  const regions = [...new Set(starts)].map((index) => groupAt(lines, index, line));
  const single = lines[line];
  return single ? [...regions, { start: single.start, end: text.length }] : regions;
}

interface Line extends Span {
  readonly indent: number;
}

const BLANK = Number.POSITIVE_INFINITY;

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const eol = text.indexOf('\n', start);
    const end = eol < 0 ? text.length : eol;
    let at = start;
    while (at < end && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at++;
    const isBlank = at === end || (at === end - 1 && text.charCodeAt(at) === 0x0d);
    lines.push({ start, end, indent: isBlank ? BLANK : at - start });
    start = end + 1;
  }
  return lines;
}

function lineAt(lines: readonly Line[], at: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function previous(lines: readonly Line[], from: number): number {
  for (let at = from - 1; at >= 0; at--) if (lines[at]?.indent !== BLANK) return at;
  return -1;
}

/** The nearest line above that is indented less than given. */
function ancestor(lines: readonly Line[], from: number, indent: number): number {
  for (let at = from - 1; at >= 0; at--) if ((lines[at]?.indent ?? 0) < indent) return at;
  return from;
}

/** A line and what is indented below it, at least to the line of the trouble. */
function groupAt(lines: readonly Line[], index: number, trouble: number): Span {
  const first = lines[index];
  let last = index;
  for (let at = index + 1; at < lines.length; at++) {
    const indent = lines[at]?.indent ?? 0;
    if (indent !== BLANK && indent <= (first?.indent ?? 0)) break;
    if (indent !== BLANK) last = at;
  }
  const isQuoteEnd = index !== trouble && last < trouble - 1;
  const end = lines[isQuoteEnd ? trouble - 1 : last]?.end ?? 0;
  return { start: (first?.start ?? 0) + (Number.isFinite(first?.indent) ? (first?.indent ?? 0) : 0), end };
}

function problemAt(base: number, { start, end }: Span, reason: string): SyntaxProblem {
  return { message: `This part is not readable YAML: ${reason}.`, start: base + start, end: base + end };
}

function whole({ base, text }: YamlSource, { reason }: YamlFailure): SyntaxProblem {
  return { message: `This document is not readable YAML: ${reason}.`, start: base, end: base + text.length };
}
