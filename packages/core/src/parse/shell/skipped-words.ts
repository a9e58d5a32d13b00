import type { ShellWord } from './command.ts';
import { peek, type ShellReader, skipBlank, take } from './reader.ts';
import { arithmeticEnd, type ReadCommands, readWord } from './word.ts';

const lineEnd = /[;\n&|]/;

/** Reads what stands between `for` and its list's end: a name, `in` and words, or arithmetic. */
export function readLoopHead(reader: ShellReader, readCommands: ReadCommands): readonly ShellWord[] {
  const words: ShellWord[] = [];
  skipBlank(reader);
  if (peek(reader) === '(' && peek(reader, 1) === '(')
    reader.at = arithmeticEnd(reader, reader.at + 2) ?? reader.at + 2;
  while (reader.at < reader.end && !lineEnd.test(peek(reader))) {
    const start = reader.at;
    const word = readWord(reader, readCommands);
    if (reader.at > start) words.push(word);
    skipBlank(reader);
    if (reader.at === start) reader.at += 1;
  }
  return words;
}

const testEnd = /\]\](?=[\s;&|()<>]|$)/y;

/** Reads `[[ … ]]`, after its beginning. */
export function readTest(reader: ShellReader, readCommands: ReadCommands): void {
  while (reader.at < reader.end) {
    skipBlank(reader);
    if (take(reader, testEnd) !== null) break;
    const start = reader.at;
    readWord(reader, readCommands);
    if (reader.at === start) reader.at += 1;
  }
}

/** Reads `(a|"b c")` up to its parenthesis; false where there is none. */
export function readPattern(reader: ShellReader, readCommands: ReadCommands): boolean {
  if (peek(reader) === '(') reader.at += 1;
  while (reader.at < reader.end && peek(reader) !== ')') {
    const start = reader.at;
    readWord(reader, readCommands);
    skipBlank(reader);
    if (peek(reader) === '\n') return false;
    if (reader.at === start) reader.at += 1;
  }
  if (reader.at >= reader.end) return false;
  reader.at += 1;
  return true;
}
