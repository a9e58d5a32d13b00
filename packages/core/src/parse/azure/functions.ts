import {
  type CallLiteral,
  firstKnown,
  formatted,
  joinedText,
  type Literal,
  type LiteralEvaluation,
  plainText,
  splitText,
  type TextLiteral,
  textLiteral,
} from '../literals/index.ts';
import type { Span } from '../span.ts';
import { truthOf } from './conditions.ts';
import { unrolled } from './loops.ts';

/**
 * Gives what a function of ARM templates and Bicep comes down to, as far as it can be told from its arguments
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions); undefined where it cannot.
 */
export function azureFunction(
  call: CallLiteral,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const { args } = call;
  switch (call.callee.toLowerCase()) {
    case 'concat':
      return concat(call, evaluation);
    case 'format':
      return formatted(call, evaluation, indexed);
    case 'uri':
      return uri(call, evaluation);
    case 'string':
    case 'any':
    case 'trim':
      return args.slice(0, 1);
    case 'tolower':
    case 'toupper':
      return changedCase(call, evaluation);
    case 'if':
      return branches(call, evaluation);
    case 'coalesce':
      return firstKnown(args, evaluation);
    case 'createarray':
      return [{ is: 'list', items: args, start: call.start, end: call.end }];
    case 'readenvironmentvariable':
      return args[1] && [args[1]];
    case 'for':
      return unrolled(call, evaluation);
    case 'union':
      return union(call, evaluation);
    case 'split':
      return split(call, evaluation);
    case 'first':
    case 'last':
      return endOf(call, evaluation);
    default:
      return undefined;
  }
}

// `{0}`, `{0:D2}`
const indexed = /\{(?<index>\d{1,3})(?:[,:][^{}]{0,50})?\}/g;

/** Joins texts, or lists where the first argument is one. */
function concat(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] {
  const lists = call.args.map((each) => evaluation.reduce(each)[0]?.value);
  if (lists[0]?.is === 'list') {
    const items = lists.flatMap((list) => (list?.is === 'list' ? list.items : []));
    return [{ is: 'list', items, start: call.start, end: call.end }];
  }
  return [joinedText(call.args, call)];
}

/** Joins lists, or objects as far as they are known. */
function union(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const { start, end } = call;
  const values = call.args.flatMap((each) => evaluation.reduce(each).map(({ value }) => value));
  const entries = values.flatMap((value) => (value.is === 'map' ? value.entries : []));
  if (entries.length > 0) return [{ is: 'map', entries, start, end }];
  const items = values.flatMap((value) => (value.is === 'list' ? value.items : []));
  return items.length > 0 ? [{ is: 'list', items, start, end }] : undefined;
}

/** A relative address takes the place of what stands behind the last slash of the base. */
function uri(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const [base, relative] = call.args;
  if (!base || !relative) return undefined;
  return evaluation.texts(base).map((text) => {
    const isFolder = text.text.endsWith('/') || !text.isResolved;
    const slash = text.text.lastIndexOf('/');
    const isPath = slash > text.text.indexOf('://') + 2;
    if (isFolder || !isPath)
      return joinedText(isFolder ? [base, relative] : [base, supplied('/', call), relative], call);
    return joinedText([supplied(text.text.slice(0, slash + 1), call), relative], call);
  });
}

function supplied(text: string, { start, end }: Span): TextLiteral {
  return { is: 'text', parts: [{ is: 'supplied', text }], start, end };
}

function split(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const [argument, separator] = call.args;
  const text = argument && evaluation.texts(argument)[0];
  const by = plainText(separator);
  if (!text || by === undefined) return undefined;
  return [{ is: 'list', items: splitText(text, by, call), start: call.start, end: call.end }];
}

function changedCase(
  { callee, args }: CallLiteral,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const [argument] = args;
  const text = argument && evaluation.texts(argument)[0];
  if (!argument || !text?.isResolved) return undefined;
  const changed = callee.toLowerCase() === 'tolower' ? text.text.toLowerCase() : text.text.toUpperCase();
  return changed === text.text ? [argument] : [textLiteral(changed, argument, false)];
}

/** The branch that a condition chooses; both, where nobody can know. */
function branches({ args }: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const [condition, whenTrue, whenFalse] = args;
  if (!condition || !whenTrue || !whenFalse) return undefined;
  const truth = truthOf(condition, evaluation);
  return truth === null ? [whenTrue, whenFalse] : [truth ? whenTrue : whenFalse];
}

function endOf({ callee, args }: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const [argument] = args;
  const list = argument && evaluation.reduce(argument)[0]?.value;
  if (list?.is !== 'list') return undefined;
  const item = callee.toLowerCase() === 'first' ? list.items[0] : list.items.at(-1);
  return item ? [item] : undefined;
}
