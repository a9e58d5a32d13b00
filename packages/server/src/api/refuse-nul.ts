import { ApiProblem } from './problem.ts';

/** Refuses U+0000 in an address and in what was read of a body: PostgreSQL keeps no text that holds it, and nobody means it. */
export function refuseNul(url: string, read: unknown): void {
  if (url.includes('%00') || isIn(read))
    throw new ApiProblem('bad-request', 'It holds the sign U+0000, which no text here may.');
}

function isIn(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some((entry) => entry.some(isIn));
}
