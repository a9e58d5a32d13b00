import { type ResolvedText, resolvedText, type TextPiece, type Via } from '../reference/resolved-text.ts';
import type { Span } from '../span.ts';
import { type CallLiteral, type Literal, type MapLiteral, plainText, type TextPart } from './literal.ts';

/** What a name stands for, and where that is said. */
export interface Declared {
  readonly value: Literal;
  readonly at: Span;
}

/** What the names and functions of a file mean. */
export interface LiteralScope {
  /** The text of the file, from which unknown expressions are quoted. */
  readonly source: string;
  lookup(name: string): Declared | undefined;
  /** What a call gives: the literals that it may come down to; undefined where nobody can know. */
  call(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined;
}

/** What a literal comes down to: no name, member or known call any more. */
export interface Reduced {
  readonly value: Literal;
  /** The declarations that it came through, the outermost last. */
  readonly via: readonly Via[];
}

/** Steps that a file's evaluations may still take together. */
export interface EvaluationBudget {
  left: number;
}

/** Evaluates the literals of one file; where a condition is not known, all that may come of it are alternatives. */
export interface LiteralEvaluation {
  reduce(literal: Literal): readonly Reduced[];
  /** The texts that a literal may be; what is not known stands in them as `${…}`. */
  texts(literal: Literal): readonly ResolvedText[];
  /** The alternatives of what stands under a key of a map. */
  property(literal: Literal, key: string): readonly Reduced[];
  /** Steps that may still be taken; below zero, what is left is not known. */
  readonly budget: EvaluationBudget;
}

// A variable may use another twice, and that one a third: what is small to write may be endless to evaluate.
const mostSteps = 1_000_000;
const deepest = 100;
const mostAlternatives = 32;
const longestText = 65_536;
const mostPieces = 1024;
const mostVia = 32;

/** Makes the evaluation of a file's literals; several scopes of one file share a budget. */
export function literalEvaluation(
  scope: LiteralScope,
  budget: EvaluationBudget = { left: mostSteps },
): LiteralEvaluation {
  return new ScopeEvaluation(scope, budget);
}

class ScopeEvaluation implements LiteralEvaluation {
  private readonly scope: LiteralScope;
  readonly budget: EvaluationBudget;
  private depth = 0;

  constructor(scope: LiteralScope, budget: EvaluationBudget) {
    this.scope = scope;
    this.budget = budget;
  }

  reduce(literal: Literal): readonly Reduced[] {
    this.budget.left -= 1;
    if (this.budget.left < 0 || this.depth > deepest) return [{ value: opaque(literal), via: [] }];
    this.depth += 1;
    const reduced = this.reduceOnce(literal).slice(0, mostAlternatives);
    this.depth -= 1;
    return reduced;
  }

  texts(literal: Literal): readonly ResolvedText[] {
    return this.alternatives(literal).map(resolvedText);
  }

  property(literal: Literal, key: string): readonly Reduced[] {
    return this.reduce(literal).flatMap((owner) => {
      const value = owner.value.is === 'map' ? entryValue(owner.value, key) : undefined;
      return value ? through(this.reduce(value), owner.via) : [];
    });
  }

  private reduceOnce(literal: Literal): readonly Reduced[] {
    if (literal.is === 'name') {
      const declared = this.scope.lookup(literal.name);
      if (!declared) return [{ value: literal, via: [] }];
      return through(this.reduce(declared.value), [{ name: literal.name, place: declared.at }]);
    }
    if (literal.is === 'member') return this.reduceMember(literal.of, literal.key, literal);
    if (literal.is !== 'call') return [{ value: literal, via: [] }];
    const results = this.scope.call(literal, this);
    return results ? results.flatMap((each) => this.reduce(each)) : [{ value: literal, via: [] }];
  }

  /** Where the key is not known, each of the entries may be meant. */
  private reduceMember(of: Literal, key: Literal, whole: Literal): readonly Reduced[] {
    const keys = this.reduce(key).map(({ value }) =>
      value.is === 'word' ? value.text : plainOf(this, value) || undefined,
    );
    const found = this.reduce(of).flatMap((owner): readonly Reduced[] => {
      const values = keys.flatMap((each) => membersOf(owner.value, each));
      const reduced = values.flatMap((value) => this.reduce(value));
      return reduced.length > 0 ? through(reduced, owner.via) : [{ value: whole, via: [] }];
    });
    return found.length > 0 ? found : [{ value: whole, via: [] }];
  }

  /** The runs that a literal may be as a text. */
  private alternatives(literal: Literal): readonly (readonly TextPiece[])[] {
    return this.reduce(literal)
      .flatMap(({ value, via }) =>
        this.piecesOf(value).map((pieces) => pieces.map((piece) => behind(piece, via))),
      )
      .slice(0, mostAlternatives);
  }

  private piecesOf(value: Literal): readonly (readonly TextPiece[])[] {
    if (value.is === 'word' && value.text !== 'null') {
      const { text, start, end } = value;
      return [[{ is: 'written', text, span: { start, end }, verbatim: true, via: [] }]];
    }
    if (value.is !== 'text' || this.depth > deepest) return [[this.unresolved(value)]];
    this.depth += 1;
    let found: readonly (readonly TextPiece[])[] = [[]];
    for (const part of value.parts) {
      const choices = this.partPieces(part, value);
      found = found
        .flatMap((before) => choices.map((choice) => [...before, ...choice]))
        .slice(0, mostAlternatives);
      if (!found.some(isTooLong)) continue;
      found = [[this.unresolved(value)]];
      break;
    }
    this.depth -= 1;
    return found;
  }

  private partPieces(part: TextPart, { start, end }: Span): readonly (readonly TextPiece[])[] {
    if (part.is === 'hole') return this.alternatives(part.value);
    const { text } = part;
    if (part.is === 'supplied')
      return [[{ is: 'supplied', text, span: { start, end }, verbatim: false, via: [] }]];
    const span = { start: part.start, end: part.end };
    return [[{ is: 'written', text, span, verbatim: part.verbatim, via: [] }]];
  }

  private unresolved({ start, end }: Literal): TextPiece {
    const text = `\${${quoted(this.scope.source.slice(start, end))}}`;
    return { is: 'unresolved', text, span: { start, end }, verbatim: false, via: [] };
  }
}

// What stands in `${…}` must not end it.
function quoted(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 300 || /[{}]/.test(line) ? '…' : line;
}

function isTooLong(pieces: readonly TextPiece[]): boolean {
  return pieces.length > mostPieces || pieces.reduce((sum, { text }) => sum + text.length, 0) > longestText;
}

function behind(piece: TextPiece, via: readonly Via[]): TextPiece {
  return via.length === 0 ? piece : { ...piece, via: [...piece.via, ...via].slice(0, mostVia) };
}

function through(reduced: readonly Reduced[], via: readonly Via[]): readonly Reduced[] {
  return reduced.map((each) => ({ ...each, via: [...each.via, ...via].slice(0, mostVia) }));
}

function opaque({ start, end }: Literal): Literal {
  return { is: 'opaque', start, end };
}

function plainOf(evaluation: LiteralEvaluation, value: Literal): string | undefined {
  const plain = plainText(value);
  if (plain !== undefined || value.is !== 'text') return plain;
  const [text, ...others] = evaluation.texts(value);
  return text?.isResolved && others.length === 0 ? text.text : undefined;
}

function membersOf(owner: Literal, key: string | undefined): readonly Literal[] {
  if (owner.is === 'list') {
    const item = key === undefined ? undefined : owner.items[Number(key)];
    return item ? [item] : key === undefined ? owner.items : [];
  }
  if (owner.is !== 'map') return [];
  if (key === undefined) return owner.entries.map(({ value }) => value);
  const value = entryValue(owner, key);
  return value ? [value] : [];
}

/** The value of a key of a map; the last of equal keys wins. */
export function entryValue({ entries }: MapLiteral, key: string): Literal | undefined {
  return entries.findLast((entry) => entry.key === key)?.value;
}
