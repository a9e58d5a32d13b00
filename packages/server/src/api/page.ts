import * as z from 'zod';
import { ApiProblem } from './problem.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';

/** How a part of a long list is asked for: after which one, and how many. */
export const pageQuery = z.object({
  after: z.string().max(1_000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The form of a part of a list: `next` is what to give as `after` for what follows, or `null` at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Where a part begins: the values by which the list is sorted, of the last one before it. */
export function cursorOf<T extends z.ZodType>(schema: T, after: string | undefined): z.infer<T> | null {
  if (after === undefined) return null;
  try {
    const values = schema.parse(JSON.parse(Buffer.from(after, 'base64url').toString('utf8')));
    refuseUnstorable('', values);
    return values;
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause;
    throw new ApiProblem('bad-request', '"after" has to be what "next" of the page before it said.');
  }
}

/** Makes a page of one row more than was asked for, which tells whether others follow. */
export function page<Row, Item>(
  rows: readonly Row[],
  limit: number,
  {
    item,
    cursor,
  }: { item(row: NoInfer<Row>): Item; cursor(row: NoInfer<Row>): readonly (string | number)[] },
): { readonly items: Item[]; readonly next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next:
      rows.length > limit && last !== undefined
        ? Buffer.from(JSON.stringify(cursor(last))).toString('base64url')
        : null,
  };
}

/** How far is counted: further would take as long as the list is. */
export const mostCounted = 10_000;

/** A count that is exact up to 10,000, and "at least" beyond. */
export const boundedCount = z.object({ value: z.int(), isExact: z.boolean() });

/** Tells a count of which no more than one beyond the most were looked at. */
export function counted(value: number): z.infer<typeof boundedCount> {
  return { value: Math.min(value, mostCounted), isExact: value <= mostCounted };
}
