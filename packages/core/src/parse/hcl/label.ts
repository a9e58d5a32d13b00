import type { HclLabel } from './ast.ts';
import { Char, isLineEnd } from './characters.ts';

const escapedCharacter = /\\(["\\])/g;
const templateStart = /[$%]\{/;

/** Reads the quoted label at `at`; it ends on its line, closed or not. */
export function readLabel(
  text: string,
  at: number,
): { readonly label: HclLabel; readonly end: number; readonly problem: string | undefined } {
  const start = at + 1;
  let end = start;
  while (text.charCodeAt(end) !== Char.quote) {
    if (isLineEnd(text.charCodeAt(end))) {
      const label = { text: text.slice(start, end), start, end };
      return { label, end, problem: 'The label is not closed on its line.' };
    }
    end += text.charCodeAt(end) === Char.backslash && !isLineEnd(text.charCodeAt(end + 1)) ? 2 : 1;
  }
  const raw = text.slice(start, end);
  const problem = templateStart.test(raw) ? 'A label is no template.' : undefined;
  return { label: { text: raw.replaceAll(escapedCharacter, '$1'), start, end }, end: end + 1, problem };
}
