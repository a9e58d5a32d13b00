import type { ASTNode } from '@marcbachmann/cel-js';
import { didYouMean } from '../suggest.ts';
import type { ConditionDefect } from './conditions.ts';
import { type ConditionFunction, preparePattern } from './functions.ts';
import { isMacro, literalTexts, macros, nodesOf, partsOf } from './tree.ts';

const own = ['has', 'size', 'string'];
const methods = ['startsWith', 'endsWith', 'contains', 'matches', 'lowerAscii', 'upperAscii', 'trim', 'size'];
const maxNesting = 2;

/** Every part of an expression that conditions do not have, or that says nothing; what is left always ends. */
export function* disallowed(
  root: ASTNode,
  functions: Readonly<Record<string, ConditionFunction>>,
): Iterable<ConditionDefect> {
  yield* tooNested(root, 0);
  for (const node of nodesOf(root)) {
    const message = refusal(node, functions);
    if (message !== null) yield { message, start: node.range.start, end: node.range.end };
  }
}

function* tooNested(node: ASTNode, depth: number): Iterable<ConditionDefect> {
  const inner = depth + Number(isMacro(node));
  if (inner > maxNesting) {
    const message = `Lists are gone through in lists in lists: ${maxNesting} deep is the limit.`;
    yield { message, start: node.range.start, end: node.range.end };
    return;
  }
  for (const part of partsOf(node)) yield* tooNested(part, inner);
}

function refusal(node: ASTNode, functions: Readonly<Record<string, ConditionFunction>>): string | null {
  switch (node.op) {
    case 'map':
      return 'A condition has no maps of its own.';
    case '.?':
    case '[?]':
      return 'A condition has no optional fields: what is not known is an empty text.';
    case 'call': {
      const [name, args] = node.args;
      const ours = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (ours) return comparedWith(name, args[1], (fixed) => ours.prepare(fixed));
      return own.includes(name) ? null : unknown(name, [...own, ...Object.keys(functions)], 'functions');
    }
    case 'rcall': {
      const [name, , args] = node.args;
      if (name === 'matches') return comparedWith(name, args[0], preparePattern);
      return [...methods, ...macros].includes(name)
        ? null
        : unknown(name, [...methods, ...macros], 'methods');
    }
    default:
      return null;
  }
}

function comparedWith(
  name: string,
  node: ASTNode | undefined,
  prepare: (fixed: readonly string[]) => unknown,
): string | null {
  const fixed = literalTexts(node);
  if (fixed === null)
    return `What "${name}" compares with stands there as a text or a list of texts, so that it can be checked.`;
  try {
    prepare(fixed);
    return null;
  } catch (cause) {
    if (cause instanceof Error) return cause.message;
    throw cause;
  }
}

function unknown(name: string, names: readonly string[], what: string): string {
  return `There is no "${name.slice(0, 60)}" here.${didYouMean(name, names)} A condition has the ${what} ${names.join(', ')}.`;
}
