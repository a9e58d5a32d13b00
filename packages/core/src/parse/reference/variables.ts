import type { Span, SyntaxProblem } from '../span.ts';
import {
  partOf,
  type ResolvedText,
  resolvedText,
  suppliedText,
  type TextPiece,
  type Via,
} from './resolved-text.ts';
import { type LiteralPart, splitVariables, type TemplatePart, type VariablePart } from './template.ts';

/** What a variable holds, and the place of the declaration that says so. */
export interface VariableValue {
  readonly value: ResolvedText;
  readonly place: Span | null;
  /** Whether it is one of several that a matrix gives. */
  readonly isChoice?: boolean;
}

/** Answers what a variable holds; `null` where nobody can know, for instance what the caller's shell has set. */
export type VariableLookup = (name: string) => VariableValue | null;

/** How to read the parts of a template: their text, and where an offset in it is in the scanned text. */
export interface TemplateText {
  readonly text: string;
  readonly placeOf: (span: Span) => Span;
}

/** A text filled in as Compose does, with what could not be understood. */
export interface SubstitutedText {
  readonly resolved: ResolvedText;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Fills in `$X`, `${X}`, `${X:-d}`, `${X-d}`, `${X:+y}`, `${X:?e}` and `$$` as Compose does:
 * https://docs.docker.com/reference/compose-file/interpolation/. `read` answers from `.env` and the like, `null`
 * for what it does not know; a default then counts as the value. Spans are offsets in the text.
 */
export function substituteVariables(text: string, read: (name: string) => string | null): SubstitutedText {
  const { parts, problems } = splitVariables(text, { quotes: false, escape: null, doubledDollar: true });
  const lookup = (name: string) => {
    const value = read(name);
    return value === null ? null : { value: suppliedText(value), place: null };
  };
  return { resolved: resolveParts(parts, { text, placeOf: (span) => span }, lookup), problems };
}

/** Fills in the variables of template parts; what nobody can know stays as written, marked `unresolved`. */
export function resolveParts(
  parts: readonly TemplatePart[],
  source: TemplateText,
  lookup: VariableLookup,
): ResolvedText {
  const budget = { characters: largestResolved, pieces: mostPieces };
  const pieces: TextPiece[] = [];
  for (const part of parts) pushPart(part, { source, lookup, budget, via: [] }, pieces);
  return resolvedText(pieces);
}

// A chain of `ARG A=$B$B` doubles with each line, so what variables bring in is limited.
const largestResolved = 65_536;
const mostPieces = 4096;
const longestVia = 32;

interface Resolving {
  readonly source: TemplateText;
  readonly lookup: VariableLookup;
  readonly budget: { characters: number; pieces: number };
  readonly via: readonly Via[];
}

function pushPart(part: TemplatePart, resolving: Resolving, pieces: TextPiece[]): void {
  switch (part.is) {
    case 'literal':
      pushLiteral(part, resolving, pieces);
      return;
    case 'opaque':
      pieces.push(unresolvedPiece(part, resolving));
      return;
    case 'variable':
      pushVariable(part, resolving, pieces);
  }
}

function pushVariable(part: VariablePart, resolving: Resolving, pieces: TextPiece[]): void {
  const known = resolving.lookup(part.name);
  const isSet = known !== null && (!part.operator.startsWith(':') || known.value.text !== '');
  switch (part.operator) {
    case '':
    case ':?':
    case '?':
      // An empty value fails `:?`, so a run that goes on had another one.
      if (known && (part.operator === '' || isSet)) pushValue(part, known, resolving, pieces);
      else pieces.push(unresolvedPiece(part, resolving));
      return;
    case ':-':
    case '-':
      if (known && isSet) pushValue(part, known, resolving, pieces);
      else pushWord(part, resolving, pieces);
      return;
    case ':+':
    case '+':
      if (known === null) pieces.push(unresolvedPiece(part, resolving));
      else if (isSet) pushWord(part, resolving, pieces);
      return;
    case '#':
    case '%': {
      const value = known && trimmed(part, known.value);
      if (known && value) pushValue(part, { ...known, value }, resolving, pieces);
      else pieces.push(unresolvedPiece(part, resolving));
      return;
    }
    default:
      pieces.push(unresolvedPiece(part, resolving));
  }
}

/**
 * `${X#v}`, `${X%-rc}`: a value without what it begins or ends with. Of patterns `*` after one character (`${X%.*}`) or
 * before it (`${X##*\/}`) is read; `null` where another is asked for, or the value is not known as a whole.
 */
function trimmed({ operator, word }: VariablePart, value: ResolvedText): ResolvedText | null {
  const [pattern, ...more] = word;
  if (!value.isResolved || pattern?.is !== 'literal' || more.length > 0) return null;
  const isLongest = pattern.text.startsWith(operator);
  const asked = isLongest ? pattern.text.slice(1) : pattern.text;
  const { text } = value;
  const whole = { start: 0, end: text.length };
  const mark = operator === '#' ? /^\*(?<mark>[^*?[\]\\])$/ : /^(?<mark>[^*?[\]\\])\*$/;
  const character = mark.exec(asked)?.groups?.mark;
  if (character !== undefined) {
    const isFirst = (operator === '#') !== isLongest;
    const at = isFirst ? text.indexOf(character) : text.lastIndexOf(character);
    if (at < 0) return value;
    return unwritable(partOf(value, operator === '#' ? { ...whole, start: at + 1 } : { ...whole, end: at }));
  }
  if (/[*?[\]\\]/.test(asked)) return null;
  if (operator === '#')
    return text.startsWith(asked) ? partOf(value, { ...whole, start: asked.length }) : value;
  return text.endsWith(asked) ? partOf(value, { ...whole, end: text.length - asked.length }) : value;
}

/** Another value written where a pattern found this one might be cut elsewhere. */
function unwritable({ pieces }: ResolvedText): ResolvedText {
  return resolvedText(pieces.map((piece) => ({ ...piece, verbatim: false })));
}

function pushWord(part: VariablePart, resolving: Resolving, pieces: TextPiece[]): void {
  const via = limited([{ name: part.name, place: null }, ...resolving.via]);
  for (const each of part.word) pushPart(each, { ...resolving, via }, pieces);
}

function pushValue(
  part: VariablePart,
  { value, place, isChoice }: VariableValue,
  resolving: Resolving,
  pieces: TextPiece[],
): void {
  const { budget, source } = resolving;
  budget.characters -= value.text.length;
  budget.pieces -= value.pieces.length;
  if (budget.characters < 0 || budget.pieces < 0) {
    pieces.push(unresolvedPiece(part, resolving));
    return;
  }
  const own = { name: part.name, place, ...(isChoice ? { isChoice } : {}) };
  for (const piece of value.pieces) {
    const via = limited([...piece.via, own, ...resolving.via]);
    // What came from outside has no place but the variable that it replaces.
    const span = place === null && piece.is === 'supplied' ? source.placeOf(part) : piece.span;
    pieces.push({ ...piece, span, via });
  }
}

function limited(via: readonly Via[]): readonly Via[] {
  return via.length > longestVia ? via.slice(0, longestVia) : via;
}

/** Splits a run in which a line was joined, so that each piece is what stands at its place. */
function pushLiteral(part: LiteralPart, resolving: Resolving, pieces: TextPiece[]): void {
  const { source, via } = resolving;
  const { text, start, end } = part;
  const span = source.placeOf(part);
  const isPlain = end - start === text.length;
  const verbatim = isPlain && span.end - span.start === text.length;
  if (verbatim || !isPlain || text.length < 2) {
    pieces.push({ is: 'written', text, span, verbatim, via });
    return;
  }
  const half = text.length >> 1;
  const isWhole = (place: Span) => place.start === span.start && place.end === span.end;
  if (
    isWhole(source.placeOf({ start, end: start + half })) &&
    isWhole(source.placeOf({ start: start + half, end }))
  ) {
    // The place encodes the run: its parts stand nowhere in particular.
    pieces.push({ is: 'written', text, span, verbatim: false, via });
    return;
  }
  pushLiteral({ is: 'literal', text: text.slice(0, half), start, end: start + half }, resolving, pieces);
  pushLiteral({ is: 'literal', text: text.slice(half), start: start + half, end }, resolving, pieces);
}

function unresolvedPiece(part: Span, { source, via }: Resolving): TextPiece {
  const text = source.text.slice(part.start, part.end);
  return { is: 'unresolved', text, span: source.placeOf(part), verbatim: false, via };
}
