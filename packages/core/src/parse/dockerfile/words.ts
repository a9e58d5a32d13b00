import { type MappedText, sourceSpan } from '../mapped-text.ts';
import { type DockerFlag, type DockerWord, dockerWord, type ExecWord } from './instruction.ts';

/** The words of a line; `isClosed` is false where a quote is open at its end. */
export interface SplitWords {
  readonly words: readonly DockerWord[];
  readonly isClosed: boolean;
}

/** Splits a line at white space that is neither quoted nor escaped; BuildKit splits inside `${…}` too. */
export function splitWords(line: MappedText, from: number, mark: string): SplitWords {
  const words: DockerWord[] = [];
  let isClosed = true;
  let at = skipSpace(line.text, from);
  while (at < line.text.length) {
    const word = wordEnd(line.text, at, mark);
    isClosed &&= word.isClosed;
    words.push(dockerWord(line, at, word.end));
    at = skipSpace(line.text, word.end);
  }
  return { words, isClosed };
}

/** Reads the flags that follow a keyword, and where the rest begins. */
export function readFlags(line: MappedText, from: number, mark: string) {
  const flags: DockerFlag[] = [];
  let at = skipSpace(line.text, from);
  while (line.text.startsWith('--', at)) {
    const { end } = wordEnd(line.text, at, mark);
    const next = skipSpace(line.text, end);
    if (end === at + 2) {
      at = next;
      break;
    }
    flags.push(flag(line, at, end));
    at = next;
  }
  return { flags, rest: at };
}

/** Reads the JSON form, `["a", "b"]`; `null` where Docker would take the text for a shell's. */
export function readExec(line: MappedText, from: number): readonly ExecWord[] | null {
  const text = line.text.slice(from).trim();
  if (!text.startsWith('[') || !isStringList(text)) return null;
  const words: ExecWord[] = [];
  for (const match of line.text.slice(from).matchAll(jsonString)) {
    const start = from + match.index + 1;
    const end = start + match[0].length - 2;
    const value: unknown = JSON.parse(match[0]);
    const span = sourceSpan(line, { start, end });
    const decoded = typeof value === 'string' ? value : '';
    words.push({
      text: decoded,
      verbatim: span.end - span.start === decoded.length && end - start === decoded.length,
      ...span,
    });
  }
  return words;
}

const jsonString = /"(?:[^"\\]|\\.)*"/g;

function isStringList(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((each) => typeof each === 'string');
  } catch {
    // Docker reads what is not JSON as the shell form, where `[` is a command.
    return false;
  }
}

function flag(line: MappedText, at: number, end: number): DockerFlag {
  const equals = line.text.slice(at, end).indexOf('=');
  const name = line.text.slice(at + 2, equals < 0 ? end : at + equals).toLowerCase();
  const value = equals < 0 ? null : dockerWord(line, at + equals + 1, end);
  return { name, value, ...sourceSpan(line, { start: at, end }) };
}

function wordEnd(
  text: string,
  from: number,
  mark: string,
): { readonly end: number; readonly isClosed: boolean } {
  let at = from;
  let quote = '';
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === mark && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (isSpace(character)) break;
    at += 1;
  }
  return { end: Math.min(at, text.length), isClosed: quote === '' };
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && isSpace(text[at] ?? '')) at += 1;
  return at;
}

function isSpace(character: string): boolean {
  return (
    character === ' ' ||
    character === '\t' ||
    character === '\r' ||
    character === '\n' ||
    character === '\v' ||
    character === '\f'
  );
}
