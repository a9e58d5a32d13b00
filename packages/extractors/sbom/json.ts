import { createScanner } from 'jsonc-parser';
import { SbomError } from './parsed.ts';

/** A field of a value that came from outside; `undefined` where it has none of that name. */
export function field(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** A text field, or `null` where it is missing, empty, or no text. */
export function textIn(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === 'string' && found.trim() !== '' ? found : null;
}

/** A list field; empty where it is missing or no list. */
export function listIn(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

/** A list of items; empty where it is missing. Throws an `SbomError` where something else stands there. */
export function itemsOf(holder: unknown, name: string): readonly unknown[] {
  const found = field(holder, name) ?? [];
  if (!Array.isArray(found)) throw new SbomError(`"${name}" is no list in it.`);
  return found;
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A stretch of the text, in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds where the items of lists stand in a text that is JSON, in the order in which they begin: the lists of these names
 * at the top, and below any item of theirs. By tokens, since a document may nest deeper than a stack.
 */
export function placesOfItems(text: string, lists: ReadonlySet<string>): readonly Stretch[] {
  const places: Stretch[] = [];
  const open: Open[] = [];
  const scanner = createScanner(text, true);
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const start = scanner.getTokenOffset();
    const mark = text[start] ?? '';
    const around = open.at(-1);
    if (mark === '}' || mark === ']') open.pop();
    else if (mark === ',' || mark === ':') {
      if (around !== undefined) around.isKeyNext = mark === ',';
    } else if (mark === '"' && around?.isList === false && around.isKeyNext)
      around.property = scanner.getTokenValue();
    else {
      const isItem = around?.isList === true && around.holdsItems;
      if (isItem) places.push({ start, end: start + scanner.getTokenLength() });
      if (mark === '{' || mark === '[') open.push(opened(mark === '[', isItem, open, lists));
    }
  }
  return places;
}

/** An object or list around a token. */
interface Open {
  readonly isList: boolean;
  /** A list: whether its elements are items. An object: whether lists in it may be lists of items. */
  readonly holdsItems: boolean;
  /** The property of an object whose value comes next. */
  property: string;
  isKeyNext: boolean;
}

function opened(isList: boolean, isItem: boolean, open: readonly Open[], lists: ReadonlySet<string>): Open {
  const around = open.at(-1);
  // What holds lists of items: the document, which GitHub wraps in `sbom`, and each item.
  const isHolder = isItem || around === undefined || (open.length === 1 && around.property === 'sbom');
  const isOfItems = around?.isList === false && around.holdsItems && lists.has(around.property);
  return { isList, holdsItems: isList ? isOfItems : isHolder, property: '', isKeyNext: true };
}
