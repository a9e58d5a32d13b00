import {
  type CommandDraft,
  type PendingHeredoc,
  peek,
  problem,
  type ShellReader,
  skipBlank,
  take,
} from './reader.ts';
import { type ReadCommands, readWord } from './word.ts';

const redirection =
  /(?:[0-9]{1,9}|\{[A-Za-z_][A-Za-z0-9_]*\})?(?:<<<|<<-|<<(?!<)|<>|<&|>&|>>|>\||<(?!\()|>(?!\())|&>>?/y;
// `<<<` takes a word, not lines.
const heredocOperator = /(?:^|[^<])<<-?$/;
const quoting = /['"\\]/;

/** Reads a redirection and its target, if one stands here; a here-document's body is read after the line. */
export function readRedirection(
  reader: ShellReader,
  command: CommandDraft | null,
  readCommands: ReadCommands,
): boolean {
  const start = reader.at;
  const operator = take(reader, redirection);
  if (operator === null) return false;
  skipBlank(reader);
  const target = readWord(reader, readCommands);
  if (target.start === target.end) problem(reader, `"${operator}" has no target.`, start, reader.at);
  if (heredocOperator.test(operator)) {
    const isQuoted = quoting.test(reader.text.slice(target.start, target.end));
    const stripsTabs = operator.endsWith('-');
    reader.pending.push({ command, delimiter: target.text, isQuoted, stripsTabs, start, end: reader.at });
  }
  if (command) command.end = reader.at;
  return true;
}

/** Reads the bodies of the here-documents that the line just ended has begun. */
export function readHeredocs(reader: ShellReader): void {
  const { pending } = reader;
  if (pending.length === 0) return;
  reader.pending = [];
  for (const heredoc of pending) readBody(reader, heredoc);
}

/** Skips blanks, comments and line breaks, and the here-documents that these begin. */
export function skipLines(reader: ShellReader): void {
  skipBlank(reader);
  while (peek(reader) === '\n') {
    reader.at += 1;
    readHeredocs(reader);
    skipBlank(reader);
  }
}

function readBody(
  reader: ShellReader,
  { command, delimiter, isQuoted, stripsTabs, start, end }: PendingHeredoc,
): void {
  const from = reader.at;
  while (reader.at < reader.end) {
    const lineStart = reader.at;
    const line = nextLine(reader);
    if ((stripsTabs ? line.replace(leadingTabs, '') : line) === delimiter) {
      command?.heredocs.push({ delimiter, isQuoted, body: { start: from, end: lineStart }, start, end });
      return;
    }
  }
  problem(reader, `The here-document "${delimiter}" has no end.`, start, end);
  command?.heredocs.push({ delimiter, isQuoted, body: { start: from, end: reader.end }, start, end });
}

const leadingTabs = /^\t+/;

function nextLine(reader: ShellReader): string {
  const feed = reader.text.indexOf('\n', reader.at);
  const end = feed < 0 || feed >= reader.end ? reader.end : feed;
  const line = reader.text.slice(reader.at, end);
  reader.at = Math.min(end + 1, reader.end);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
