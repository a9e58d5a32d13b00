import type { SourceFile } from '@fineprint/core';
import type { ShownFact } from './facts.ts';
import { child, type Values } from './values-images.ts';

// A label of an object holds 63 characters and no `@`, and a comparison wants a version.
const label = /\bversion["']?:[ \t]/i;
const comparison =
  /\b(?:semverCompare|semver|eq|ne|lt|le|gt|ge|hasPrefix|hasSuffix|contains|mustRegexMatch|regexMatch|trunc|splitList|split)\b/;
const tag = /\.Values\.(?<path>(?:[A-Za-z_][\w-]*\.)*\w*(?:tag|Tag|version|Version))\b/g;
const longestLine = 1_000;

/** Reads which tags of the values a template shows in a label, or compares. */
export function* shownIn(file: SourceFile): Iterable<ShownFact> {
  const paths = new Set<string>();
  for (const line of file.text.split('\n')) {
    const isNear = line.length <= longestLine && line.includes('.Values.');
    if (!isNear || /^[\s-]*image:/.test(line) || !(label.test(line) || comparison.test(line))) continue;
    for (const match of line.matchAll(tag)) paths.add(match.groups?.path ?? '');
  }
  if (paths.size > 0) yield { is: 'shown', paths: [...paths], place: file.place({ start: 0, end: 0 }) };
}

/** The places of values at paths, in any of several values files. */
export function placesAt(all: readonly Values[], paths: Iterable<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const path of paths) {
    for (const { path: file, root } of all) {
      const steps = path.split('.');
      const value = steps.reduce<ReturnType<typeof child>>((at, key) => at && child(at, key), root);
      if (value?.is === 'scalar') found.add(placeKey(file, value.at[0]));
    }
  }
  return found;
}

/** What tells a place of the values from others. */
export function placeKey(path: string, start: number): string {
  return `${start} ${path}`;
}
