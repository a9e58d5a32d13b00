/** How many words in a row make a shingle: enough to be rare, few enough that one other word spoils little. */
export const shingleLength = 3;

/** The hash of the shingle that begins at a place of numbered words; 0 where it has a word of no reference. */
export function shingleAt(words: Uint16Array, place: number): number {
  const first = words[place] ?? 0;
  const second = words[place + 1] ?? 0;
  const third = words[place + 2] ?? 0;
  if (first === 0 || second === 0 || third === 0) return 0;
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0 || 1;
}

// Of a long text every fourth shingle, chosen by its hash, tells enough; the table is built in half the time.
const longText = 600;
const sampled = 4;

/** Which references hold a shingle: a hash table with chains in typed arrays, since it is built whenever it is loaded. */
export class ShingleTable {
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #hashes: Uint32Array;
  readonly #references: Uint16Array;
  readonly #mask: number;
  #size = 0;

  constructor(capacity: number) {
    const buckets = 2 ** Math.ceil(Math.log2(Math.max(16, capacity)));
    this.#heads = new Int32Array(buckets).fill(-1);
    this.#next = new Int32Array(capacity);
    this.#hashes = new Uint32Array(capacity);
    this.#references = new Uint16Array(capacity);
    this.#mask = buckets - 1;
  }

  /** Adds the shingles of a reference and tells how many different ones it has. */
  add(words: Uint16Array, start: number, end: number, reference: number): number {
    const before = this.#size;
    const isLong = end - start > longText;
    for (let place = start; place + shingleLength <= end; place += 1) {
      const hash = shingleAt(words, place);
      if (isLong && hash % sampled !== 0) continue;
      if (!this.#hasNewest(hash, reference)) this.#push(hash, reference);
    }
    return this.#size - before;
  }

  /** Calls back with each reference that holds a shingle. */
  each(hash: number, found: (reference: number) => void): void {
    for (let entry = this.#heads[hash & this.#mask] ?? -1; entry !== -1; entry = this.#next[entry] ?? -1) {
      if (this.#hashes[entry] === hash) found(this.#references[entry] ?? 0);
    }
  }

  // References are added one after the other, so the entries of the newest come first.
  #hasNewest(hash: number, reference: number): boolean {
    let entry = this.#heads[hash & this.#mask] ?? -1;
    while (entry !== -1 && this.#references[entry] === reference) {
      if (this.#hashes[entry] === hash) return true;
      entry = this.#next[entry] ?? -1;
    }
    return false;
  }

  #push(hash: number, reference: number): void {
    const bucket = hash & this.#mask;
    this.#hashes[this.#size] = hash;
    this.#references[this.#size] = reference;
    this.#next[this.#size] = this.#heads[bucket] ?? -1;
    this.#heads[bucket] = this.#size;
    this.#size += 1;
  }
}
