import {
  entries,
  items,
  type MapNode,
  type Reference,
  type Resolved,
  resolvedText,
  type ScalarNode,
  type Span,
  type TextPiece,
} from '@fineprint/core';
import { mapsOf, templatePieces, textsOf, valuesOfScalar } from './evaluate.ts';
import { type Frame, newBudget, type Scope, templateOf, type Value } from './template.ts';

/** The scope inside of a mapping of variables (`vars:` of a play, block or task). */
export function withVariables(outer: Scope, ...maps: readonly (Resolved | undefined)[]): Scope {
  const own = new Map<string, Resolved>();
  for (const map of maps) for (const { key, value } of entries(map)) own.set(key.text, value);
  if (own.size === 0) return outer;
  return (name) => {
    const value = own.get(name);
    return value ? [value] : outer(name);
  };
}

/** The text of a scalar with its expressions filled in; what has no single value stays as it is written. */
export function filledReference(frame: Frame, scalar: ScalarNode): Reference {
  const { start, end } = scalar;
  return { at: { start, end }, resolved: resolvedText(templatePieces(templateOf(frame, scalar))) };
}

/** The texts that a value is: items of a list, of the list that an expression makes, or the value itself. */
export function filledList(frame: Frame, node: Resolved | undefined): readonly Reference[] {
  if (!node) return [];
  if (node.is === 'list') return items(node).flatMap((item) => filledList(frame, item));
  if (node.is === 'map' || node.isNull) return [];
  const template = templateOf(frame, node);
  const at = { start: node.start, end: node.end };
  return textsOf(template, valuesOfScalar(template)).map((pieces) => ({
    at,
    resolved: resolvedText(pieces),
  }));
}

/** The values of the file that an expression names as a whole (`"{{ packages }}"`), or a bare word where one may. */
export function namedValues(frame: Frame, scalar: ScalarNode, isBare = false): readonly Resolved[] {
  if (isBare && /^\w+$/.test(scalar.text)) return frame.scope(scalar.text);
  return valuesOfScalar(templateOf(frame, scalar)).flatMap(nodesOf);
}

/** The mappings that an expression names as a whole, also where it merges them of several. */
export function namedMaps(frame: Frame, scalar: ScalarNode): readonly MapNode[] {
  const template = templateOf(frame, scalar);
  return mapsOf(template, valuesOfScalar(template)).map(({ node }) => node);
}

function nodesOf(value: Value): readonly Resolved[] {
  if (value.is === 'list') return value.values.flatMap(nodesOf);
  return value.is === 'node' ? [value.node] : [];
}

/** The pieces of a text whose characters stand where `placeOf` says. */
export function piecesBetween(
  frame: Frame,
  text: string,
  placeOf: (span: Span) => Span,
): readonly TextPiece[] {
  return templatePieces({ ...frame, text, placeOf, depth: 0, budget: newBudget() });
}
