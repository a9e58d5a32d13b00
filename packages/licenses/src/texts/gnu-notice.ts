/**
 * Reads out of the notice of a GNU license which one it means: the notices differ in the version and in "or any later
 * version" alone, and people write both in many ways. `null` where it does not say a version that there is.
 */
export function gnuNoticeId(words: string): string | null {
  const groups = (named.exec(words) ?? versionFirst.exec(words))?.groups;
  if (groups === undefined) return null;
  const license = names.get(groups.which ?? '') ?? 'GPL';
  const version = `${license}-${groups.major}.${groups.minor ?? '0'}`;
  if (!versions.has(version)) return null;
  return `${version}-${groups.later === undefined ? 'only' : 'or-later'}`;
}

const named =
  /\bgnu (?:(?<which>lesser|library|affero) )?general public license\b(?: [al]?gpl)?(?: as published by the free software foundation)?.{0,24}?\b(?:version|v) ?(?<major>\d)(?: (?<minor>\d))?\b(?: of the license)?(?<later> or at your option any later version| or any later version| or later| or newer)?/;
const versionFirst =
  /\b(?:version|v) ?(?<major>\d)(?: (?<minor>\d))?\b(?<later> or at your option any later version| or any later version| or later)? of the (?:gnu )?(?:(?<which>lesser|library|affero) )?general public license\b/;
const names: ReadonlyMap<string, string> = new Map([
  ['lesser', 'LGPL'],
  ['library', 'LGPL'],
  ['affero', 'AGPL'],
]);
const versions: ReadonlySet<string> = new Set([
  ...['GPL-1.0', 'GPL-2.0', 'GPL-3.0', 'LGPL-2.0', 'LGPL-2.1', 'LGPL-3.0', 'AGPL-1.0', 'AGPL-3.0'],
]);

/** Whether a reference is the notice of a GNU license. */
export function isGnuNotice(id: string): boolean {
  return gnu.test(id);
}

const gnu = /^[AL]?GPL-\d/;
