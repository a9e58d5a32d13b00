import {
  type CallLiteral,
  type Literal,
  type LiteralEvaluation,
  plainText,
  splitText,
  type TextLiteral,
  type TextPart,
  textLiteral,
} from '../literals/index.ts';
import type { Span } from '../span.ts';
import { truthOf } from './conditions.ts';

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
      return format(call, evaluation);
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

/** Joins texts, or lists where the first argument is one. */
function concat(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] {
  const lists = call.args.map((each) => evaluation.reduce(each)[0]?.value);
  if (lists[0]?.is === 'list') {
    const items = lists.flatMap((list) => (list?.is === 'list' ? list.items : []));
    return [{ is: 'list', items, start: call.start, end: call.end }];
  }
  return [joined(call.args, call)];
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

/** Fills the places of a format (`'{0}:{1}'`), whose own characters keep their places. */
function format(
  { args, ...call }: CallLiteral,
  evaluation: LiteralEvaluation,
): readonly Literal[] | undefined {
  const [first, ...values] = args;
  const template = first && evaluation.reduce(first)[0]?.value;
  if (template?.is !== 'text') return undefined;
  const parts = template.parts.flatMap((part): readonly TextPart[] => {
    if (part.is !== 'run') return [part];
    const found: TextPart[] = [];
    let done = 0;
    for (const { 0: written, 1: index, index: at } of part.text.matchAll(
      /\{(\d{1,3})(?:[,:][^{}]{0,50})?\}/g,
    )) {
      const value = values[Number(index)];
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

/** A relative address takes the place of what stands behind the last slash of the base. */
function uri(call: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const [base, relative] = call.args;
  if (!base || !relative) return undefined;
  return evaluation.texts(base).map((text) => {
    const isFolder = text.text.endsWith('/') || !text.isResolved;
    const slash = text.text.lastIndexOf('/');
    const isPath = slash > text.text.indexOf('://') + 2;
    if (isFolder || !isPath)
      return joined(isFolder ? [base, relative] : [base, supplied('/', call), relative], call);
    return joined([supplied(text.text.slice(0, slash + 1), call), relative], call);
  });
}

function joined(args: readonly Literal[], { start, end }: Span): TextLiteral {
  return { is: 'text', parts: args.map((value) => ({ is: 'hole', value })), start, end };
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

/** The first that is known and not null, as a default is what counts of a parameter; all, where none is known. */
function firstKnown(args: readonly Literal[], evaluation: LiteralEvaluation): readonly Literal[] {
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

function endOf({ callee, args }: CallLiteral, evaluation: LiteralEvaluation): readonly Literal[] | undefined {
  const [argument] = args;
  const list = argument && evaluation.reduce(argument)[0]?.value;
  if (list?.is !== 'list') return undefined;
  const item = callee.toLowerCase() === 'first' ? list.items[0] : list.items.at(-1);
  return item ? [item] : undefined;
}
