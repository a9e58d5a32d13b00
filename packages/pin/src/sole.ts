import { type Discovered, decode, type Location, readFileInside } from '@fineprint/core';
import type { Left, Pinned } from './outcome.ts';

/** Keeps the pins whose variables the repository uses for nothing else: what is written into them would be there, too. */
export function withoutOtherUses(
  found: Discovered,
  pinned: readonly Pinned[],
): { readonly kept: readonly Pinned[]; readonly left: readonly Left[] } {
  const own = new Map<string, Set<string>>();
  for (const each of pinned)
    for (const word of wordsOf(each)) {
      const lines = own.get(word) ?? new Set();
      own.set(word, lines);
      for (const line of linesOf(each)) lines.add(line);
    }
  const elsewhere = own.size > 0 ? usedElsewhere(found, own) : new Set();
  const isShared = (each: Pinned) => wordsOf(each).some((word) => elsewhere.has(word));
  return {
    kept: pinned.filter((each) => !isShared(each)),
    left: pinned.filter(isShared).map(({ occurrence }) => ({ occurrence, because: otherUse })),
  };
}

const otherUse =
  'Its name or tag comes from a variable of which the repository makes other use, where a digest would do harm.';

/** The names of variables that the places come through that a pin writes to. */
function wordsOf({ occurrence, edits }: Pinned): readonly string[] {
  return occurrence.slots
    .filter(({ at }) => edits.some((edit) => edit.path === at.path && edit.start === at.start))
    .flatMap(({ sole = [] }) => sole);
}

function linesOf({ occurrence: { at, via, slots } }: Pinned): readonly string[] {
  return [at, ...via, ...slots.map((slot) => slot.at)].flatMap(linesIn);
}

function linesIn({ path, line, endLine }: Location): readonly string[] {
  const last = Math.min(endLine, line + mostLines);
  return Array.from({ length: last - line + 1 }, (_, index) => lineKey(path, line + index));
}

// A reference is a line, or a few that are folded.
const mostLines = 20;

function lineKey(path: string, line: number): string {
  return `${line} ${path}`;
}

// What describes a variable makes no use of it.
const prose = /\.(?:md|markdown|rst|adoc|txt)$/i;
const word = /[A-Za-z_]\w*/g;

// More than the largest repositories of playbooks have; what lies in larger ones is not looked for.
const mostCharacters = 200_000_000;

/** The words that stand in other lines than their own, or twice in one of them; all, where there is too much to look at. */
function usedElsewhere(
  { root, files }: Discovered,
  own: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const elsewhere = new Set<string>();
  let left = mostCharacters;
  for (const { path } of files) {
    const outcome = prose.test(path) ? null : readFileInside(root, path);
    const decoded = outcome?.is === 'bytes' ? decode(outcome.bytes) : null;
    if (decoded?.is !== 'text') continue;
    left -= decoded.text.length;
    if (left < 0) return new Set(own.keys());
    for (const used of usedIn(path, decoded.text, own)) elsewhere.add(used);
  }
  return elsewhere;
}

function* usedIn(
  path: string,
  text: string,
  own: ReadonlyMap<string, ReadonlySet<string>>,
): Iterable<string> {
  let line = 1;
  let counted = 0;
  const seen = new Set<string>();
  for (const { 0: found, index } of text.matchAll(word)) {
    const lines = own.get(found);
    if (!lines) continue;
    for (let end = text.indexOf('\n', counted); end >= 0 && end < index; end = text.indexOf('\n', counted)) {
      line += 1;
      counted = end + 1;
    }
    const key = lineKey(path, line);
    if (!lines.has(key) || seen.has(`${found} ${key}`)) yield found;
    seen.add(`${found} ${key}`);
  }
}
