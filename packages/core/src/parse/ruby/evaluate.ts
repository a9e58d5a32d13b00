import { type ResolvedText, resolvedText, type TextPiece } from '../reference/index.ts';
import type { Span } from '../span.ts';
import { Cursor } from './cursor.ts';
import { parseExpression } from './expression.ts';
import type { RubyCallExpression, RubyExpression } from './syntax.ts';
import type { StringPart } from './token.ts';
import { rubyTokens } from './tokens.ts';
import { hashValue, type RubyValue, rubyText } from './value.ts';

/** Answers the value of a variable or constant. */
export type RubyScope = (name: string) => RubyValue | undefined;

/** The source with what its names stand for. */
export interface Evaluation {
  readonly text: string;
  readonly scope: RubyScope;
  /** How many more expressions are evaluated. */
  readonly budget: { left: number };
}

// What they do to a text changes neither names nor versions.
const transparent: ReadonlySet<string> = new Set([
  'freeze',
  'to_s',
  'strip',
  'chomp',
  'dup',
  'strip_heredoc',
  'to_sym',
  'squish',
  'flatten',
  'uniq',
  'compact',
  'to_a',
]);
const deepest = 20;

/** The value of an expression; a choice (`ENV['BOX'] || 'x'`, `ENV.fetch('BOX', 'x')`) has the one that the file gives. */
export function evaluateRuby(evaluation: Evaluation, expression: RubyExpression, depth = 0): RubyValue {
  const { start, end } = expression;
  const unknown: RubyValue = { is: 'unknown', start, end };
  evaluation.budget.left -= 1;
  if (evaluation.budget.left < 0 || depth > deepest) return unknown;
  const inner = (each: RubyExpression) => evaluateRuby(evaluation, each, depth + 1);
  switch (expression.is) {
    case 'string':
      return { is: 'text', resolved: stringText(evaluation, expression.parts, depth), start, end };
    case 'symbol':
      return { is: 'symbol', text: expression.text, start, end };
    case 'number':
      return { is: 'text', resolved: written(evaluation.text, { start, end }), start, end };
    case 'array':
      return { is: 'list', items: expression.items.map(inner), start, end };
    case 'hash':
      return {
        is: 'hash',
        entries: expression.entries.map(({ key, value }) => ({ key: inner(key), value: inner(value) })),
        start,
        end,
      };
    case 'sum':
      return sumOf(evaluation, expression.operands.map(inner), { start, end });
    case 'choice':
      return expression.operands.map(inner).find(({ is }) => is !== 'unknown') ?? unknown;
    case 'alternative':
      return { is: 'alternatives', options: expression.operands.map(inner), start, end };
    case 'index':
      return usedAt(expression, elementOf(inner(expression.of), inner(expression.key)) ?? unknown);
    case 'call':
      return usedAt(expression, callValue(evaluation, expression, depth) ?? unknown);
    case 'opaque':
      return unknown;
  }
}

/** A text that a variable holds stands where the variable is used, and came through where it is set. */
function usedAt({ start, end }: Span, value: RubyValue): RubyValue {
  if (value.is !== 'text' || (value.start >= start && value.end <= end)) return value;
  const via = { name: '', place: { start: value.start, end: value.end } };
  const pieces = value.resolved.pieces.map((piece) => ({ ...piece, via: [...piece.via, via].slice(0, 16) }));
  return { is: 'text', resolved: resolvedText(pieces), start, end };
}

function callValue(evaluation: Evaluation, call: RubyCallExpression, depth: number): RubyValue | undefined {
  const { receiver, name, args } = call;
  if (!receiver) return args.length === 0 ? evaluation.scope(name) : undefined;
  if (transparent.has(name)) return evaluateRuby(evaluation, receiver, depth + 1);
  const [key, fallback] = args.map((each) => evaluateRuby(evaluation, each, depth + 1));
  if (name !== 'fetch' || !key) return undefined;
  return elementOf(evaluateRuby(evaluation, receiver, depth + 1), key) ?? fallback;
}

function elementOf(of: RubyValue, key: RubyValue): RubyValue | undefined {
  const name = rubyText(key);
  if (name === undefined) return undefined;
  if (of.is === 'list') return /^\d{1,6}$/.test(name) ? of.items[Number(name)] : undefined;
  return hashValue(name, of);
}

/** Lists that are added are one list, and texts one text in which what is not known stays as it is written. */
function sumOf({ text }: Evaluation, values: readonly RubyValue[], { start, end }: Span): RubyValue {
  if (values.some(({ is }) => is === 'list'))
    return {
      is: 'list',
      items: values.flatMap((value) => (value.is === 'list' ? value.items : [value])),
      start,
      end,
    };
  if (!values.some(({ is }) => is === 'text')) return { is: 'unknown', start, end };
  const pieces = values.flatMap((value) =>
    value.is === 'text' ? value.resolved.pieces : [openPiece(text, value)],
  );
  return { is: 'text', resolved: resolvedText(pieces), start, end };
}

/** What is not known, written as an expression in a string is. */
function openPiece(source: string, { start, end }: Span): TextPiece {
  return {
    is: 'unresolved',
    text: `#{${source.slice(start, end)}}`,
    span: { start, end },
    verbatim: false,
    via: [],
  };
}

function written(source: string, { start, end }: Span): ResolvedText {
  const text = source.slice(start, end);
  return resolvedText([{ is: 'written', text, span: { start, end }, verbatim: true, via: [] }]);
}

function stringText(evaluation: Evaluation, parts: readonly StringPart[], depth: number): ResolvedText {
  return resolvedText(
    parts.flatMap((part) => {
      const { text, start, end, verbatim } = part;
      if (part.is === 'text')
        return [{ is: 'written', text, span: { start, end }, verbatim, via: [] } as const];
      return codePieces(evaluation, part, depth);
    }),
  );
}

// No text is put together of a longer one.
const longestValue = 10_000;

function codePieces(evaluation: Evaluation, part: StringPart, depth: number): readonly TextPiece[] {
  const open = openPiece(evaluation.text, part);
  const value = evaluateRuby(evaluation, codeOf(part), depth + 1);
  if (value.is === 'symbol') return [{ ...open, is: 'written', text: value.text }];
  if (value.is !== 'text' || value.resolved.text.length > longestValue) return [open];
  return value.resolved.pieces;
}

/** The expression between `#{` and `}`, its places those of the file. */
function codeOf({ text, start, end }: StringPart): RubyExpression {
  const tokens = rubyTokens(text).tokens.map((token) => ({
    ...token,
    start: token.start + start,
    end: token.end + start,
    parts: token.parts.map((part) => ({ ...part, start: part.start + start, end: part.end + start })),
  }));
  const body = { is: 'body', isMethod: false, body: [] } as const;
  const cursor = new Cursor(tokens, { statements: () => [], keywordBody: () => body });
  const expression = parseExpression(cursor);
  return cursor.isOver ? expression : { is: 'opaque', start, end };
}
