import ignore from 'ignore';
import { compareText } from '../model/location.ts';
import type { SourceFile } from '../read/source-file.ts';

// https://docs.github.com/repositories/…/about-code-owners: the first of these that exists counts.
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
const maxRules = 5_000;

/** Reads CODEOWNERS, where the last matching line wins, and answers the owners of a path. */
export function ownersOf(tree: {
  file(path: string): SourceFile | undefined;
}): (path: string) => readonly string[] {
  const text = places.map((path) => tree.file(path)?.text).find((found) => found !== undefined);
  const rules = (text ?? '')
    .split(/\r\n?|\n/, maxRules)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    // GitLab's `[Section]` headings name no path.
    .filter((line) => line !== '' && !line.startsWith('[') && !line.startsWith('^['))
    .map((line) => line.split(/\s+/))
    .map(([pattern = '', ...owners]) => ({
      matches: ignore().add(pattern),
      owners: owners.sort(compareText),
    }))
    .reverse();
  return (path) =>
    (path === '.' ? undefined : rules.find(({ matches }) => matches.ignores(path)))?.owners ?? [];
}
