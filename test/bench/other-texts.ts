import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text that is no license, and what it is. */
export interface OtherText {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
}

/** Five hundred texts that are no license: what lies in installed packages, and legal sentences put together at random. */
export function otherTexts(modules: string, licenses: readonly string[]): readonly OtherText[] {
  const files = filesUnder(modules, 4).filter(
    (path) => !/licen[cs]e|copying|notice/i.test(path.slice(modules.length)),
  );
  const kinds: readonly (readonly [kind: string, pattern: RegExp, most: number])[] = [
    ['readme', /\/readme[^/]*$/i, 80],
    ['changelog, guide or other prose', /\.(?:md|markdown|txt|rst)$/i, 60],
    ['code', /\.(?:js|ts|mjs|cjs)$/i, 140],
    ['data', /\.(?:json|ya?ml)$/i, 40],
  ];
  const taken = new Set<string>();
  const found = kinds.flatMap(([kind, pattern, most]) => {
    const those = spread(
      files.filter((path) => pattern.test(path) && !taken.has(path)),
      most,
    );
    for (const path of those) taken.add(path);
    const texts = those.map((path) => ({
      kind,
      name: path.slice(modules.length + 1),
      text: readFileSync(path, 'utf8'),
    }));
    // A source file may carry the whole text of its license.
    return texts.filter(({ text }) => kind !== 'code' || !/permission is hereby granted/i.test(text));
  });
  return [...found, ...mosaics(licenses, 500 - found.length)];
}

/** Texts of sentences from many licenses, in no order: they read like an agreement and are none. */
function mosaics(licenses: readonly string[], count: number): readonly OtherText[] {
  const sentences = licenses.flatMap((text) =>
    text
      .replace(/\s+/g, ' ')
      .split(/(?<=[.;]) /)
      .filter((sentence) => sentence.length > 40 && sentence.length < 400),
  );
  const random = numbers(20_261_127);
  return Array.from({ length: count }, (_, place) => {
    const chosen = Array.from({ length: 12 + (place % 30) }, () => sentences[random(sentences.length)] ?? '');
    return {
      kind: 'agreement of mixed sentences',
      name: `mosaic ${place}`,
      text: `END USER AGREEMENT\n\n${chosen.join('\n\n')}\n`,
    };
  });
}

/** A generator of whole numbers below a bound, the same in each run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function spread<T>(all: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, all.length / most);
  return Array.from(
    { length: Math.min(most, all.length) },
    (_, place) => all[Math.floor(place * step)],
  ).filter((one) => one !== undefined);
}

/** Files below a folder in the order of their names, to a depth; nothing of more than 200 kB. */
export function filesUnder(folder: string, depth: number): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((one, other) =>
    one.name < other.name ? -1 : 1,
  );
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth > 0 ? filesUnder(path, depth - 1) : [];
    return entry.isFile() && statSync(path).size < 200_000 && statSync(path).size > 200 ? [path] : [];
  });
}
