/**
 * Finds names that differ from a given one by one slip of a finger: a character too many, too few, another one, or two
 * that changed places (optimal string alignment). Names that differ so share what is left when one character is taken out.
 */
export class NearNames {
  readonly #names: ReadonlySet<string>;
  readonly #byRest = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
    for (const name of this.#names) {
      for (const rest of rests(name)) {
        const known = this.#byRest.get(rest);
        if (known) known.push(name);
        else this.#byRest.set(rest, [name]);
      }
    }
  }

  /** The first name, in code-unit order, that a name is a slip away from; `null` where it is one itself, or near none. */
  nearest(name: string): string | null {
    if (name.length > longest || this.#names.has(name)) return null;
    const near = [...rests(name)].flatMap((rest) => this.#byRest.get(rest) ?? []);
    return near.filter((each) => isOneSlip(name, each)).sort()[0] ?? null;
  }
}

const longest = 200;

/** The name, and what is left of it without each of its characters. */
function* rests(name: string): Iterable<string> {
  yield name;
  for (let at = 0; at < name.length; at += 1) yield name.slice(0, at) + name.slice(at + 1);
}

/** Sharing a rest allows one character taken out on both sides: the same place, or two neighbours that changed places. */
function isOneSlip(one: string, other: string): boolean {
  if (one.length !== other.length) return true;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  if (one.slice(at + 1) === other.slice(at + 1)) return true;
  return one[at] === other[at + 1] && one[at + 1] === other[at] && one.slice(at + 2) === other.slice(at + 2);
}
