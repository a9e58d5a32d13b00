import type { Span } from '../span.ts';

/** The parts of a git URL as Docker reads it; spans are offsets in the text. */
export interface GitContext {
  /** The URL itself, without what it selects. */
  readonly address: Span;
  /** A commit, tag or branch. */
  readonly ref: Span | null;
  /** Whether the ref is one of a query that takes a name and no commit (`tag=`, `branch=`): a `checksum=` may follow it. */
  readonly isByName: boolean;
  readonly subpath: Span | null;
}

/**
 * Splits a git URL that ADD or a build context names: `URL#ref:subdirectory`, or
 * `URL?tag=…&checksum=…&subdir=…` since BuildKit 0.24 (https://docs.docker.com/build/concepts/context/#url-queries).
 * Beside a checksum, which is a commit, a tag or branch selects nothing more.
 */
export function splitGitContext(text: string): GitContext {
  const hash = indexOr(text, '#', 0, text.length);
  const query = indexOr(text, '?', 0, hash);
  const colon = indexOr(text, ':', hash, text.length);
  const fragment = { start: hash + 1, end: colon };
  const folder = { start: colon + 1, end: text.length };
  const given = parameters(text, query + 1, hash);
  const selecting = ['checksum', 'commit', 'tag', 'branch', 'ref'].find((name) => given.has(name)) ?? '';
  return {
    address: { start: 0, end: query },
    ref: filled(given.get(selecting) ?? fragment),
    isByName: selecting === 'tag' || selecting === 'branch',
    subpath: filled(given.get('subdir') ?? folder),
  };
}

function indexOr(text: string, character: string, from: number, end: number): number {
  const found = text.indexOf(character, from);
  return found < 0 || found > end ? end : found;
}

/** The parameters of a query that have a value, the first of each name. */
function parameters(text: string, start: number, end: number): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  for (let at = start; at < end; ) {
    const next = indexOr(text, '&', at, end);
    const equals = indexOr(text, '=', at, next);
    const name = text.slice(at, equals);
    if (equals + 1 < next && !found.has(name)) found.set(name, { start: equals + 1, end: next });
    at = next + 1;
  }
  return found;
}

function filled({ start, end }: Span): Span | null {
  return start < end ? { start, end } : null;
}
