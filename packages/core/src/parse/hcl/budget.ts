const maxSteps = 100_000;
const maxTextLength = 1_000_000;
const maxTextTotal = 8_000_000;
const maxWork = 20_000_000;

/** What one evaluation may spend; what is over it is unknown, never an endless loop. */
export class Budget {
  #steps = 0;
  #text = 0;
  #work = 0;

  /** Spends steps; false when there are none left. */
  step(count = 1): boolean {
    this.#steps += count;
    return this.#steps <= maxSteps;
  }

  /** Tells whether nothing is left. */
  get isSpent(): boolean {
    return this.#steps > maxSteps || this.#text > maxTextTotal || this.#work > maxWork;
  }

  /** Spends what functions look at: characters, elements, and a pattern's tries; false when it is too much. */
  work(amount: number): boolean {
    this.#work += amount;
    return this.#work <= maxWork;
  }

  /** Spends characters of a string to be made; false when the string, or all of them, get too long. */
  text(length: number): boolean {
    this.#text += length;
    return length <= maxTextLength && this.#text <= maxTextTotal;
  }
}

/** Why something is unknown that would have cost too much. */
export const overBudget = 'The expression is too large to evaluate.';
