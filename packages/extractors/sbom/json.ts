import { type JSONVisitor, visit } from 'jsonc-parser';

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

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A stretch of the text, in UTF-16 code units. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds where the items of lists stand, in the order in which they begin: the lists of these names at the top, and below
 * any item of theirs.
 */
export function placesOfItems(text: string, lists: ReadonlySet<string>): readonly Stretch[] {
  const places: Stretch[] = [];
  const open: { readonly isItem: boolean; readonly index: number }[] = [];
  const visitor: JSONVisitor = {
    onObjectBegin(offset, _length, _line, _column, pathOf) {
      const isItem = isItemOf(pathOf(), lists);
      open.push({ isItem, index: places.length });
      if (isItem) places.push({ start: offset, end: offset + 1 });
    },
  };
  visit(text, visitor);
  return places;
}

/** `['components', 3, 'components', 0]`: names of lists and positions in turn; GitHub wraps the whole in `sbom`. */
function isItemOf(whole: readonly (string | number)[], lists: ReadonlySet<string>): boolean {
  const path = whole[0] === 'sbom' ? whole.slice(1) : whole;
  if (path.length === 0 || path.length % 2 !== 0) return false;
  return path.every((step, index) =>
    index % 2 === 0 ? typeof step === 'string' && lists.has(step) : typeof step === 'number',
  );
}
