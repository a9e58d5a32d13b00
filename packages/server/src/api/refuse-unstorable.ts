import { ApiProblem } from './problem.ts';

/**
 * Refuses U+0000 in an address, and in what was read of a body that or half of a surrogate pair, which JSON can write: no database
 * keeps such a text as it is, and nobody means it.
 */
export function refuseUnstorable(url: string, read: unknown): void {
  if (url.includes('%00') || isIn(read))
    throw new ApiProblem(
      'bad-request',
      'It holds U+0000 or half of a surrogate pair, which no text here may.',
    );
}

function isIn(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed();
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some((entry) => entry.some(isIn));
}
