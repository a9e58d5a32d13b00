import type { TemplatePart } from '../reference/template.ts';
import type { Span, SyntaxProblem } from '../span.ts';
import type {
  ShellArray,
  ShellAssignment,
  ShellCommand,
  ShellFunction,
  ShellHeredoc,
  ShellLoop,
  ShellWord,
} from './command.ts';

/** A command while it is being read. */
export interface CommandDraft {
  start: number;
  end: number;
  readonly assignments: ShellAssignment[];
  readonly arrays: ShellArray[];
  readonly words: ShellWord[];
  readonly heredocs: ShellHeredoc[];
  pipesInto: number | null;
  readonly within: number | null;
  /** False once it turned out to be no command, such as the name of a function. */
  isCommand: boolean;
}

/** A here-document whose body begins after the next line break. */
export interface PendingHeredoc extends Span {
  readonly command: CommandDraft | null;
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
}

/** Where the reading of a script stands; `end` is lowered while a part between backquotes is read. */
export interface ShellReader {
  readonly text: string;
  at: number;
  end: number;
  depth: number;
  within: number | null;
  readonly drafts: CommandDraft[];
  readonly functions: ShellFunction[];
  readonly loops: ShellLoop[];
  readonly problems: SyntaxProblem[];
  pending: PendingHeredoc[];
}

/** What a pipeline sees of something: the command that reads its input, and those that write its output. */
export interface Unit {
  readonly first: number | null;
  readonly writers: readonly number[];
}

/** Something without a command in it. */
export const nothing: Unit = { first: null, writers: [] };

/** Depth of nesting that no honest script reaches. */
export const deepest = 200;

/** Reads one level deeper; beyond the limit, the rest of the text is given up with a problem. */
export function nested(reader: ShellReader, read: () => void): void {
  if (reader.depth >= deepest) {
    problem(reader, `Commands are nested deeper than ${deepest}.`, reader.at, reader.end);
    reader.at = reader.end;
    return;
  }
  reader.depth += 1;
  read();
  reader.depth -= 1;
}

/** Records what could not be understood. */
export function problem(reader: ShellReader, message: string, start: number, end: number): void {
  reader.problems.push({ message, start, end });
}

/** The character at an offset from the reading place, `''` at the end. */
export function peek(reader: ShellReader, offset = 0): string {
  const at = reader.at + offset;
  return at < reader.end ? (reader.text[at] ?? '') : '';
}

/** Matches a sticky regex at the reading place and moves past it; `null` where it does not match. */
export function take(reader: ShellReader, regex: RegExp): string | null {
  regex.lastIndex = reader.at;
  const match = regex.exec(reader.text)?.[0];
  if (match === undefined || reader.at + match.length > reader.end) return null;
  reader.at += match.length;
  return match;
}

/** Skips spaces, joined lines and a comment; stays on a line break. */
export function skipBlank(reader: ShellReader): void {
  while (take(reader, blank) !== null);
  // A comment between backquotes may end long before its line does.
  if (peek(reader) === '#') while (reader.at < reader.end && reader.text[reader.at] !== '\n') reader.at += 1;
  if (reader.at > reader.end) reader.at = reader.end;
}

const blank = /[ \t\r]+|\\\r?\n/y;

/** Makes the finished command of a draft. */
export function finishedCommand(draft: CommandDraft, indexes: ReadonlyMap<number, number>): ShellCommand {
  const index = (of: number | null) => (of === null ? null : (indexes.get(of) ?? null));
  const { isCommand: _isCommand, pipesInto, within, ...written } = draft;
  return { ...written, pipesInto: index(pipesInto), within: index(within) };
}

/** Makes a word of its parts. */
export function wordOf(text: string, parts: readonly TemplatePart[], start: number, end: number): ShellWord {
  return {
    text: parts
      .map((part) => (part.is === 'literal' ? part.text : text.slice(part.start, part.end)))
      .join(''),
    isLiteral: parts.every((part) => part.is === 'literal'),
    parts,
    start,
    end,
  };
}
