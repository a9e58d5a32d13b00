import type { XmlElement, XmlText } from './node.ts';

/** Walks down to the first element of each name. */
export function elementAt(
  element: XmlElement | null | undefined,
  ...path: readonly string[]
): XmlElement | undefined {
  let here = element ?? undefined;
  for (const name of path) here = here?.children.find((child) => child.name === name);
  return here;
}

/** Lists the elements of a name in the element at a path. */
export function elementsAt(
  element: XmlElement | null | undefined,
  ...path: readonly string[]
): readonly XmlElement[] {
  const parent = elementAt(element, ...path.slice(0, -1));
  return parent?.children.filter((child) => child.name === path.at(-1)) ?? [];
}

/** The text of the element at a path. */
export function xmlText(
  element: XmlElement | null | undefined,
  ...path: readonly string[]
): XmlText | undefined {
  return elementAt(element, ...path)?.text ?? undefined;
}

/** The value of an attribute. */
export function xmlAttribute(element: XmlElement | undefined, name: string): XmlText | undefined {
  return element?.attributes.find((attribute) => attribute.name === name)?.value;
}
