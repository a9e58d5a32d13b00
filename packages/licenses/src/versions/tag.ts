import { exactly, lowest, parseVersion, type Version, type VersionSet } from '@fineprint/core';

/** What a tag says about the version behind it, and which variants of the software it names (`alpine`, `oss`). */
export interface Tag {
  /** The versions that it can stand for: one for `7.4.1`, a range for `7.4`, or `null` with a reason. */
  readonly versions: VersionSet | null;
  /** The one version that it names, or `null`. */
  readonly exact: Version | null;
  readonly variants: readonly string[];
  /** Why it names no version, or `null`. */
  readonly reason: string | null;
}

/**
 * Maps a tag of an image or a repository to versions: `v4` → 4.x, `7.4-alpine` → 7.4.x, `1.2.3-rc1` → that
 * pre-release. Words before the number must be ones that mean nothing or stand in the component's own name.
 */
export function parseTag(tag: string, name: string): Tag {
  if (tag.length > maximumLength) return unmapped([], 'The tag is too long to name a version.');
  const dated = tag.startsWith('RELEASE.') ? parseVersion(tag) : null;
  if (dated !== null) return { versions: exactly(dated), exact: dated, variants: [], reason: null };

  const words = tag.split(separator).filter((word) => word !== '');
  const place = words.findIndex((word) => number.test(word));
  const rest = words.slice(place + 1);
  const before = place === -1 ? words : words.slice(0, place);
  const version = parseVersion(words[place] ?? '');
  if (place === -1 || version === null)
    return unmapped(words, `The tag ${JSON.stringify(tag)} names no version.`);

  const own = new Set(name.toLowerCase().split(nameSeparator));
  const strange = before.find((word) => !plainWords.has(word.toLowerCase()) && !own.has(word.toLowerCase()));
  if (strange !== undefined) {
    return unmapped(
      words,
      `The tag ${JSON.stringify(tag)} gives the version of ${JSON.stringify(strange)}, not of the component.`,
    );
  }
  return mapped(version, before, rest);
}

const maximumLength = 256;
const separator = /[-_+/@]/;
const nameSeparator = /[-_./:]/;
// A word that begins like a number but goes on like a hash (1a2b3c4) is none.
const number = /^[vV]?\d{1,15}(?:\.\d{1,15}){0,7}(?:(?:alpha|beta|rc|a|b)\d{0,9})?$/;
const preRelease = /^(?:alpha|beta|rc|m|pre|preview|dev|snapshot|nightly)\.?(?:\d{1,9}(?:\.\d{1,9}){0,3})?$/i;
const plainWords: ReadonlySet<string> = new Set(
  'v ver version rel release stable tag ce community ee ent enterprise oss pro jdk openjdk'.split(' '),
);

function mapped(version: Version, before: readonly string[], rest: readonly string[]): Tag {
  const [first, ...others] = rest;
  if (first !== undefined && version.preRelease.length === 0 && preRelease.test(first)) {
    const exact = parseVersion(`${version.numbers.join('.')}-${first}`) ?? version;
    return { versions: exactly(exact), exact, variants: [...before, ...others], reason: null };
  }
  const variants = [...before, ...rest];
  if (version.numbers.length >= 3 || version.preRelease.length > 0) {
    return { versions: exactly(version), exact: version, variants, reason: null };
  }
  const upper = lowest([...version.numbers.slice(0, -1), (version.numbers.at(-1) ?? 0) + 1]);
  const versions = [{ from: { version, inclusive: true }, to: { version: upper, inclusive: false } }];
  return { versions, exact: null, variants, reason: null };
}

function unmapped(variants: readonly string[], reason: string): Tag {
  return { versions: null, exact: null, variants, reason };
}
