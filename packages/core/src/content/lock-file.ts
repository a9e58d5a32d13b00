import type * as z from 'zod';
import { codeFrame } from '../model/code-frame.ts';
import { compareText, type Location, locate } from '../model/location.ts';
import { printable } from '../model/printable.ts';
import { get, parseJson, type SyntaxTree } from '../parse/tree/index.ts';
import { sourceFile } from '../read/source-file.ts';
import { type ContentEntry, type ContentLock, contentLockName, entryId } from './lock.ts';
import { contentLockEntry, contentLockHeader } from './lock-schema.ts';

/** The largest lock that is read, in bytes and lines, and its longest line, in characters. */
export const contentLockLimits = { bytes: 8_000_000, lines: 20_000, line: 6_000 } as const;

/** A `fineprint.lock` that cannot be believed. Its message tells the place, with a code frame, and what to do. */
export class ContentLockError extends Error {
  override readonly name = 'ContentLockError';
  readonly location: Location;

  constructor(because: string, location: Location, text: string) {
    const place = printable(`${location.path}:${location.line}:${location.column}: ${because}`);
    super([place, codeFrame(text, location).trimEnd(), remedy].filter((part) => part !== '').join('\n'));
    this.location = location;
  }
}

const remedy =
  'Only "fineprint pin --lock" writes this file. After a merge keep the lines of both sides, each once; else take it from the last commit, or delete it and have it written anew with --lock --online --write.';

/** Reads a `fineprint.lock`; its lines may stand in any order behind the first. Throws a `ContentLockError`. */
export function readContentLock(bytes: Buffer, path: string = contentLockName): ContentLock {
  const { bytes: mostBytes, lines: mostLines } = contentLockLimits;
  if (bytes.length > mostBytes)
    throw new ContentLockError(`It has ${bytes.length} bytes; ${mostBytes} is the limit.`, locate(path), '');
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  const lines = [...linesOf(text)];
  const refuse = (because: string, start: number, end: number) =>
    new ContentLockError(because, locate(path, sourceFile(text).place({ start, end })), text);
  const [first, ...others] = lines;
  if (others.length > mostLines)
    throw refuse(`It has ${others.length} entries; ${mostLines} is the limit.`, 0, 0);
  readLine(first ?? { text: '', start: 0 }, contentLockHeader, refuse);
  const entries = new Map<string, ContentEntry>();
  for (const line of others) {
    const entry = readLine(line, contentLockEntry, refuse);
    if (entries.has(entryId(entry)))
      throw refuse(
        'An earlier line says what this request leads to.',
        line.start,
        line.start + line.text.length,
      );
    entries.set(entryId(entry), entry);
  }
  return { path, entries };
}

interface Line {
  readonly text: string;
  readonly start: number;
}

type Refuse = (because: string, start: number, end: number) => ContentLockError;

/** The lines of a text that say something, with where they begin. */
function* linesOf(text: string): Iterable<Line> {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g))
    if (line.trim() !== '') yield { text: line, start: index };
}

function readLine<T>({ text, start }: Line, schema: z.ZodType<T>, refuse: Refuse): T {
  const whole = (because: string) => refuse(because, start, start + text.length);
  if (text.length > contentLockLimits.line)
    throw refuse(
      `This line has ${text.length} characters; ${contentLockLimits.line} is the limit.`,
      start,
      start,
    );
  if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(text)) throw whole('A merge was left undecided here.');
  const tree = parseJson(text);
  const [problem] = tree.problems;
  if (problem) throw refuse(problem.message, start + problem.start, start + problem.end);
  const value = jsonOf(text);
  if (value === undefined) throw whole('This is no line of JSON.');
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const span = issue && spanOf(tree, issue);
  const because = issue ? misfit(issue) : 'This is no entry.';
  throw span ? refuse(because, start + span.start, start + span.end) : whole(because);
}

/** The parser of trees also takes comments and commas at the end, which other readers of JSON do not. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    return undefined;
  }
}

function misfit(issue: z.core.$ZodIssue): string {
  const field = issue.path.join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return `The key "${issue.keys[0]?.slice(0, 60)}" is not known here.`;
    case 'invalid_value':
      return `"${field}" has to be ${issue.values.map((value) => `"${String(value)}"`).join(' or ')}: a lock of another form is read by another version of Fineprint.`;
    case 'invalid_type':
      return field === '' ? 'An entry is an object.' : `"${field}" is missing, or no text.`;
    default:
      return field === '' ? issue.message : `"${field}": ${issue.message}`;
  }
}

function spanOf({ documents }: SyntaxTree, issue: z.core.$ZodIssue) {
  const root = documents[0]?.root;
  const map = root && get(root);
  if (issue.code === 'unrecognized_keys' && map?.is === 'map')
    return map.entries.find(({ key }) => key.text === issue.keys[0])?.key;
  return issue.path.length === 0 ? undefined : get(root, ...issue.path.map(String));
}

/** Writes a lock, sorted: the same entries are the same bytes. `lineEnd` is that of the file that it takes the place of. */
export function writeContentLock(entries: Iterable<ContentEntry>, lineEnd: '\n' | '\r\n' = '\n'): string {
  const sorted = [...entries].sort(
    (a, b) => compareText(a.key, b.key) || compareText(a.request ?? '', b.request ?? ''),
  );
  const header = { schema: 'fineprint-lock/1' };
  return [header, ...sorted.map(ordered)].map((value) => spaced(value) + lineEnd).join('');
}

function ordered({
  key,
  request,
  version,
  commit,
  hash,
}: ContentEntry): Readonly<Record<string, string | null>> {
  return {
    key,
    request,
    ...(version === undefined ? {} : { version }),
    ...(commit === undefined ? {} : { commit }),
    hash,
  };
}

function spaced(fields: Readonly<Record<string, string | null>>): string {
  const parts = Object.entries(fields).map(([name, value]) => `"${name}": ${escaped(JSON.stringify(value))}`);
  return `{${parts.join(', ')}}`;
}

/** What a terminal or an editor would obey or hide is written as JSON's escapes. */
function escaped(json: string): string {
  return json.replace(/[\p{C}\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
