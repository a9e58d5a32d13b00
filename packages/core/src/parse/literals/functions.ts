import type { Span } from '../span.ts';
import type { LiteralEvaluation } from './evaluate.ts';
import type { CallLiteral, Literal, TextLiteral, TextPart } from './literal.ts';

/**
 * Fills the places of a format (`'{0}:{1}'`, `"%s:%s"`), whose own characters keep their places; a place without a group
 * `index` takes the next value.
 */
export function formatted(
  { args, ...call }: CallLiteral,
  evaluation: LiteralEvaluation,
  places: RegExp,
): readonly Literal[] | undefined {
  const [first, ...values] = args;
  let next = 0;
  const template = first && evaluation.reduce(first)[0]?.value;
  if (template?.is !== 'text') return undefined;
  const parts = template.parts.flatMap((part): readonly TextPart[] => {
    if (part.is !== 'run') return [part];
    const found: TextPart[] = [];
    let done = 0;
    for (const { 0: written, groups, index: at } of part.text.matchAll(places)) {
      const value = values[groups?.index === undefined ? next : Number(groups.index)];
      next += 1;
      if (!value) continue;
      found.push(runOf(part, done, at), { is: 'hole', value });
      done = at + written.length;
    }
    return [...found, runOf(part, done, part.text.length)];
  });
  return [{ is: 'text', parts, start: call.start, end: call.end }];
}

function runOf(run: TextPart & { readonly is: 'run' }, from: number, to: number): TextPart {
  const place = run.verbatim ? { start: run.start + from, end: run.start + to } : {};
  return { ...run, ...place, text: run.text.slice(from, to) };
}

/** Puts texts together. */
export function joinedText(args: readonly Literal[], { start, end }: Span): TextLiteral {
  return { is: 'text', parts: args.map((value) => ({ is: 'hole', value })), start, end };
}

/** The first that is known and not null, as a default is what counts of a parameter; all, where none is known. */
export function firstKnown(args: readonly Literal[], evaluation: LiteralEvaluation): readonly Literal[] {
  const unknown: Literal[] = [];
  for (const argument of args) {
    const [value] = evaluation.reduce(argument);
    const isNull = value?.value.is === 'word' && value.value.text === 'null';
    if (isNull) continue;
    if (value && isLiteral(value.value)) return [argument];
    unknown.push(argument);
  }
  return unknown;
}

function isLiteral({ is }: Literal): boolean {
  return is === 'text' || is === 'word' || is === 'list' || is === 'map';
}
