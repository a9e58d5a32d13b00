import { NotEvaluated } from './arguments.ts';

const maxPatternLength = 500;
const maxWork = 10_000_000;

/**
 * Compiles a pattern of RE2's syntax where JavaScript reads it the same and cannot run away with it: no repetition inside a
 * repetition, and few repetitions for a long text. RE2 is linear, JavaScript's matcher is not.
 */
export function guardedPattern(source: string, text: string, flags: string): RegExp {
  if (source.length > maxPatternLength) throw new NotEvaluated('The pattern is too long to be evaluated.');
  const { body, extraFlags } = inlineFlags(source);
  const repetitions = new PatternScan(body).repetitions();
  if (Math.max(text.length, 2) ** (repetitions + 1) > maxWork && text.length > 1) {
    throw new NotEvaluated('The pattern is too costly to be evaluated.');
  }
  try {
    return new RegExp(body.replaceAll('(?P<', '(?<'), flags + extraFlags);
  } catch (cause) {
    throw new NotEvaluated('The pattern is not evaluated.', { cause });
  }
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

const boundedRepetition = /\{(?<least>\d{1,4})(?<comma>,)?(?<most>\d{1,4})?\}/y;

class PatternScan {
  readonly #source: string;
  /** For each open group whether something in it repeats or branches. */
  readonly #groups: boolean[] = [];
  #at = 0;
  #count = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Counts the repetitions, or refuses the pattern. */
  repetitions(): number {
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
        if (character === ')' && closedRepeats) this.#mark(0);
        if (character === '|') this.#mark(0);
        this.#at++;
      }
    }
    return this.#count;
  }

  #mark(count = 1): void {
    this.#count += count;
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
    // Back references, \A, \z, \Q and the like mean something else here, or nothing.
    if (/[0-9kAzQEC]/.test(next)) throw new NotEvaluated(`"\\${next}" in a pattern is not evaluated.`);
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
      !rest.startsWith('(?') || rest.startsWith('(?:') || rest.startsWith('(?P<') || /^\(\?<\w/.test(rest);
    if (!isPlain) throw new NotEvaluated('A group of this kind is not evaluated.');
    this.#groups.push(false);
    this.#at += rest.startsWith('(?') ? 2 : 1;
  }
}
