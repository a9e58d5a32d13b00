import { type MappedText, mappedText } from '../mapped-text.ts';
import type { Span, SyntaxProblem } from '../span.ts';
import type { DockerDirective, DockerHeredoc } from './instruction.ts';
import { splitWords } from './words.ts';

/** One instruction's lines, joined, and the here-documents that follow them. */
export interface InstructionLines extends Span {
  readonly line: MappedText;
  readonly heredocs: readonly DockerHeredoc[];
}

/** The parser directives at the top of a file, and where they end. */
export interface Directives {
  readonly directives: readonly DockerDirective[];
  readonly end: number;
}

const directive = /^#[ \t]*(?<name>[A-Za-z][A-Za-z0-9]*)[ \t]*=[ \t]*(?<value>\S.*)$/;
const directiveNames: ReadonlySet<string> = new Set(['syntax', 'escape', 'check']);

/** Reads `# syntax=`, `# escape=` and `# check=`; the first line that is none of them ends them. */
export function readDirectives(text: string, problems: SyntaxProblem[]): Directives {
  const directives: DockerDirective[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  if (text.startsWith('#!', at)) at = lineAt(text, at).next;
  while (at < text.length) {
    const line = lineAt(text, at);
    const groups = directive.exec(text.slice(at, line.end))?.groups;
    const name = groups?.name?.toLowerCase() ?? '';
    if (!directiveNames.has(name)) break;
    const value = groups?.value ?? '';
    const valueStart = line.end - value.length;
    if (directives.some((each) => each.name === name)) {
      problems.push({
        message: `The directive "${name}" stands twice; the first counts.`,
        start: at,
        end: line.end,
      });
    } else {
      const trimmed = value.trimEnd();
      const valueSpan = { start: valueStart, end: valueStart + trimmed.length };
      directives.push({ name, value: trimmed, valueSpan, start: at, end: line.end });
    }
    at = line.next;
  }
  return { directives, end: at };
}

// A hundred times what the longest of real files has.
const mostInstructions = 20_000;

/** Reads the instructions' lines: comments and blank lines dropped, continuation lines joined. */
export function readInstructionLines(
  text: string,
  from: number,
  mark: string,
  problems: SyntaxProblem[],
): readonly InstructionLines[] {
  const found: InstructionLines[] = [];
  let at = from;
  while (at < text.length) {
    const first = lineAt(text, at);
    if (isCommentOrBlank(text, first)) {
      at = first.next;
      continue;
    }
    if (found.length === mostInstructions) {
      const message = `Only the first ${mostInstructions} instructions are read.`;
      problems.push({ message, start: at, end: text.length });
      break;
    }
    const joined = joinLines(text, first, mark);
    const heredocs: DockerHeredoc[] = [];
    at = joined.next;
    for (const heredoc of heredocsOf(joined.line)) {
      const body = readHeredocBody(text, at, heredoc, problems);
      heredocs.push({ ...heredoc, body: { start: at, end: body.end } });
      at = body.next;
    }
    const last = heredocs.length > 0 ? trimLineEnd(text, at) : joined.end;
    found.push({ line: joined.line, heredocs, start: joined.start, end: last });
  }
  return found;
}

interface Line extends Span {
  /** Where the next line begins. */
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  const feed = text.indexOf('\n', start);
  const next = feed < 0 ? text.length : feed + 1;
  const end = feed < 0 ? text.length : feed;
  return { start, end: end > start && text[end - 1] === '\r' ? end - 1 : end, next };
}

function trimLineEnd(text: string, at: number): number {
  if (text[at - 1] !== '\n') return at;
  return text[at - 2] === '\r' ? at - 2 : at - 1;
}

function isCommentOrBlank(text: string, line: Span): boolean {
  const at = skipSpace(text, line);
  return at === line.end || text[at] === '#';
}

function skipSpace(text: string, { start, end }: Span): number {
  let at = start;
  while (at < end && isSpace(text[at])) at += 1;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return (
    character === ' ' ||
    character === '\t' ||
    character === '\r' ||
    character === '\v' ||
    character === '\f' ||
    character === '\uFEFF'
  );
}

function joinLines(text: string, first: Line, mark: string) {
  const start = skipSpace(text, first);
  const spans: Span[] = [];
  let line: Line = { ...first, start };
  let end = line.end;
  for (;;) {
    const joint = continuation(text, line, mark);
    spans.push({ start: line.start, end: joint ?? line.end });
    end = joint === null ? trimSpace(text, line) : line.end;
    if (joint === null || line.next >= text.length) break;
    // A comment or a blank line does not end an instruction that goes on.
    let following = lineAt(text, line.next);
    while (isCommentOrBlank(text, following) && following.next < text.length)
      following = lineAt(text, following.next);
    if (isCommentOrBlank(text, following)) {
      line = following;
      break;
    }
    line = following;
  }
  return { line: mappedText(text, spans), start, end, next: line.next };
}

function trimSpace(text: string, { start, end }: Span): number {
  let at = end;
  while (at > start && isSpace(text[at - 1])) at -= 1;
  return at;
}

/** The place of the escape character that joins the next line; a doubled one joins nothing. */
function continuation(text: string, line: Span, mark: string): number | null {
  let at = line.end;
  while (at > line.start && (text[at - 1] === ' ' || text[at - 1] === '\t')) at -= 1;
  if (at === line.start || text[at - 1] !== mark) return null;
  return at - 2 >= line.start && text[at - 2] === mark ? null : at - 1;
}

const takesHeredocs = /^(?:ONBUILD[ \t]+)?(?:RUN|COPY|ADD)[ \t]/i;
const heredocWord = /^[0-9]*<<(?<dash>-?)(?<delimiter>[^<]+)$/;
const quotes = /['"]/;
const unquoted = /['"]|\\(.)/g;

function heredocsOf(line: MappedText): readonly Omit<DockerHeredoc, 'body'>[] {
  if (!takesHeredocs.test(line.text) || !line.text.includes('<<')) return [];
  // Whatever the file's escape character is, BuildKit looks for these words with a backslash.
  const words = splitWords(line, 0, '\\');
  if (!words.isClosed) return [];
  const found: Omit<DockerHeredoc, 'body'>[] = [];
  for (const word of words.words) {
    const groups = heredocWord.exec(word.text)?.groups;
    const written = groups?.delimiter;
    if (!groups || written === undefined) continue;
    const delimiter = written.replace(unquoted, '$1');
    if (delimiter === '') continue;
    found.push({
      delimiter,
      isQuoted: quotes.test(written),
      stripsTabs: groups.dash === '-',
      start: word.start,
      end: word.end,
    });
  }
  return found;
}

function readHeredocBody(
  text: string,
  from: number,
  heredoc: Omit<DockerHeredoc, 'body'>,
  problems: SyntaxProblem[],
): { readonly end: number; readonly next: number } {
  let at = from;
  while (at < text.length) {
    const line = lineAt(text, at);
    let start = line.start;
    while (heredoc.stripsTabs && start < line.end && text[start] === '\t') start += 1;
    if (line.end - start === heredoc.delimiter.length && text.startsWith(heredoc.delimiter, start))
      return { end: at, next: line.next };
    at = line.next;
  }
  problems.push({
    message: `The here-document "${heredoc.delimiter}" has no end.`,
    start: heredoc.start,
    end: heredoc.end,
  });
  return { end: text.length, next: text.length };
}
