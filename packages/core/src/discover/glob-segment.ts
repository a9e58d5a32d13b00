/** One segment of a glob, between two `/`; `extension` is what stands after the last dot, if that is fixed. */
export type Segment =
  | { readonly is: 'literal'; readonly text: string; readonly extension?: undefined }
  /** One `*` and nothing else that is wild, as nearly every pattern has it: `*.yaml`, `Dockerfile.*`. */
  | {
      readonly is: 'star';
      readonly prefix: string;
      readonly suffix: string;
      readonly extension: string | undefined;
    }
  | { readonly is: 'wild'; readonly tokens: readonly Token[]; readonly extension: string | undefined };

/** A character that must stand there, one of a class, any one (`?`) or any number (`*`). */
type Token = string | CharacterClass | typeof anyOne | typeof anyNumber;

interface CharacterClass {
  readonly negated: boolean;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

const anyOne = Symbol('?');
const anyNumber = Symbol('*');

const posixClasses: ReadonlyMap<string, CharacterClass['ranges']> = new Map([
  ['alnum', ranges('09AZaz')],
  ['alpha', ranges('AZaz')],
  ['blank', ranges('\t\t  ')],
  ['cntrl', ranges('\0\x1f\x7f\x7f')],
  ['digit', ranges('09')],
  ['graph', ranges('!~')],
  ['lower', ranges('az')],
  ['print', ranges(' ~')],
  ['punct', ranges('!/:@[`{~')],
  ['space', ranges('\t\r  ')],
  ['upper', ranges('AZ')],
  ['xdigit', ranges('09AFaf')],
]);

/** Compiles one segment; a string in its place says in a sentence what is wrong with it. */
export function compileSegment(text: string): Segment | string {
  const tokens: Token[] = [];
  // By code point: a `?` or a class stands for a whole character.
  const characters = [...text];
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    if (character === '*') {
      if (tokens.at(-1) !== anyNumber) tokens.push(anyNumber);
    } else if (character === '?') tokens.push(anyOne);
    else if (character === '[') {
      const read = readClass(characters, at);
      if (!read) return 'It has a "[" without "]".';
      tokens.push(read.characterClass);
      at = read.end;
    } else if (character === '\\') {
      at += 1;
      const escaped = characters[at];
      if (escaped === undefined) return 'It ends in a "\\" that escapes nothing.';
      tokens.push(escaped);
    } else tokens.push(character);
  }
  const star = tokens.indexOf(anyNumber);
  const [prefix, suffix] = [tokens.slice(0, star), tokens.slice(star + 1)];
  if (star < 0 && isText(tokens)) return { is: 'literal', text: tokens.join('') };
  const extension = extensionOf(tokens);
  return star >= 0 && isText(prefix) && isText(suffix)
    ? { is: 'star', prefix: prefix.join(''), suffix: suffix.join(''), extension }
    : { is: 'wild', tokens, extension };
}

function isText(tokens: readonly Token[]): boolean {
  return tokens.every((token) => typeof token === 'string');
}

/** Matches one name; falls back to the last `*` only, so it takes at most length times length steps. */
export function matchesSegment(segment: Segment, name: string): boolean {
  if (segment.is === 'literal') return segment.text === name;
  if (segment.is === 'star') {
    const { prefix, suffix } = segment;
    return name.length >= prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
  }
  const { tokens } = segment;
  let at = 0;
  let character = 0;
  let fallBack = -1;
  let fallBackCharacter = 0;
  while (character < name.length) {
    const token = tokens[at];
    if (token === anyNumber) {
      fallBack = at;
      fallBackCharacter = character;
      at += 1;
      continue;
    }
    const codePoint = name.codePointAt(character) ?? 0;
    if (token !== undefined && matchesToken(token, codePoint)) {
      at += 1;
      character += codePoint > 0xffff ? 2 : 1;
    } else {
      if (fallBack < 0) return false;
      fallBackCharacter += 1;
      character = fallBackCharacter;
      at = fallBack + 1;
    }
  }
  while (tokens[at] === anyNumber) at += 1;
  return at === tokens.length;
}

function matchesToken(token: Token, codePoint: number): boolean {
  if (typeof token === 'string') return token.codePointAt(0) === codePoint;
  if (typeof token === 'symbol') return true;
  return token.ranges.some(([from, to]) => from <= codePoint && codePoint <= to) !== token.negated;
}

function extensionOf(tokens: readonly Token[]): string | undefined {
  const dot = tokens.lastIndexOf('.');
  const after = tokens.slice(dot + 1);
  return dot >= 0 && after.every((token) => typeof token === 'string') ? after.join('') : undefined;
}

function readClass(
  characters: readonly string[],
  open: number,
): { characterClass: CharacterClass; end: number } | undefined {
  let at = open + 1;
  const negated = characters[at] === '!' || characters[at] === '^';
  if (negated) at += 1;
  const found: (readonly [number, number])[] = [];
  // A `]` that comes first is a member, not the end.
  for (const first = at; at < characters.length; at += 1) {
    if (characters[at] === ']' && at > first) return { characterClass: { negated, ranges: found }, end: at };
    const posix =
      characters[at] === '[' && characters[at + 1] === ':' ? readPosixClass(characters, at) : undefined;
    if (posix) {
      found.push(...posix.ranges);
      at = posix.end;
      continue;
    }
    if (characters[at] === '\\') at += 1;
    const from = codePointOf(characters[at]);
    let to = from;
    if (characters[at + 1] === '-' && characters[at + 2] !== undefined && characters[at + 2] !== ']') {
      at += characters[at + 2] === '\\' ? 3 : 2;
      to = codePointOf(characters[at]);
    }
    found.push([from, to]);
  }
  return undefined;
}

function readPosixClass(characters: readonly string[], open: number) {
  const longestName = 6;
  const text = characters.slice(open + 2, open + 2 + longestName + 2).join('');
  const end = text.indexOf(':]');
  const known = end < 0 ? undefined : posixClasses.get(text.slice(0, end));
  return known && { ranges: known, end: open + 2 + end + 1 };
}

function codePointOf(character: string | undefined): number {
  return character?.codePointAt(0) ?? -1;
}

/** Reads pairs of first and last characters: `09az` is 0 to 9 and a to z. */
function ranges(pairs: string): (readonly [number, number])[] {
  return pairs.match(/../gsu)?.map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)] as const) ?? [];
}
