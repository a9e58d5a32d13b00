import type { Location } from '@fineprint/core';
import type { Run } from './go-template/result.ts';
import { PathIndex } from './path-index.ts';
import type { Made } from './rendering.ts';
import type { ValuesImage } from './values-images.ts';

/** What lines became, by the places of the values in it. */
export class MadeByPlace {
  readonly #made = new Map<string, Set<Made>>();

  constructor(made: readonly Made[]) {
    for (const each of made) {
      for (const { at } of each.runs) for (const end of at ? endsOf(at) : []) this.#add(end, each);
    }
  }

  #add(end: string, made: Made): void {
    const there = this.#made.get(end);
    if (there) there.add(made);
    else this.#made.set(end, new Set([made]));
  }

  /** What the repository of an image went into. */
  using({ repository }: ValuesImage): readonly Made[] {
    return [...new Set(endsOf(repository.at).flatMap((end) => [...(this.#made.get(end) ?? [])]))];
  }
}

/** The images that values files were found to hold. */
export class FoundImages {
  readonly #ends = new Set<string>();
  readonly #paths = new PathIndex();

  add(image: ValuesImage): void {
    this.addPlace(image);
    this.#paths.add(image.path, 0);
  }

  /** Adds an image of another chart's values: its path means nothing here. */
  addPlace({ repository }: ValuesImage): void {
    for (const end of endsOf(repository.at)) this.#ends.add(end);
  }

  /** Whether a run is the repository of one of them, or a part of it. */
  holds({ at }: Run): boolean {
    return at !== null && endsOf(at).some((end) => this.#ends.has(end));
  }

  /** Whether one of them stands at a path, above or below it. */
  isNear(path: string): boolean {
    return this.#paths.find(path) !== undefined;
  }
}

/** A text without its prefix or suffix still begins or ends where it was written. */
function endsOf({ path, start, end }: Location): readonly string[] {
  return [`${path}<${start}`, `${path}>${end}`];
}
