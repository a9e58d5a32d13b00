/** Code points from the first to the last, both included. */
export type Range = readonly [first: number, last: number];

/** What a pattern is made of. */
export type PatternNode =
  | { readonly is: 'set'; readonly ranges: readonly Range[] }
  | { readonly is: 'begin' | 'end' | 'boundary' | 'no-boundary' }
  | { readonly is: 'sequence' | 'choice'; readonly of: readonly PatternNode[] }
  | { readonly is: 'repeat'; readonly of: PatternNode; readonly least: number; readonly most: number | null };

/** A part of the pattern that cannot be used, and why. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

// In characters.
const maxPattern = 500;
const maxRepeat = 100;
const maxDepth = 20;
const last = 0x10ffff;

/**
 * Parses the part of RE2's syntax (https://github.com/google/re2/wiki/Syntax) that a policy needs: no captures, no Unicode
 * classes, and as there no look-around and no references back. Throws a `PatternError`.
 */
export function parsePattern(text: string): PatternNode {
  if (text.length > maxPattern) throw new PatternError(`A pattern has at most ${maxPattern} characters.`);
  const ignoresCase = text.startsWith('(?i)');
  const reader = new Reader([...text.slice(ignoresCase ? 4 : 0)], ignoresCase);
  const node = reader.choice(0);
  if (!reader.isAtEnd) throw new PatternError('A ")" closes nothing.');
  return node;
}

const digit: readonly Range[] = [[0x30, 0x39]];
const word: readonly Range[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const space: readonly Range[] = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];
const classes: Readonly<Record<string, readonly Range[]>> = {
  d: digit,
  D: outside(digit),
  w: word,
  W: outside(word),
  s: space,
  S: outside(space),
};
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', v: '\v' };
const asserted: Readonly<Record<string, 'begin' | 'end' | 'boundary' | 'no-boundary'>> = {
  A: 'begin',
  z: 'end',
  b: 'boundary',
  B: 'no-boundary',
};
const counted = /^\{(?<least>\d{1,4})(?<open>,(?<most>\d{1,4})?)?\}/;

class Reader {
  private at = 0;
  private readonly text: readonly string[];
  private readonly ignoresCase: boolean;

  constructor(text: readonly string[], ignoresCase: boolean) {
    this.text = text;
    this.ignoresCase = ignoresCase;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  choice(depth: number): PatternNode {
    if (depth > maxDepth) throw new PatternError(`Groups are nested deeper than ${maxDepth}.`);
    const branches = [this.sequence(depth)];
    while (this.take('|')) branches.push(this.sequence(depth));
    const [only, ...others] = branches;
    return only && others.length === 0 ? only : { is: 'choice', of: branches };
  }

  private sequence(depth: number): PatternNode {
    const of: PatternNode[] = [];
    while (!this.isAtEnd && this.peek() !== '|' && this.peek() !== ')')
      of.push(this.repeated(this.atom(depth)));
    return { is: 'sequence', of };
  }

  private repeated(node: PatternNode): PatternNode {
    const [least, most] = this.count() ?? [1, 1];
    if (least === 1 && most === 1) return node;
    // Whether as much or as little as possible is taken makes no difference to whether it matches.
    this.take('?');
    if (this.count() !== null) throw new PatternError('A repetition is repeated: write a group around it.');
    return { is: 'repeat', of: node, least, most };
  }

  private count(): readonly [least: number, most: number | null] | null {
    if (this.take('*')) return [0, null];
    if (this.take('+')) return [1, null];
    if (this.take('?')) return [0, 1];
    const found = counted.exec(this.text.slice(this.at, this.at + 12).join(''));
    if (found?.groups === undefined) return null;
    this.at += found[0].length;
    const least = Number(found.groups.least);
    const most =
      found.groups.open === undefined
        ? least
        : found.groups.most === undefined
          ? null
          : Number(found.groups.most);
    if (Math.max(least, most ?? 0) > maxRepeat)
      throw new PatternError(`A repetition counts to ${maxRepeat} at most.`);
    if (most !== null && most < least) throw new PatternError(`"${found[0]}" ends before it begins.`);
    return [least, most];
  }

  private atom(depth: number): PatternNode {
    const char = this.next();
    switch (char) {
      case '(':
        return this.group(depth);
      case '[':
        return { is: 'set', ranges: this.bracketed() };
      case '.':
        return { is: 'set', ranges: outside([[0x0a, 0x0a]]) };
      case '^':
        return { is: 'begin' };
      case '$':
        return { is: 'end' };
      case '*':
      case '+':
      case '?':
        throw new PatternError(`"${char}" has nothing before it to repeat.`);
      case '\\':
        return this.escaped();
      default:
        return { is: 'set', ranges: this.folded([rangeOf(char)]) };
    }
  }

  private group(depth: number): PatternNode {
    if (this.take('?') && !this.take(':')) {
      throw new PatternError(
        'Only "(…)" and "(?:…)" are groups here, and "(?i)" at the beginning: nothing looks around.',
      );
    }
    const inner = this.choice(depth + 1);
    if (!this.take(')')) throw new PatternError('A "(" is not closed.');
    return inner;
  }

  private escaped(): PatternNode {
    const assertion = asserted[this.peek()];
    if (assertion === undefined) return { is: 'set', ranges: this.folded(this.escapedRanges()) };
    this.next();
    return { is: assertion };
  }

  private escapedRanges(): readonly Range[] {
    const char = this.next();
    const known = classes[char];
    if (known) return known;
    if (/^[a-zA-Z0-9]$/.test(char) && controls[char] === undefined) {
      throw new PatternError(
        `"\\${char}" has no meaning here: there are \\d, \\w, \\s, \\b, \\n, \\t and the like.`,
      );
    }
    return [rangeOf(controls[char] ?? char)];
  }

  private bracketed(): readonly Range[] {
    const isNegated = this.take('^');
    const ranges: Range[] = [];
    do {
      const from = this.bracketItem();
      const [first, ...more] = from;
      const isSpan =
        this.peek() === '-' && this.text[this.at + 1] !== ']' && more.length === 0 && first !== undefined;
      if (!isSpan) {
        ranges.push(...from);
        continue;
      }
      this.next();
      const [end, ...others] = this.bracketItem();
      if (end === undefined || others.length > 0 || end[1] < first[0])
        throw new PatternError('A range in "[…]" ends before it begins.');
      ranges.push([first[0], end[1]]);
    } while (this.peek() !== ']');
    this.next();
    const folded = this.folded(ranges);
    return isNegated ? outside(folded) : folded;
  }

  private bracketItem(): readonly Range[] {
    if (this.isAtEnd) throw new PatternError('A "[" is not closed.');
    const char = this.next();
    return char === '\\' ? this.escapedRanges() : [rangeOf(char)];
  }

  private folded(ranges: readonly Range[]): readonly Range[] {
    return this.ignoresCase ? ranges.flatMap(bothCases) : ranges;
  }

  private peek(): string {
    return this.text[this.at] ?? '';
  }

  private next(): string {
    const char = this.text[this.at];
    if (char === undefined) throw new PatternError('The pattern ends too early.');
    this.at += 1;
    return char;
  }

  private take(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.at += 1;
    return true;
  }
}

function rangeOf(char: string): Range {
  const code = char.codePointAt(0) ?? 0;
  return [code, code];
}

function outside(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  let from = 0;
  for (const [first, end] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (first > from) result.push([from, first - 1]);
    from = Math.max(from, end + 1);
  }
  return from <= last ? [...result, [from, last]] : result;
}

/** Letters of ASCII in both cases. */
function bothCases([first, end]: Range): readonly Range[] {
  const moved = (from: number, by: number): readonly Range[] => {
    const low = Math.max(first, from);
    const high = Math.min(end, from + 25);
    return low <= high ? [[low + by, high + by]] : [];
  };
  return [[first, end], ...moved(0x41, 0x20), ...moved(0x61, -0x20)];
}
