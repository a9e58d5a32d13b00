const mostSteps = 200_000;
const mostCharacters = 4_000_000;

/** What the evaluation of a file may spend: templates that CloudFormation takes have at most a megabyte. */
export class EvaluationBudget {
  #steps = 0;
  #characters = 0;

  /** Spends the evaluation of nodes; false when there is nothing left. */
  step(count = 1): boolean {
    this.#steps += count;
    return !this.isSpent;
  }

  /** Spends the characters of a text; false when there are none left. */
  text(length: number): boolean {
    this.#characters += length;
    return !this.isSpent;
  }

  /** Whether more was asked for than there is. */
  get isSpent(): boolean {
    return this.#steps > mostSteps || this.#characters > mostCharacters;
  }
}
