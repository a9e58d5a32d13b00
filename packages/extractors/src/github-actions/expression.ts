import type { Span } from '@fineprint/core';

// Nobody writes a longer choice by hand.
const longestChoice = 1_000;

/** What stands between the operators of a part of an expression, but for those in its strings and parentheses. */
export function operands(whole: string, { start, end }: Span, operator: '||' | '&&'): readonly Span[] {
  if (end - start > longestChoice) return [trimmed(whole, start, end)];
  const found: Span[] = [];
  let from = start;
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < end; at += 1) {
    const character = whole[at];
    if (character === "'") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    else if (depth === 0 && whole.startsWith(operator, at)) {
      found.push(trimmed(whole, from, at));
      from = at + operator.length;
    }
  }
  return [...found, trimmed(whole, from, end)];
}

function trimmed(whole: string, start: number, end: number): Span {
  const text = whole.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  return { start: from, end: Math.max(from, start + text.trimEnd().length) };
}

/** An operand of an expression: a literal, a part in parentheses, a path into a context, or what only running it tells. */
export type Operand =
  | { readonly is: 'literal' | 'group'; readonly within: Span }
  | { readonly is: 'path'; readonly context: string; readonly steps: readonly string[] }
  | { readonly is: 'unknown' };

const literal = /^'[^']*'$/;
// https://docs.github.com/actions/reference/workflows-and-actions/contexts; `github.event.inputs` is the older way to say `inputs`.
const contextPath =
  /^(?<context>matrix|env|inputs|vars|github\.event\.inputs)\.(?<steps>[\w-]+(?:\.[\w-]+)*)$/;

/** Reads one operand. */
export function operandOf(whole: string, { start, end }: Span): Operand {
  const text = whole.slice(start, end);
  const within = { start: start + 1, end: end - 1 };
  if (literal.test(text)) return { is: 'literal', within };
  if (text.startsWith('(') && text.endsWith(')')) return { is: 'group', within };
  const { context, steps } = contextPath.exec(text)?.groups ?? {};
  if (context === undefined || steps === undefined) return { is: 'unknown' };
  return {
    is: 'path',
    context: context === 'github.event.inputs' ? 'inputs' : context,
    steps: steps.split('.'),
  };
}
