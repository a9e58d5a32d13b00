/** Words of a text in lower case, and where each stands in it; a rewritten word has the place of what it stands for. */
export interface Words {
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Replaces what a pattern finds in the words, one space apart, by other words. */
export type Rewrite = readonly [written: RegExp, meant: string];

/** Applies rewrites, each to what the one before it left; the patterns must be global. */
export function rewritten(words: Words, rewrites: readonly Rewrite[]): Words {
  let current = words;
  let joined = current.words.join(' ');
  for (const [written, meant] of rewrites) {
    if (joined.search(written) === -1) continue;
    current = rewrittenOnce(current, joined, written, meant);
    joined = current.words.join(' ');
  }
  return current;
}

function rewrittenOnce(from: Words, joined: string, written: RegExp, meant: string): Words {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let next = 0;
  let at = 0;
  const copyUpTo = (place: number) => {
    for (; next < from.words.length && at < place; next += 1) {
      const word = from.words[next] ?? '';
      words.push(word);
      starts.push(from.starts[next] ?? 0);
      ends.push(from.ends[next] ?? 0);
      at += word.length + 1;
    }
  };
  for (const match of joined.matchAll(written)) {
    const end = match.index + match[0].length;
    // A match may begin or end within a word; then the whole word is rewritten.
    copyUpTo(joined.lastIndexOf(' ', match.index) + 1);
    const before = joined.slice(at, Math.max(at, match.index));
    const first = next;
    for (; next < from.words.length && at < end; next += 1) at += (from.words[next]?.length ?? 0) + 1;
    if (next === first) continue;
    const after = joined.slice(end, Math.max(end, at - 1));
    const replaced = `${before}${expanded(meant, match)}${after}`.split(' ');
    for (const word of replaced) {
      if (word === '') continue;
      words.push(word);
      starts.push(from.starts[first] ?? 0);
      ends.push(from.ends[next - 1] ?? 0);
    }
  }
  copyUpTo(Number.POSITIVE_INFINITY);
  return { words, starts, ends };
}

function expanded(meant: string, match: RegExpExecArray): string {
  return meant.replace(groupNumber, (_, number: string) => match[Number(number)] ?? '');
}

const groupNumber = /\$(\d)/g;
