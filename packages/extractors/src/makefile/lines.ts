import type { SourceFile, Span } from '@fineprint/core';

/** A variable as it is set at the beginning of a line. */
export interface MakeVariable {
  readonly name: string;
  readonly value: Span;
}

/** The lines of one rule that a shell runs. */
export interface Recipe {
  readonly target: string;
  readonly lines: readonly Span[];
}

/** What a makefile sets and runs. */
export interface MakeLines {
  readonly variables: readonly MakeVariable[];
  readonly recipes: readonly Recipe[];
  /** Calls of the function `shell` outside of recipes: `$(shell command)`. */
  readonly calls: readonly Span[];
  /** Where a `define` begins that has no `endef`. */
  readonly open: Span | null;
}

const assignment =
  /^(?:(?:export|override|private)\s+){0,3}(?<name>[A-Za-z_][\w.-]{0,200})[ \t]*(?:::?:?|\?)?=[ \t]*(?<value>[^#]*)/d;
const rule = /^(?<target>[^\s#:=][^#:=]{0,500}?)\s*::?(?!=)/;
const define = /^(?:override\s+|export\s+){0,2}define\s+/;

/** Tells the lines of a makefile apart; those that end in a backslash go on in the next. */
export function makeLines({ text }: SourceFile): MakeLines {
  const variables: MakeVariable[] = [];
  const recipes: { target: string; lines: Span[] }[] = [];
  const calls: Span[] = [];
  let defined: Span | null = null;
  for (const span of logicalLines(text)) {
    const line = text.slice(span.start, span.end);
    if (defined) {
      if (/^endef\b/.test(line)) defined = null;
      else recipes.at(-1)?.lines.push(span);
    } else if (line.startsWith('\t')) recipes.at(-1)?.lines.push(commandOf(text, span));
    else if (define.test(line)) {
      defined = span;
      recipes.push({ target: line.replace(define, '').trim(), lines: [] });
    } else {
      calls.push(...shellCalls(line, span.start));
      const match = assignment.exec(line);
      const { name, value = '' } = match?.groups ?? {};
      const start = span.start + (match?.indices?.groups?.value?.[0] ?? 0);
      if (name !== undefined) variables.push({ name, value: { start, end: start + value.trimEnd().length } });
      const target = match ? undefined : rule.exec(line)?.groups?.target;
      if (target !== undefined) recipes.push({ target, lines: inlineRecipe(line, span) });
    }
  }
  return { variables, recipes, calls, open: defined };
}

const shellCall = /\$\(shell\s/g;

/** Calls of `shell` in a line, each to the bracket that closes it. */
function* shellCalls(line: string, offset: number): Iterable<Span> {
  let from = 0;
  for (const { index } of line.matchAll(shellCall)) {
    if (index < from) continue;
    let depth = 0;
    for (from = index + 1; from < line.length; from += 1) {
      if (line[from] === '(') depth += 1;
      else if (line[from] === ')') depth -= 1;
      if (depth === 0) break;
    }
    yield { start: offset + index, end: offset + Math.min(from + 1, line.length) };
  }
}

/** `target: ; command` has its recipe on the same line. */
function inlineRecipe(line: string, { start, end }: Span): Span[] {
  const semicolon = line.indexOf(';');
  return semicolon < 0 ? [] : [{ start: start + semicolon + 1, end }];
}

/** `@`, `-` and `+` before a command say how it is run. */
function commandOf(text: string, { start, end }: Span): Span {
  let at = start;
  while (at < end && '\t @-+'.includes(text[at] ?? '')) at += 1;
  return { start: at, end };
}

function* logicalLines(text: string): Iterable<Span> {
  let start = 0;
  let at = 0;
  while (at < text.length) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    at = end + 1;
    const isJoined = text[end - 1] === '\\' || (text[end - 1] === '\r' && text[end - 2] === '\\');
    if (isJoined && at < text.length) continue;
    yield { start, end };
    start = at;
  }
}
