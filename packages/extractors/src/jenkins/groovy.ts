import { encodedText, type MappedText, type Reference, type SourceFile } from '@fineprint/core';

/** A string of a Groovy program: its content, and the code between it and the string before it. */
export interface GroovyString {
  /** Where the content stands, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** Whether a backslash in it makes its bytes another text. */
  readonly isEscaped: boolean;
  /** Code before it, comments and other strings left out, the last part of it. */
  readonly before: string;
}

// What decides about a string stands close to it.
const longestBefore = 400;

/** Finds the strings of a program; comments are passed over, and a string that is not closed ends its line. */
export function stringsOf({ text }: SourceFile): readonly GroovyString[] {
  const found: GroovyString[] = [];
  let code = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('//', at) && text[at - 1] !== ':') at = endOf(text, '\n', at);
    else if (text.startsWith('/*', at)) at = endOf(text, '*/', at + 2);
    else if (text[at] === "'" || text[at] === '"') {
      const string = stringAt(text, at);
      found.push({ ...string.content, before: code.slice(-longestBefore) });
      code = `${code.slice(-longestBefore)}''`;
      at = string.end;
    } else {
      const next = nextMark(text, at + 1);
      code = code.slice(-longestBefore) + text.slice(at, next);
      at = next;
    }
  }
  return found;
}

const mark = /['"/]/g;

function nextMark(text: string, from: number): number {
  mark.lastIndex = from;
  return mark.exec(text)?.index ?? text.length;
}

function endOf(text: string, needle: string, from: number): number {
  const found = text.indexOf(needle, from);
  return found < 0 ? text.length : found + needle.length;
}

function stringAt(text: string, start: number) {
  const quote = text[start] ?? "'";
  const isTriple = text.startsWith(quote.repeat(3), start);
  const close = isTriple ? quote.repeat(3) : quote;
  const from = start + close.length;
  let isEscaped = false;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') {
      isEscaped = true;
      at += 1;
    } else if (text.startsWith(close, at))
      return { content: { start: from, end: at, isEscaped }, end: at + close.length };
    else if (!isTriple && text[at] === '\n') return { content: { start: from, end: at, isEscaped }, end: at };
  }
  return { content: { start: from, end: text.length, isEscaped }, end: text.length };
}

/** A string as a reference. */
export function stringReference(file: SourceFile, { start, end, isEscaped }: GroovyString): Reference {
  return {
    at: { start, end },
    resolved: encodedText(textOf(file, { start, end }), { start, end }, !isEscaped),
  };
}

/** A string as the text of a script or document. */
export function stringText(file: SourceFile, { start, end, isEscaped }: GroovyString): MappedText {
  const text = textOf(file, { start, end });
  const run = { at: 0, start, length: text.length };
  return { text, runs: [isEscaped ? { ...run, encodes: end - start } : run] };
}

const escaped = /\\(?<character>[\s\S])/g;
const controls: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

function textOf(
  { text }: SourceFile,
  { start, end }: { readonly start: number; readonly end: number },
): string {
  return text
    .slice(start, end)
    .replaceAll(escaped, (_, character: string) => controls[character] ?? character);
}
