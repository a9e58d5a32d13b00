import type { Fact } from '../model/extractor.ts';
import { locate, type Place, reportLocation } from '../model/location.ts';
import type { NonEmpty } from '../model/nonempty.ts';
import { type FileProblem, shortened } from '../model/problem.ts';
import type { Waiver } from '../model/waiver.ts';
import { redactCredentials } from '../parse/reference/index.ts';
import { type CommentLine, commentLine, isCommentOrBlank } from './comment-line.ts';
import type { LazyFile } from './lazy-file.ts';
import type { Reading } from './read-as.ts';
import type { SourceFile } from './source-file.ts';

/** A comment that waives rules for a line of its file: `# fineprint: ignore[rule] until=2027-03-31 reason`. */
export interface InlineWaiverFact extends Fact {
  readonly is: 'inline-waiver';
  readonly rules: NonEmpty<string>;
  /** The line that it was written for, from 1. */
  readonly line: number;
  readonly reason: string;
  readonly owner: string | null;
  readonly expires: string;
  readonly ticket: string | null;
}

/** The name under which a cache keeps what comments of a file waive. */
export const inlineWaivers = 'core/inline-waivers';

const marker = 'fineprint:';

/** Reads what comments of a file waive, whatever its format; `null` where nothing in its bytes can be one. */
export function readInlineWaivers(lazy: LazyFile): Reading {
  if (!mayHold(lazy.latin1())) return null;
  const file = lazy.file();
  if ('is' in file) return null;
  const facts: Fact[] = [];
  const problems: FileProblem[] = [];
  for (const found of waiversIn(file)) {
    if (found.is !== 'problem') facts.push(found);
    else problems.push(found);
    if (facts.length + problems.length < mostWaivers) continue;
    const message = `Only the first ${mostWaivers} waivers in comments of this file are read.`;
    problems.push(file.problem('limit-reached', message, found.place));
    break;
  }
  return facts.length + problems.length === 0 ? null : { facts, problems };
}

/** Whether a fact, which may come from a cache, is a waiver in a comment. */
export function isInlineWaiver(fact: Fact): fact is InlineWaiverFact {
  return (
    fact.is === 'inline-waiver' &&
    'rules' in fact &&
    Array.isArray(fact.rules) &&
    fact.rules.length > 0 &&
    fact.rules.every((rule) => typeof rule === 'string') &&
    'line' in fact &&
    typeof fact.line === 'number' &&
    ['reason', 'expires'].every((key) => typeof Reflect.get(fact, key) === 'string')
  );
}

/** The waiver that a comment is in the file at a path. */
export function waiverIn(path: string, fact: InlineWaiverFact): Waiver {
  const { rules, reason, owner, expires, ticket, place, line } = fact;
  const writtenAt = `${path}:${place.line}:${place.column}`;
  return {
    id: `${path}:${place.line}`,
    rules,
    line: { path, line },
    reason: shortened(redactCredentials(reason).text),
    owner: owner ?? null,
    expires,
    ...(typeof ticket === 'string' ? { ticket } : {}),
    writtenAt,
    location: reportLocation(locate(path, place)),
  };
}

// More of them than anybody wrote by hand.
const mostWaivers = 1_000;
// In UTF-16 a zero byte stands between the letters.
const utf16 = /^(?:\xff\xfe|\xfe\xff)/;

function mayHold(latin1: string): boolean {
  return latin1.includes(marker) || utf16.test(latin1);
}

function* waiversIn(file: SourceFile): Iterable<InlineWaiverFact | FileProblem> {
  const { text } = file;
  if (!text.includes(marker)) return;
  const lines = linesOf(text);
  for (const [index, { start, end }] of lines.entries()) {
    const line = text.slice(start, Math.min(end, start + longestLine));
    const comment = commentLine(line, marker);
    if (comment === null) continue;
    const place = file.place({ start: start + comment.start, end: start + comment.end });
    yield* waiverOf(comment, place, file, () => coveredLine(text, lines, index));
  }
}

// A line that is longer was written by a program.
const longestLine = 10_000;

interface Line {
  readonly start: number;
  readonly end: number;
}

const lineEnds = /\r\n?|\n/g;

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: ending } of text.matchAll(lineEnds)) {
    lines.push({ start, end: index });
    start = index + ending.length;
  }
  return [...lines, { start, end: text.length }];
}

/** The next line that is no comment, from 1; a comment that nothing follows was written for its own. */
function coveredLine(text: string, lines: readonly Line[], index: number): number {
  for (let next = index + 1; next < lines.length; next += 1) {
    const { start = 0, end = 0 } = lines[next] ?? {};
    if (!isCommentOrBlank(text.slice(start, Math.min(end, start + longestLine)))) return next + 1;
  }
  return index + 1;
}

const form = /^ignore\b[ \t]*(?:\[(?<rules>[^\]]*)\])?(?<rest>.*)$/;
const setting = /^[ \t]*(?<key>until|owner|ticket)=(?<value>[^ \t]*)/;

function* waiverOf(
  { said, isAlone }: CommentLine,
  place: Place,
  file: SourceFile,
  covered: () => number,
): Iterable<InlineWaiverFact | FileProblem> {
  const groups = form.exec(said)?.groups;
  // Whatever else a comment says to us is not a waiver.
  if (groups === undefined) return;
  const { settings, reason } = settingsOf(groups.rest ?? '');
  const [first, ...rules] = (groups.rules ?? '')
    .split(',')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  const { until = '', owner = null, ticket = null } = settings;
  const defect =
    first === undefined
      ? 'names no rule'
      : !isDate(until)
        ? `says no day until which it holds ("until=2027-03-31")`
        : reason === ''
          ? 'gives no reason'
          : null;
  if (defect !== null || first === undefined) {
    const message = `This comment waives nothing: it ${defect}. A waiver is written "${marker} ignore[rule, rule] until=2027-03-31 reason".`;
    yield file.problem('waiver-invalid', message, place);
    return;
  }
  const line = isAlone ? covered() : place.line;
  yield { is: 'inline-waiver', place, rules: [first, ...rules], line, reason, owner, expires: until, ticket };
}

function settingsOf(written: string): {
  readonly settings: Readonly<Partial<Record<string, string>>>;
  readonly reason: string;
} {
  const settings: Record<string, string> = {};
  let rest = written;
  for (let match = setting.exec(rest); match !== null; match = setting.exec(rest)) {
    const { key = '', value = '' } = match.groups ?? {};
    settings[key] = value;
    rest = rest.slice(match[0].length);
  }
  return { settings, reason: rest.trim() };
}

const isoDate = /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})$/;

/** Whether a text is a day that exists, as ISO 8601 writes it. */
export function isDate(text: string): boolean {
  const { year, month, day } = isoDate.exec(text)?.groups ?? {};
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}
