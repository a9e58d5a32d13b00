import type { Component } from './component.ts';

/** Tells whether a pattern names a component: its key, with `*` for any characters, or a purl pattern without version. */
export function namesComponent(
  pattern: string,
  { key, purl, proposedPurl }: Pick<Component, 'key' | 'purl' | 'proposedPurl'>,
): boolean {
  if (pattern === key) return true;
  if (!pattern.startsWith('pkg:')) return matchesStars(pattern, key);
  return [purl, proposedPurl].some((found) => found !== null && matchesStars(pattern, withoutVersion(found)));
}

/** `pkg:docker/library/redis@7?x=y#z` → `pkg:docker/library/redis`. */
function withoutVersion(purl: string): string {
  return purl.replace(/[@?#].*$/s, '');
}

/** Matches a pattern in which `*` stands for any characters; linear for each star. */
export function matchesStars(pattern: string, text: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  const tail = rest.pop() ?? '';
  if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false;
  let from = head.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return from <= text.length - tail.length;
}
