import type { Pinned } from './outcome.ts';

/** Pins that do harm together, while nobody can tell which of them does: the guilty is found by halving. */
export interface Doubt {
  /** The pins that the next reading is made with. */
  readonly tried: readonly Pinned[];
  /** The pins that it is made without: halves, the one that was put aside last at the end. */
  readonly held: readonly (readonly Pinned[])[];
}

/** What is known of a doubt after a reading: who is guilty, and what is still in doubt. */
export interface Learnt {
  readonly guilty: readonly Pinned[];
  readonly doubt: Doubt | null;
}

/** After a reading in which the harm was done: it is one of those that were tried. */
export function narrowed({ tried, held }: Doubt): Learnt {
  if (tried.length > 1) return { guilty: [], doubt: halved({ tried, held }) };
  // What was put aside was in doubt only as long as nobody was guilty.
  const rest = held.flat();
  return { guilty: tried, doubt: rest.length > 0 ? { tried: rest, held: [] } : null };
}

/** The same where nobody wants to look further. */
export function allOf({ tried, held }: Doubt): Learnt {
  return { guilty: [...tried, ...held.flat()], doubt: null };
}

/** After a reading in which no harm was done: it is one of those that were put aside last. */
export function cleared({ held }: Doubt): Doubt | null {
  const last = held.at(-1);
  return last ? halved({ tried: last, held: held.slice(0, -1) }) : null;
}

/** A doubt without pins that are out of the question for other reasons. */
export function withoutPins({ tried, held }: Doubt, refused: ReadonlyMap<Pinned, string>): Doubt {
  const kept = (pinned: readonly Pinned[]) => pinned.filter((each) => !refused.has(each));
  return { tried: kept(tried), held: held.map(kept).filter((half) => half.length > 0) };
}

function halved({ tried, held }: Doubt): Doubt {
  const middle = Math.ceil(tried.length / 2);
  const aside = tried.slice(middle);
  return { tried: tried.slice(0, middle), held: aside.length > 0 ? [...held, aside] : held };
}
