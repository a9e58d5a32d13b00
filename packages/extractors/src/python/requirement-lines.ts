import type { Span } from '@fineprint/core';

/** A logical line of a requirements file, without its comment. */
export interface RequirementLine extends Span {
  readonly text: string;
  /** Whether its requirement stands in one line of the file, so that the characters are the text itself. */
  readonly isWhole: boolean;
  /** Per-requirement options after the requirement: `--hash=sha256:…`. */
  readonly options: string;
}

/** Lists the lines of a requirements file (https://pip.pypa.io/en/stable/reference/requirements-file-format/). */
export function* requirementLines(source: string): Iterable<RequirementLine> {
  let parts: Span[] = [];
  for (let start = source.startsWith('\uFEFF') ? 1 : 0; start < source.length; ) {
    const next = source.indexOf('\n', start);
    const end = next < 0 ? source.length : next;
    const line = source.slice(start, end);
    const isComment = /^\s*#/.test(line);
    const isContinued = /\\\s*$/.test(line) && !isComment;
    if (!isComment) parts.push({ start, end: start + contentLength(line) });
    start = end + 1;
    if (isContinued && start < source.length) continue;
    if (isComment && parts.length > 0 && start < source.length) continue;
    const found = joined(source, parts);
    if (found) yield found;
    parts = [];
  }
}

/** Where a line ends without the comment and the mark that continues it: a comment begins after a blank. */
function contentLength(line: string): number {
  const comment = /(?:^|\s)#/.exec(line);
  return line.slice(0, comment?.index ?? line.length).replace(/(?<![\\\s])[\\\s]+$/, '').length;
}

function joined(source: string, parts: readonly Span[]): RequirementLine | null {
  const texts = parts.map(({ start, end }) => source.slice(start, end));
  const whole = texts.join(' ').trim();
  if (whole === '') return null;
  const option = whole.startsWith('-') ? -1 : whole.search(/\s--?[a-z]/i);
  const text = (option < 0 ? whole : whole.slice(0, option)).trimEnd();
  const [first = { start: 0, end: 0 }] = parts;
  const start = first.start + (texts[0]?.search(/\S/) ?? 0);
  const isWhole = source.startsWith(text, start);
  const end = isWhole ? start + text.length : (parts.at(-1)?.end ?? start);
  return { text, start, end, isWhole, options: option < 0 ? '' : whole.slice(option) };
}
