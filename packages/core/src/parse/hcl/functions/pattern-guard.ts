import { NotEvaluated } from './arguments.ts';

const maxPatternLength = 500;
const maxCost = 10_000_000;

/**
 * Compiles a pattern of RE2's syntax where JavaScript reads it the same and cannot run away with it: no repetition inside a
 * repetition, and few repetitions for a long text. RE2 is linear, JavaScript's matcher is not.
 */
export function guardedPattern(source: string, text: string, flags: string): RegExp {
  if (source.length > maxPatternLength) throw new NotEvaluated('The pattern is too long to be evaluated.');
  const { body, extraFlags } = inlineFlags(source);
  new PatternScan(body).check();
  if (costOf(source, text) > maxCost) throw new NotEvaluated('The pattern is too costly to be evaluated.');
  try {
    return new RegExp(
      body.replaceAll('(?P<', '(?<').replaceAll(escapedPunctuation, hexEscape),
      flags + extraFlags,
    );
  } catch (cause) {
    throw new NotEvaluated('The pattern is not evaluated.', { cause });
  }
}

const repetitionSign = /[*+{]/g;
const choiceSign = /(?<!\()[?|]/g;

/** Estimates the most steps a backtracking matcher takes: a repetition may try every length, a choice doubles. */
export function costOf(source: string, text: string): number {
  const pattern = source.slice(0, maxPatternLength);
  const repetitions = [...pattern.matchAll(repetitionSign)].length;
  const choices = 2 ** [...pattern.matchAll(choiceSign)].length;
  const starts = source.startsWith('^') || source.startsWith('/^') ? 0 : 1;
  return Math.min(choices * Math.max(text.length, 1) ** (repetitions + starts), 1e12);
}

const escapedPunctuation = /\\(?<character>[\s\S])/g;
const plainPunctuation = new Set('!"#%&\',-:;<=>@_`~ ');

/** RE2 lets any punctuation be escaped; JavaScript only what has a meaning. */
function hexEscape(sequence: string, character: string): string {
  return plainPunctuation.has(character) ? `\\x${character.charCodeAt(0).toString(16)}` : sequence;
}

const flagsPrefix = /^\(\?(?<flags>[ims]{1,3})\)/;

function inlineFlags(source: string): { readonly body: string; readonly extraFlags: string } {
  const match = flagsPrefix.exec(source);
  if (match === null) return { body: source, extraFlags: 'u' };
  return {
    body: source.slice(match[0].length),
    extraFlags: `u${[...new Set(match.groups?.flags)].join('')}`,
  };
}

// Back references, \A, \z, \Q and the like mean something else here, or nothing.
const foreignEscape = /[0-9kAzQEC]/;
const namedGroup = /^\(\?<\w/;
const boundedRepetition = /\{(?<least>\d{1,4})(?<comma>,)?(?<most>\d{1,4})?\}/y;

class PatternScan {
  readonly #source: string;
  /** For each open group whether something in it repeats or branches. */
  readonly #groups: boolean[] = [];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Refuses a pattern that could run away, or that means something else here. */
  check(): void {
    let closedRepeats = false;
    while (this.#at < this.#source.length) {
      const character = this.#source.charAt(this.#at);
      if (this.#repeats(character)) {
        if (closedRepeats) throw new NotEvaluated('A pattern that repeats a repetition is not evaluated.');
        this.#mark();
        closedRepeats = false;
        continue;
      }
      closedRepeats = false;
      if (character === '\\') this.#escape();
      else if (character === '[') this.#class();
      else if (character === '(') this.#open();
      else {
        if (character === ')') closedRepeats = this.#groups.pop() ?? false;
        if (character === '?' || character === '|' || closedRepeats) this.#mark();
        this.#at++;
      }
    }
  }

  #mark(): void {
    if (this.#groups.length > 0) this.#groups[this.#groups.length - 1] = true;
  }

  /** `?` decides once and is free; `{3}` repeats no more than it says. */
  #repeats(character: string): boolean {
    if (character === '*' || character === '+') {
      this.#at++;
      if (this.#source.charAt(this.#at) === '?') this.#at++;
      return true;
    }
    if (character !== '{') return false;
    boundedRepetition.lastIndex = this.#at;
    const match = boundedRepetition.exec(this.#source);
    if (match === null) return false;
    this.#at = boundedRepetition.lastIndex;
    if (Number(match.groups?.least) > 1000 || Number(match.groups?.most ?? 0) > 1000) {
      throw new NotEvaluated('A pattern with so long a repetition is not evaluated.');
    }
    return true;
  }

  #escape(): void {
    const next = this.#source.charAt(this.#at + 1);
    if (foreignEscape.test(next)) throw new NotEvaluated(`"\\${next}" in a pattern is not evaluated.`);
    this.#at += 2;
  }

  #class(): void {
    if (this.#source.startsWith('[[:', this.#at))
      throw new NotEvaluated('A named character class is not evaluated.');
    this.#at += this.#source.charAt(this.#at + 1) === '^' ? 2 : 1;
    if (this.#source.charAt(this.#at) === ']') this.#at++;
    while (this.#at < this.#source.length && this.#source.charAt(this.#at) !== ']') {
      if (this.#source.startsWith('[:', this.#at))
        throw new NotEvaluated('A named character class is not evaluated.');
      this.#at += this.#source.charAt(this.#at) === '\\' ? 2 : 1;
    }
    this.#at++;
  }

  #open(): void {
    const rest = this.#source.slice(this.#at, this.#at + 4);
    const isPlain =
      !rest.startsWith('(?') || rest.startsWith('(?:') || rest.startsWith('(?P<') || namedGroup.test(rest);
    if (!isPlain) throw new NotEvaluated('A group of this kind is not evaluated.');
    this.#groups.push(false);
    this.#at += rest.startsWith('(?') ? 2 : 1;
  }
}
