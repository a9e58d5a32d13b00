import {
  encodedText,
  type Node,
  type Reference,
  type Resolved,
  resolvedText,
  type ScalarNode,
  scalarReference,
  type TextPiece,
} from '@fineprint/core';

// `{{ env "X" | default "1.2.3" }}`, `{{ coalesce (env "X") (env "Y") "1.2.3" }}`.
const fallback =
  /\{\{-?\s{0,9}(?:env\s{1,9}"\w{1,200}"\s{0,9}\|\s{0,9}default|coalesce(?:\s{1,9}\(env\s{1,9}"\w{1,200}"\)){1,9})\s{1,9}"(?<value>[^"{}\\]{0,500})"\s{0,9}(?:\|\s{0,9}quote\s{0,9})?-?\}\}/dg;

/** A scalar as it is where no variable of the environment is set. */
export function withFallbacks(scalar: ScalarNode): Reference {
  const { at, resolved } = scalarReference(scalar);
  const pieces: TextPiece[] = [];
  let done = 0;
  const add = (from: number, to: number) => {
    const span = scalar.verbatim ? { start: scalar.start + from, end: scalar.start + to } : scalar;
    if (from < to) pieces.push(...encodedText(scalar.text.slice(from, to), span, scalar.verbatim).pieces);
  };
  for (const { index, 0: found, indices } of scalar.text.matchAll(fallback)) {
    const [start = 0, end = 0] = indices?.groups?.value ?? [];
    add(done, index);
    add(start, end);
    done = index + found.length;
  }
  if (done === 0) return { at, resolved };
  add(done, scalar.text.length);
  return { at, resolved: resolvedText(pieces) };
}

/** The same for every scalar below a node that is nothing but such an expression; what aliases share is left as it is. */
export function filledTree(node: Resolved): Resolved;
export function filledTree(node: Node): Node;
export function filledTree(node: Node): Node {
  if (node.is === 'list') return { ...node, items: node.items.map((item) => filledTree(item)) };
  if (node.is === 'map') {
    const entries = node.entries.map(({ key, value }) => ({ key, value: filledTree(value) }));
    return { ...node, entries };
  }
  return node.is === 'scalar' ? filledScalar(node) : node;
}

function filledScalar(scalar: ScalarNode): ScalarNode {
  const [match, more] = scalar.text.matchAll(fallback);
  const [start = 0, end = 0] = match?.indices?.groups?.value ?? [];
  if (!match || more || match[0] !== scalar.text) return scalar;
  const place = scalar.verbatim ? { start: scalar.start + start, end: scalar.start + end } : {};
  return { ...scalar, ...place, text: scalar.text.slice(start, end) };
}
