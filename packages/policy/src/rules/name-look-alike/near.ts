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
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [left, right] = [one.slice(at), other.slice(at)];
  const taken = one.length - other.length;
  if (taken !== 0) return !isMeant(taken > 0 ? left[0] : right[0]);
  if (left.slice(1) === right.slice(1)) return !(isMeant(left[0]) && isMeant(right[0]));
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
}

/** `nexus3` is another thing than `nexus`, and `google-containers` is how others write `google_containers`. */
function isMeant(character: string | undefined): boolean {
  return character !== undefined && /[0-9_-]/.test(character);
}
