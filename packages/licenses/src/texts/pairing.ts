/** Two sequences of numbered words. */
export interface Pairing {
  readonly one: Uint16Array;
  readonly other: Uint16Array;
}

/** Words in a row that both sequences have. */
export interface CommonRun {
  readonly one: number;
  readonly other: number;
  readonly length: number;
}

/**
 * The longest common subsequence of two short sequences, as runs. What is longer than a table of a bounded size can hold
 * shares nothing: the caller has already paired what is the same in longer stretches.
 */
export function commonWords({ one, other }: Pairing): readonly CommonRun[] {
  if (one.length === 0 || other.length === 0 || one.length * other.length > maximumCells) return [];
  const width = other.length + 1;
  const lengths = new Uint16Array((one.length + 1) * width);
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const cell = row * width + column;
      // 0 is a word of no reference, which equals nothing.
      lengths[cell] =
        one[row] === other[column] && one[row] !== 0
          ? (lengths[cell + width + 1] ?? 0) + 1
          : Math.max(lengths[cell + width] ?? 0, lengths[cell + 1] ?? 0);
    }
  }
  return tracedRuns({ one, other }, lengths, width);
}

/** The most pairs of words that are compared for one gap. */
export const maximumCells = 16_384;

function tracedRuns({ one, other }: Pairing, lengths: Uint16Array, width: number): readonly CommonRun[] {
  const runs: { one: number; other: number; length: number }[] = [];
  let row = 0;
  let column = 0;
  while (row < one.length && column < other.length) {
    const cell = row * width + column;
    if (one[row] === other[column] && one[row] !== 0) {
      const last = runs.at(-1);
      if (last !== undefined && last.one + last.length === row && last.other + last.length === column) {
        last.length += 1;
      } else {
        runs.push({ one: row, other: column, length: 1 });
      }
      row += 1;
      column += 1;
    } else if ((lengths[cell + width] ?? 0) >= (lengths[cell + 1] ?? 0)) row += 1;
    else column += 1;
  }
  return runs;
}
