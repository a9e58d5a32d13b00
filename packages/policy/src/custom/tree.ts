import type { ASTNode } from '@marcbachmann/cel-js';

/** What goes through a list, element by element. */
export const macros: readonly string[] = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** The parts of an expression, in their order. */
export function partsOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

/** An expression and everything in it. */
export function* nodesOf(node: ASTNode): Iterable<ASTNode> {
  yield node;
  for (const part of partsOf(node)) yield* nodesOf(part);
}

/** The texts of a literal text or of a literal list of texts, or `null` where it is no such thing. */
export function literalTexts(node: ASTNode | undefined): readonly string[] | null {
  if (node?.op === 'value') return typeof node.args === 'string' ? [node.args] : null;
  if (node?.op !== 'list') return null;
  const texts = node.args.flatMap((item) => literalTexts(item) ?? []);
  return texts.length === node.args.length ? texts : null;
}

/** Whether it goes through a list. */
export function isMacro(node: ASTNode): node is ASTNode & { op: 'rcall' } {
  return node.op === 'rcall' && macros.includes(node.args[0]);
}
