import type { ASTNode } from '@marcbachmann/cel-js';
import { maxText } from './subject.ts';
import { isMacro, literalTexts, nodesOf, partsOf } from './tree.ts';

/** Steps that all conditions of a policy may take together, and that one of them may take about one subject. */
export const maxSteps = 200_000_000;
export const maxStepsAtOnce = 1_000_000;

/**
 * The most steps that an expression can take where no list of the subject is longer than `longest`. CEL ends always; only
 * macros take more than one step for each part, and what joins texts or lists makes them longer. Functions of our own charge what
 * they do when they do it.
 */
export function costOf(root: ASTNode): (longest: number) => number {
  const all = [...nodesOf(root)];
  const joins = all.filter(({ op }) => op === '+').length;
  const literals = all.map((node) => (node.op === 'list' ? node.args.length : 0));
  const longestLiteral = Math.max(1, ...literals);
  const known = new Map<number, number>();
  return (longest) => {
    const cost = known.get(longest) ?? stepsOf(root, Math.max(longest, longestLiteral) * (1 + joins));
    known.set(longest, cost);
    return cost;
  };
}

function stepsOf(node: ASTNode, length: number): number {
  const steps = partsOf(node).map((part) => stepsOf(part, length));
  const sum = steps.reduce((total, one) => total + one, ownSteps(node, length));
  if (!isMacro(node)) return sum;
  const [list = 0, ...body] = steps;
  return list + length * body.reduce((total, one) => total + one, 1);
}

function ownSteps(node: ASTNode, length: number): number {
  switch (node.op) {
    case '+':
      return 500 + length;
    case '==':
    case '!=':
    case 'in':
      return 1 + length;
    case 'rcall':
      return node.args[0] === 'contains' ? 20 * (literalTexts(node.args[2][0])?.[0]?.length ?? maxText) : 1;
    default:
      return 1;
  }
}
