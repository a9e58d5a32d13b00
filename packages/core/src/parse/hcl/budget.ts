const maxSteps = 100_000;
const maxTextLength = 1_000_000;
const maxTextTotal = 8_000_000;
const maxWork = 20_000_000;

/**
 * What evaluations may spend: one by itself, and within that all of a directory, and all of a scan. What is over it is
 * unknown, never an endless loop.
 */
export class Budget {
  #steps = 0;
  #text = 0;
  #work = 0;
  readonly #times: number;
  readonly #within: Budget | null;

  /** Gives `times` what one evaluation may spend, out of what there is `within`. */
  constructor(times = 1, within: Budget | null = null) {
    this.#times = times;
    this.#within = within;
  }

  /** Spends steps; false when there are none left. */
  step(count = 1): boolean {
    this.#steps += count;
    const isLeft = this.#within?.step(count) ?? true;
    return isLeft && this.#steps <= maxSteps * this.#times;
  }

  /** Tells whether nothing is left. */
  get isSpent(): boolean {
    const isOver =
      this.#steps > maxSteps * this.#times ||
      this.#text > maxTextTotal * this.#times ||
      this.#work > maxWork * this.#times;
    return isOver || (this.#within?.isSpent ?? false);
  }

  /** Spends what functions look at: characters, elements, and a pattern's tries; false when it is too much. */
  work(amount: number): boolean {
    this.#work += amount;
    const isLeft = this.#within?.work(amount) ?? true;
    return isLeft && this.#work <= maxWork * this.#times;
  }

  /** Spends characters of a string to be made; false when the string, or all of them, get too long. */
  text(length: number): boolean {
    this.#text += length;
    const isLeft = this.#within?.text(length) ?? true;
    return isLeft && length <= maxTextLength && this.#text <= maxTextTotal * this.#times;
  }
}

/** Why something is unknown that would have cost too much. */
export const overBudget = 'The expression is too large to evaluate.';
