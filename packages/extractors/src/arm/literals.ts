import { type Literal, type Node, resolve } from '@fineprint/core';
import { scalarLiteral } from './expression.ts';

/** A node of a template as a literal, the expressions in its strings read. */
export function nodeLiteral(node: Node): Literal {
  const value = resolve(node);
  if (value.is === 'scalar') return scalarLiteral(value);
  const { start, end } = value;
  if (value.is === 'list') return { is: 'list', items: value.items.map(nodeLiteral), start, end };
  const entries = value.entries.map((entry) => ({ key: entry.key.text, value: nodeLiteral(entry.value) }));
  return { is: 'map', entries, start, end };
}
