import type { CallLiteral, Literal, LiteralEvaluation } from '../literals/index.ts';

/** Tells whether a condition of an ARM template or Bicep file holds; `null` where nobody can know. */
export function truthOf(condition: Literal, evaluation: LiteralEvaluation): boolean | null {
  const [reduced, ...others] = evaluation.reduce(condition);
  if (!reduced || others.length > 0) return null;
  const { value } = reduced;
  if (value.is === 'word') return value.text === 'true' ? true : value.text === 'false' ? false : null;
  return value.is === 'call' ? truthOfCall(value, evaluation) : null;
}

const deepest = 50;

function truthOfCall({ callee, args }: CallLiteral, evaluation: LiteralEvaluation): boolean | null {
  const [first, second] = args;
  if (!first) return null;
  const opposite = (truth: boolean | null) => (truth === null ? null : !truth);
  switch (callee.toLowerCase()) {
    case 'not':
      return opposite(truthOf(first, evaluation));
    case 'empty':
      return isEmpty(first, evaluation);
    case 'equals':
      return second ? areEqual(first, second, evaluation) : null;
    case 'notequals':
      return second ? opposite(areEqual(first, second, evaluation)) : null;
    case 'and':
      return everyTruth(args.slice(0, deepest).map((each) => truthOf(each, evaluation)));
    case 'or':
      return opposite(everyTruth(args.slice(0, deepest).map((each) => opposite(truthOf(each, evaluation)))));
    default:
      return null;
  }
}

function everyTruth(truths: readonly (boolean | null)[]): boolean | null {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

function isEmpty(literal: Literal, evaluation: LiteralEvaluation): boolean | null {
  const [reduced, ...others] = evaluation.reduce(literal);
  if (!reduced || others.length > 0) return null;
  const { value } = reduced;
  if (value.is === 'list') return value.items.length === 0;
  if (value.is === 'map') return value.entries.length === 0;
  if (value.is === 'word') return value.text === 'null' ? true : null;
  const text = textOf(literal, evaluation);
  return text === null ? null : text === '';
}

function areEqual(left: Literal, right: Literal, evaluation: LiteralEvaluation): boolean | null {
  const a = textOf(left, evaluation);
  const b = textOf(right, evaluation);
  return a === null || b === null ? null : a === b;
}

function textOf(literal: Literal, evaluation: LiteralEvaluation): string | null {
  const [text, ...others] = evaluation.texts(literal);
  return text?.isResolved && others.length === 0 ? text.text : null;
}
