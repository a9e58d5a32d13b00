/**
 * Finds names that differ from a given one by one slip of a finger: a character too many, too few, another one, or two
 * that changed places (optimal string alignment). One slip leaves one half of a name as it is, so names are found by halves.
 */
export class NearNames {
  readonly #names: ReadonlySet<string>;
  readonly #byHalf = new Map<string, string[]>();

  constructor(names: Iterable<string>) {
    this.#names = new Set(names);
    for (const name of this.#names) {
      for (const half of halvesOf(name, name.length)) {
        const known = this.#byHalf.get(half);
        if (known) known.push(name);
        else this.#byHalf.set(half, [name]);
      }
    }
  }

  /** The first name, in code-unit order, that a name is a slip away from; `null` where it is one itself, or near none. */
  nearest(name: string): string | null {
    if (name.length > longest || this.#names.has(name)) return null;
    const near = [-1, 0, 1].flatMap((more) =>
      halvesOf(name, name.length + more).flatMap((half) => this.#byHalf.get(half) ?? []),
    );
    return near.filter((each) => isOneSlip(name, each)).sort()[0] ?? null;
  }
}

const longest = 200;

/** The beginning and the end of a name as one of a length has them; between them is the place of two that change places. */
function halvesOf(name: string, length: number): readonly [string, string] {
  const middle = Math.floor(length / 2);
  const end = length - middle - 1;
  return [`${length}<${name.slice(0, middle)}`, `${length}>${end > 0 ? name.slice(-end) : ''}`];
}

function isOneSlip(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const [left, right] = [one.slice(at), other.slice(at)];
  switch (one.length - other.length) {
    case 1:
      return left.slice(1) === right && !isMeant(left[0]);
    case -1:
      return left === right.slice(1) && !isMeant(right[0]);
    case 0:
      if (left.slice(1) === right.slice(1)) return !(isMeant(left[0]) && isMeant(right[0]));
      return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2);
    default:
      return false;
  }
}

/** `nexus3` is another thing than `nexus`, and `google-containers` is how others write `google_containers`. */
function isMeant(character: string | undefined): boolean {
  return character !== undefined && /[0-9_-]/.test(character);
}
