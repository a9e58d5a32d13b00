import type { Span, SyntaxProblem } from '@fineprint/core';

/** A word of a directive, without quotes. */
export interface Word extends Span {
  readonly text: string;
}

/** One directive: a line, or a line of a block (`require ( … )`). */
export interface Directive {
  readonly verb: string;
  readonly words: readonly Word[];
  readonly at: Span;
}

/** The directives of a `go.mod` or `go.work`, and what is none. */
export interface ModFile {
  readonly directives: readonly Directive[];
  readonly problems: readonly SyntaxProblem[];
}

const word = /\s*(?:"(?<quoted>[^"\n]*)"|`(?<raw>[^`\n]*)`|(?<bare>[^\s"`()]+|[()]))/y;

/** Reads the lines of a `go.mod` (https://go.dev/ref/mod#go-mod-file-grammar). */
export function parseModFile(text: string): ModFile {
  const directives: Directive[] = [];
  const problems: SyntaxProblem[] = [];
  let block: { verb: string; at: Span } | null = null;
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const words = wordsOf(text.slice(start, end), start);
    start = end + 1;
    const [first, ...rest] = words;
    if (!first) continue;
    const at = { start: first.start, end: words.at(-1)?.end ?? first.end };
    if (block && first.text === ')') block = null;
    else if (block) directives.push({ verb: block.verb, words, at });
    else if (rest.at(-1)?.text === '(') block = { verb: first.text, at };
    else if (rest.length > 0) directives.push({ verb: first.text, words: rest, at });
    else problems.push({ message: 'This line is no directive of Go.', ...at });
  }
  if (block) problems.push({ message: `The block "${block.verb}" is not closed.`, ...block.at });
  return { directives, problems };
}

function wordsOf(line: string, offset: number): readonly Word[] {
  const found: Word[] = [];
  const comment = line.search(/(?:^|\s)\/\//);
  const code = comment < 0 ? line : line.slice(0, comment);
  word.lastIndex = 0;
  for (let match = word.exec(code); match; match = word.exec(code)) {
    const { quoted, raw, bare = '' } = match.groups ?? {};
    const text = quoted ?? raw ?? bare;
    const end = offset + match.index + match[0].length - (text === bare ? 0 : 1);
    found.push({ text, start: end - text.length, end });
  }
  return found;
}
