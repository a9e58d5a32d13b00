import { type Literal, type Node, type ResolvedText, resolve, type TextPart } from '@fineprint/core';
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

/** An evaluated text as a literal again, so that it means the same among other parameters. */
export function resolvedLiteral({ pieces }: ResolvedText, { start, end }: Literal): Literal {
  const parts = pieces.map(({ is, text, span, verbatim }): TextPart => {
    if (is === 'supplied') return { is, text };
    if (is === 'unresolved') return { is: 'hole', value: { is: 'opaque', ...span } };
    return { is: 'run', text, verbatim, ...span };
  });
  return { is: 'text', parts, start, end };
}
