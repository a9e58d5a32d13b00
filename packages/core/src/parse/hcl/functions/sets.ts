import { type HclValue, listValue } from '../value.ts';
import { type FunctionTable, itemsAt, known, maxItems, NotEvaluated } from './arguments.ts';
import { jsonText } from './json-text.ts';

const many = 1_000;

/** https://developer.hashicorp.com/terraform/language/functions/toset and the other functions of sets */
export const setFunctions: FunctionTable = {
  distinct: known(1, 1, (args) => listValue(unique(itemsAt(args, 0)))),
  toset: known(1, 1, (args) => setOf(itemsAt(args, 0))),
  setunion: known(1, many, (args) => setOf(args.flatMap((_, index) => itemsAt(args, index)))),
  setintersection: known(1, many, (args) => setOf(itemsAt(args, 0).filter(isInAll(args.slice(1))))),
  setsubtract: known(2, 2, (args) => setOf(itemsAt(args, 0).filter((item) => !isInAll(args.slice(1))(item)))),
  setproduct: known(2, many, product),
};

/** Makes a set: each element once, in the order Terraform iterates them. */
function setOf(items: readonly HclValue[]): HclValue {
  return listValue(unique(items).toSorted(inOrder));
}

function unique(items: readonly HclValue[]): readonly HclValue[] {
  const seen = new Map<string, HclValue>();
  for (const item of items) {
    const identity = jsonText(item);
    if (!seen.has(identity)) seen.set(identity, item);
  }
  return [...seen.values()];
}

function inOrder(a: HclValue, b: HclValue): number {
  if (a.is === 'number' && b.is === 'number') return Number(a.text) - Number(b.text);
  const [first, second] =
    a.is === 'string' && b.is === 'string' ? [a.text, b.text] : [jsonText(a), jsonText(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function isInAll(others: readonly HclValue[]): (item: HclValue) => boolean {
  const sets = others.map((_, index) => new Set(itemsAt(others, index).map(jsonText)));
  return (item) => sets.every((set) => set.has(jsonText(item)));
}

function product(args: readonly HclValue[]): HclValue {
  let rows: readonly (readonly HclValue[])[] = [[]];
  for (const index of args.keys()) {
    const items = itemsAt(args, index);
    if (rows.length * items.length > maxItems) throw new NotEvaluated('The product is too large.');
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  return listValue(rows.map((row) => listValue(row)));
}
