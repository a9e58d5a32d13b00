import type { Component } from './component.ts';

type Named = Pick<Component, 'key' | 'purl' | 'proposedPurl'>;

/** Tells whether a pattern names a component: its key, with `*` for any characters, or a purl pattern without version. */
export function namesComponent(pattern: string, component: Named): boolean {
  return componentPattern(pattern)(component);
}

/** Reads a pattern over components once, for many of them. */
export function componentPattern(pattern: string): (component: Named) => boolean {
  const matches = starPattern(pattern);
  if (!pattern.startsWith('pkg:')) return ({ key }) => matches(key);
  return ({ key, purl, proposedPurl }) =>
    key === pattern || [purl, proposedPurl].some((found) => found !== null && matches(withoutVersion(found)));
}

/** `pkg:docker/library/redis@7?x=y#z` → `pkg:docker/library/redis`. */
function withoutVersion(purl: string): string {
  return purl.replace(/[@?#].*$/s, '');
}

/** Matches a pattern in which `*` stands for any characters; linear for each star. */
export function matchesStars(pattern: string, text: string): boolean {
  return starPattern(pattern)(text);
}

function starPattern(pattern: string): (text: string) => boolean {
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return (text) => pattern === text;
  const tail = rest.pop() ?? '';
  return (text) => {
    if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length)
      return false;
    let from = head.length;
    for (const piece of rest) {
      const found = text.indexOf(piece, from);
      if (found < 0) return false;
      from = found + piece.length;
    }
    return from <= text.length - tail.length;
  };
}
