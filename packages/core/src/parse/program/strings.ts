import type { Span } from '../span.ts';
import type { TextForm } from './language.ts';
import { readTokens, type Scanner, type TokenPart } from './tokens.ts';

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\n', ''],
]);
// What begins nothing in any string of the four languages.
const ordinary = /[^\\'"`{}$\n]+/y;
const codeEscape = /\\(?:x(?<two>[0-9A-Fa-f]{2})|u(?<four>[0-9A-Fa-f]{4}))/y;

/** Reads a string whose opening quote is behind the scanner; the span leaves out the quotes. */
export function readText(scanner: Scanner, form: TextForm): Span & { readonly parts: readonly TokenPart[] } {
  const { text } = scanner;
  const start = scanner.at;
  const parts: TokenPart[] = [];
  let done = start;
  const flush = () => {
    if (scanner.at > done)
      parts.push({
        is: 'run',
        text: text.slice(done, scanner.at),
        verbatim: true,
        start: done,
        end: scanner.at,
      });
  };
  for (;;) {
    ordinary.lastIndex = scanner.at;
    if (ordinary.test(text)) scanner.at = ordinary.lastIndex;
    if (scanner.at >= text.length || isClose(scanner, form)) break;
    const char = text[scanner.at];
    if (char === '\n' && !form.isMultiline) break;
    const encoded = encodedPart(scanner, form);
    if (encoded) {
      flush();
      parts.push(encoded);
      scanner.at = encoded.end;
      done = encoded.end;
    } else if (form.hole && text.startsWith(form.hole, scanner.at)) {
      flush();
      parts.push(readHole(scanner, form.hole));
      done = scanner.at;
    } else scanner.at += 1;
  }
  flush();
  return { parts, start, end: closeText(scanner, form, start) };
}

function isClose({ text, at }: Scanner, { close, doubles }: TextForm): boolean {
  return text.startsWith(close, at) && !(doubles && text.startsWith(close, at + 1));
}

/** Passes the closing quote; answers where the text ends. */
function closeText(scanner: Scanner, { close, isMultiline }: TextForm, start: number): number {
  const end = scanner.at;
  if (scanner.text.startsWith(close, end)) scanner.at += close.length;
  else if (isMultiline) scanner.problems.push({ message: 'A string is not closed.', start, end });
  return end;
}

/** An escape, or a mark that is written twice to stand for itself. */
function encodedPart(
  { text, at }: Scanner,
  form: TextForm,
): (TokenPart & { readonly is: 'run' }) | undefined {
  const run = (value: string, length: number) =>
    ({
      is: 'run',
      text: value,
      verbatim: false,
      start: at,
      end: Math.min(at + length, text.length),
    }) as const;
  if (form.hasEscapes && text[at] === '\\') {
    codeEscape.lastIndex = at;
    const { two, four } = codeEscape.exec(text)?.groups ?? {};
    if (two ?? four) return run(String.fromCharCode(Number.parseInt(two ?? four ?? '', 16)), two ? 4 : 6);
    const next = text[at + 1] ?? '';
    return run(escapes.get(next) ?? next, 2);
  }
  if (form.doubles && text.startsWith(form.close, at)) return run(form.close, 2);
  if (form.hole === '{' && (text.startsWith('{{', at) || text.startsWith('}}', at)))
    return run(text[at] ?? '', 2);
  return undefined;
}

function readHole(scanner: Scanner, mark: string): TokenPart {
  const start = scanner.at;
  scanner.at += mark.length;
  const tokens = readTokens(scanner, true);
  const closing = '}'.repeat(mark === '${' ? 1 : mark.length);
  if (scanner.text.startsWith(closing, scanner.at)) scanner.at += closing.length;
  return { is: 'hole', tokens, start, end: scanner.at };
}
