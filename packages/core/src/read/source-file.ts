import type { Place } from '../model/location.ts';
import { type FileProblem, type ProblemCode, shortened } from '../model/problem.ts';
import { type MappedText, sourceSpan } from '../parse/mapped-text.ts';
import type { Span, SyntaxProblem } from '../parse/span.ts';

/** A decoded file as readers see it: text, places in it, and trees parsed once however many readers ask. */
export interface SourceFile {
  readonly text: string;
  /** Parses the text once for each parser; later calls return the same tree. */
  parse<T>(parser: (text: string) => T): T;
  place(span: Span): Place;
  problem(code: ProblemCode, message: string, span: Span): FileProblem;
  /** Turns what a parser could not understand into problems. */
  problems(found: readonly SyntaxProblem[]): Iterable<FileProblem>;
}

// Nobody reads more of one file, and a template that is no JSON yet has hundreds.
const maxProblems = 20;

/** Makes a source file of a decoded text. */
export function sourceFile(text: string): SourceFile {
  return fileOf(text, placesIn(text));
}

/** Makes a source file of a text that another file holds (a script in YAML, YAML in YAML); its places are in that file. */
export function embeddedFile(outer: SourceFile, inner: MappedText): SourceFile {
  return fileOf(inner.text, (span) => outer.place(sourceSpan(inner, span)));
}

function placesIn(text: string): (span: Span) => Place {
  let starts: readonly number[] | undefined;
  return ({ start, end }) => {
    starts ??= lineStarts(text);
    const line = lineAt(starts, start);
    const endLine = lineAt(starts, end);
    return {
      start,
      end,
      line,
      column: start - (starts[line - 1] ?? 0) + 1,
      endLine,
      endColumn: end - (starts[endLine - 1] ?? 0) + 1,
    };
  };
}

function fileOf(text: string, place: (span: Span) => Place): SourceFile {
  const trees = new Map<unknown, unknown>();

  function problem(code: ProblemCode, message: string, span: Span): FileProblem {
    return { is: 'problem', code, message: shortened(message), place: place(span) };
  }

  return {
    text,
    place,
    problem,
    parse<T>(parser: (text: string) => T): T {
      if (!trees.has(parser)) trees.set(parser, parser(text));
      return trees.get(parser) as T;
    },
    *problems(found) {
      for (const { code = 'syntax-invalid', message, start, end } of found.slice(0, maxProblems)) {
        yield problem(code, message, { start, end });
      }
      const [next] = found.slice(maxProblems);
      if (next)
        yield problem(
          'limit-reached',
          `This file has ${found.length - maxProblems} more problems like these.`,
          next,
        );
    },
  };
}

/** Offsets at which lines start: after LF, CRLF, or a lone CR. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (const { index, 0: ending } of text.matchAll(/\r\n?|\n/g)) starts.push(index + ending.length);
  return starts;
}

/** Number, from 1, of the line that holds an offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
