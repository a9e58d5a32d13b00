import type { Literal, TextPart } from './literal.ts';

/** Nodes that may still be copied. */
export interface CopyBudget {
  left: number;
}

/** Puts a value in place of a name, as a loop does for each of its items; undefined where that takes too much. */
export function substituted(
  literal: Literal,
  name: string,
  value: Literal,
  budget: CopyBudget,
): Literal | undefined {
  const put = (each: Literal): Literal => {
    budget.left -= 1;
    if (budget.left < 0) return each;
    switch (each.is) {
      case 'name':
        return each.name === name ? value : each;
      case 'member':
        return { ...each, of: put(each.of), key: put(each.key) };
      case 'list':
        return { ...each, items: each.items.map(put) };
      case 'map':
        return { ...each, entries: each.entries.map((entry) => ({ ...entry, value: put(entry.value) })) };
      case 'call':
        return { ...each, args: each.args.map(put) };
      case 'text':
        return { ...each, parts: each.parts.map(putInPart) };
      default:
        return each;
    }
  };
  const putInPart = (part: TextPart): TextPart =>
    part.is === 'hole' ? { ...part, value: put(part.value) } : part;
  const result = put(literal);
  return budget.left < 0 ? undefined : result;
}
