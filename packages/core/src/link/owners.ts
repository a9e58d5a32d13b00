import { isIgnored, parseIgnoreRules } from '../discover/ignore-rules.ts';
import { compareText } from '../model/location.ts';
import { redactCredentials } from '../parse/reference/index.ts';
import type { SourceFile } from '../read/source-file.ts';

// The first of these that exists counts: https://docs.github.com/repositories (About code owners).
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];
const maxLines = 5_000;

/** Reads CODEOWNERS, whose patterns are those of `.gitignore` and whose last match wins; answers the owners of a path. */
export function ownersOf(tree: {
  file(path: string): SourceFile | undefined;
}): (path: string) => readonly string[] {
  const text = places.map((path) => tree.file(path)?.text).find((found) => found !== undefined);
  const lines = (text ?? '')
    .split(/\r\n?|\n/, maxLines)
    .map((line) => line.replace(/(?:^|\s)#.*$/s, '').trim())
    // GitLab's `[Section]` headings name no path.
    .filter((line) => line !== '' && !/^\^?\[/.test(line))
    .map((line) => line.split(/\s+/))
    .map(([pattern = '', ...owners]) => ({
      rules: parseIgnoreRules(pattern, '', null),
      owners: owners.map((owner) => redactCredentials(owner).text).sort(compareText),
    }))
    .reverse();
  return (path) => {
    const ways = [...directoriesAbove(path), path];
    return lines.find(({ rules }) => ways.some((way) => isIgnored(rules, way, way !== path)))?.owners ?? [];
  };
}

/** `a/b/c` lies in `a` and `a/b`: a pattern that matches a directory matches what is in it. */
function directoriesAbove(path: string): readonly string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}
