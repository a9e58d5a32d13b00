/** What can be put into an element; text becomes a text node, so nothing in it is ever markup. */
export type Child = Node | string | null;

type Attributes = Readonly<Record<string, string | number | boolean | null>>;

/** Makes an element. An attribute that is `false` or `null` is left out; no handler and no style can be given as text. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAll(element, attributes);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Makes an element of SVG. */
export function svg(tag: 'svg' | 'path', attributes: Attributes): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAll(element, attributes);
  return element;
}

function setAll(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || name.startsWith('on') || name === 'style') continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** A button that does something. */
export function button(label: string, attributes: Attributes, act: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, label);
  element.addEventListener('click', act);
  return element;
}

/** A link out of the page, where the address may be followed; else its text. */
export function link(text: string, address: string | undefined): Node {
  if (address === undefined || !/^https?:\/\//i.test(address)) return document.createTextNode(text);
  return h('a', { href: address, rel: 'noopener noreferrer' }, text);
}

/** The element with an id, which the page is known to have. */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no #${id}.`);
  return element;
}
