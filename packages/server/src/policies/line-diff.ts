import { diffLines } from 'diff';

/** A run of lines that two texts have both, or one of them alone. */
export interface LineRun {
  readonly is: 'same' | 'added' | 'removed';
  readonly lines: string[];
}

// Texts that differ more have little to do with each other.
const mostEdits = 4_000;

/** What lines make one text of another; `null` where they differ too much to be told. */
export function lineDiff(before: string, after: string): LineRun[] | null {
  const runs = diffLines(before, after, { maxEditLength: mostEdits, timeout: 1_000 });
  if (runs === undefined) return null;
  return runs.map(({ value, added, removed }) => ({
    is: added ? 'added' : removed ? 'removed' : 'same',
    lines: value.replace(/\n$/, '').split('\n'),
  }));
}
