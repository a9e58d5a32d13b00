/**
 * Says where the title above a license names another version than the license that the words are; some versions differ
 * in their title alone. `null` where the title agrees, or says nothing.
 */
export function titledOtherwise(id: string, text: string, start: number): string | null {
  const version = idVersion.exec(id)?.groups?.version;
  if (version === undefined) return null;
  const lines = text.slice(Math.max(0, start - longestTitle), start).split(lineEnd);
  const titles = lines.filter((line) => titleLine.test(line) && !copyrightLine.test(line));
  const named = titles.flatMap((line) =>
    [...line.matchAll(titleVersion)].map(({ groups }) => groups?.after ?? groups?.alone ?? ''),
  );
  if (named.length === 0 || named.some((written) => isSameVersion(written, version))) return null;
  return `Its words are those of ${id}, but its title names version ${named[0]?.slice(0, 20)}.`;
}

const longestTitle = 400;
const lineEnd = /[\n\r\u2028\u2029]/;
const idVersion = /-(?<version>\d+(?:\.\d+)+)/;
const titleLine = /licen[cs]e|^\W{0,8}version\b/i;
const copyrightLine = /copyright|\(c\)|©|https?:/i;
const titleVersion =
  /\bv(?:ersion|\.)? ?(?<after>\d{1,2}(?:\.\d{1,2}){0,2})[a-z]?\b|\b(?<alone>\d{1,2}(?:\.\d{1,2}){1,2})[a-z]?\b/gi;

/** `2` is 2.0, `1.0.0` is 1.0, and `2` is 2.0.1 too; `1` is not 1.1. */
function isSameVersion(one: string, other: string): boolean {
  const [first, second] = [partsOf(one), partsOf(other)];
  const shared = Math.max(2, Math.min(first.length, second.length));
  return Array.from({ length: shared }, (_, place) => (first[place] ?? 0) === (second[place] ?? 0)).every(
    Boolean,
  );
}

function partsOf(version: string): readonly number[] {
  return version.split('.').map(Number);
}
