import { matchesStars } from '@fineprint/core';

const kindPattern = /^(?<kind>[a-z][a-z0-9-]*)(?::(?<name>.+))?$/s;

/** Says in a sentence why a pattern over kinds and keys cannot be used, or nothing if it can. */
export function keyPatternDefect(pattern: string): string | null {
  if (pattern === '*' || kindPattern.test(pattern)) return null;
  return 'A pattern is "*", a kind ("github-action"), or a kind and a key in which "*" stands for any characters ("github-action:actions/*").';
}

/** The kind that a pattern names, or `null` for `*`. */
export function kindOfPattern(pattern: string): string | null {
  return kindPattern.exec(pattern)?.groups?.kind ?? null;
}

/** Tells whether a pattern covers a key: `*` every one, a kind all of that kind, else character by character. */
export function coversKey(pattern: string, key: string): boolean {
  if (pattern === '*') return true;
  if (!pattern.includes(':')) return key.startsWith(`${pattern}:`);
  // Names that are the same in either case have a key in lower case: people write `Azure/login` as GitHub shows it.
  return (
    matchesStars(pattern, key) || (key === key.toLowerCase() && matchesStars(pattern.toLowerCase(), key))
  );
}

/** Of the patterns that cover a key, the one with most characters that are no `*`; among equals the first in code-unit order. */
export function mostSpecific(patterns: Iterable<string>, key: string): string | null {
  let best: string | null = null;
  for (const pattern of patterns) {
    if (!coversKey(pattern, key)) continue;
    const more = best === null ? 1 : literalLength(pattern) - literalLength(best);
    if (best === null || more > 0 || (more === 0 && pattern < best)) best = pattern;
  }
  return best;
}

/** How many characters of a pattern are no `*`. */
export function literalLength(pattern: string): number {
  return pattern.length - (pattern.split('*').length - 1);
}
