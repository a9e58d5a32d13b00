/** The user asked for something impossible: `main` prints the message without a stack and exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The candidate that a misspelt word most likely meant, as the end of a sentence, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  if (word.length > longestWord) return '';
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, word.length / 3) ? ` Did you mean "${best.candidate}"?` : '';
}

// Beyond this a word is no misspelling, and comparing it would take long.
const longestWord = 200;

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const replaced = (row[j] ?? 0) + (letter === b[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
