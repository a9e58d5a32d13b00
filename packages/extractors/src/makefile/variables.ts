import {
  type LiteralPart,
  nestedLookup,
  type ResolvedText,
  resolveParts,
  type SourceFile,
  type Span,
  splitVariables,
  type TemplatePart,
  type VariableLookup,
  VariableRoom,
} from '@fineprint/core';
import type { MakeVariable } from './lines.ts';

const reference = /\$\((?<name>[\w.-]{1,200})\)/g;

/** Make writes `$(NAME)` where a shell writes `${NAME}`, which is as long; a call of one of its functions is left as it is. */
export function asShell(text: string): string {
  return text.replaceAll(reference, '${$1}');
}

/** Answers the variables of a makefile; one that is set to several values has that of a branch which only make knows. */
export function makeLookup(file: SourceFile, variables: readonly MakeVariable[]): VariableLookup {
  const known = new Map<string, Span | null>();
  for (const { name, value } of variables) {
    const before = known.get(name);
    const isSame = before === undefined || (before !== null && textOf(before) === textOf(value));
    known.set(name, isSame ? value : null);
  }

  function textOf({ start, end }: Span): string {
    return file.text.slice(start, end);
  }

  function resolved(value: Span, lookup: VariableLookup): ResolvedText {
    const text = asShell(textOf(value));
    const { parts } = splitVariables(text, { quotes: false, escape: null, doubledDollar: true });
    const opaque = withoutCalls(text, parts);
    const placeOf = ({ start, end }: Span) => ({ start: value.start + start, end: value.start + end });
    return resolveParts(opaque, { text, placeOf }, lookup);
  }

  return nestedLookup(VariableRoom.of(file.text), (name, inner) => {
    const value = known.get(name);
    return value ? { value: resolved(value, inner), place: value } : null;
  });
}

const call = /\$\((?=[a-z-]{1,20}[ \t])/g;

/** What make's functions give (`$(shell uname)`, `$(subst a,b,$(X))`) only make knows: each call is one thing, whatever words are in it. */
function withoutCalls(text: string, parts: readonly TemplatePart[]): readonly TemplatePart[] {
  const calls = [...callsIn(text)];
  if (calls.length === 0) return parts;
  const left = parts.flatMap((part): readonly TemplatePart[] =>
    part.is === 'literal' && part.text.length === part.end - part.start
      ? outsideOf(part, calls)
      : calls.some(({ start, end }) => start <= part.start && part.end <= end)
        ? []
        : [part],
  );
  const opaque = calls.map((one): TemplatePart => ({ is: 'opaque', ...one }));
  return [...left, ...opaque].sort((one, other) => one.start - other.start);
}

function* callsIn(text: string): Iterable<Span> {
  let end = 0;
  for (const { index } of text.matchAll(call)) {
    if (index < end) continue;
    end = closeOf(text, index + 1);
    yield { start: index, end };
  }
}

/** The end of what the bracket at a place opens. */
function closeOf(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    else if (text[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
}

/** The runs of a literal between calls. */
function outsideOf({ start, end, text }: LiteralPart, calls: readonly Span[]): readonly LiteralPart[] {
  const runs: LiteralPart[] = [];
  let from = start;
  const push = (to: number) => {
    if (to > from)
      runs.push({ is: 'literal', text: text.slice(from - start, to - start), start: from, end: to });
  };
  for (const one of calls) {
    if (one.end <= from || one.start >= end) continue;
    push(Math.max(one.start, from));
    from = Math.min(one.end, end);
  }
  push(end);
  return runs;
}
