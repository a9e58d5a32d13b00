import type { JudgedComponent } from '@fineprint/core';
import known from '../../../data/end-of-life.json' with { type: 'json' };

/** A line of releases of a product, and the last day on which its makers mend it. */
export interface Release {
  readonly product: string;
  readonly cycle: string;
  /** ISO date, or `null` where none is set. */
  readonly end: string | null;
}

interface Cycle {
  /** The number, and the code name where there is one. */
  readonly names: readonly string[];
  readonly end: string | null;
}

interface Product {
  readonly title: string;
  readonly cycles: readonly Cycle[];
}

const products: ReadonlyMap<string, Product> = new Map(
  known.products.flatMap((product) => product.keys.map((key) => [key, product] as const)),
);

/** The day on which the dates were read, as a commit of endoflife.date. */
export const source = `${known.source}, commit ${known.commit.slice(0, 12)}`;

/** Finds the release that a component is of; `null` where the product, or the version, is not known. */
export function releaseOf({ key, version, requested }: JudgedComponent): Release | null {
  const product = products.get(key);
  const text = (version ?? requested)?.toLowerCase().replace(/^v(?=\d)/, '');
  if (product === undefined || text === undefined) return null;
  let best: Release | null = null;
  for (const { names, end } of product.cycles) {
    const [cycle = ''] = names;
    const isLonger = best === null || cycle.length > best.cycle.length;
    if (isLonger && names.some((name) => isOf(text, name))) best = { product: product.title, cycle, end };
  }
  return best;
}

/** `20.17.0-slim` is of 20, `3.20.3` of 3.20 and not of 3.2, `bookworm-slim` of bookworm; a constraint is of none. */
function isOf(text: string, name: string): boolean {
  return text.startsWith(name) && !/^[0-9a-z]/.test(text.slice(name.length));
}
