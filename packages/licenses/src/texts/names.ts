/** A name of a license among words: the words from `start` to `end` call it. */
export interface NamedLicense {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

/** Finds the names of licenses among normalised words, the longest at each place; `or later` behind one belongs to it. */
export function namesIn(
  names: ReadonlyMap<string, string>,
  words: readonly string[],
): readonly NamedLicense[] {
  const found: NamedLicense[] = [];
  for (let start = 0; start < words.length; ) {
    const one = longestAt(names, words, start);
    if (one === undefined) {
      start += 1;
      continue;
    }
    found.push(one);
    start = one.end;
  }
  return found;
}

function longestAt(
  names: ReadonlyMap<string, string>,
  words: readonly string[],
  start: number,
): NamedLicense | undefined {
  for (let end = Math.min(words.length, start + longestName); end > start; end -= 1) {
    const id = names.get(words.slice(start, end).join(' '));
    if (id === undefined) continue;
    const later = orLater.exec(words.slice(end, end + 7).join(' '))?.[0];
    if (later === undefined || !id.endsWith('-only')) return { id, start, end };
    return { id: id.replace(/-only$/, '-or-later'), start, end: end + later.split(' ').length };
  }
  return undefined;
}

const longestName = 14;
const orLater =
  /^(?:of the license )?(?:or at your option any later version|or any later version|or later|or newer)\b/;
