/** A version as it can be ordered: its numbers, and the parts of a pre-release (none for a release). */
export interface Version {
  readonly numbers: readonly number[];
  readonly preRelease: readonly (number | string)[];
}

/**
 * Reads a version: any count of numbers (`1.2`, `24.08.0`, `1.2.3.4`), a leading `v`, a pre-release after `-` or stuck
 * on (`3.12.0b1`), and MinIO's `RELEASE.2021-05-11T23-27-41Z`. Build metadata after `+` does not order and is dropped.
 */
export function parseVersion(text: string): Version | null {
  if (text.length > maximumLength) return null;
  const date = dated.exec(text)?.slice(1);
  if (date !== undefined) return { numbers: date.map(Number), preRelease: [] };

  const groups = version.exec(text)?.groups;
  if (groups?.numbers === undefined) return null;
  const preRelease = groups.stuck ?? groups.pre;
  return {
    numbers: groups.numbers.split('.').map(Number),
    preRelease: preRelease === undefined ? [] : preRelease.split('.').map(partOf),
  };
}

/** Orders versions as semver does, missing numbers counting as zero: negative, zero or positive. */
export function compareVersions(one: Version, other: Version): number {
  const length = Math.max(one.numbers.length, other.numbers.length);
  for (let index = 0; index < length; index += 1) {
    const difference = (one.numbers[index] ?? 0) - (other.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePreReleases(one.preRelease, other.preRelease);
}

/** The least version at or above these numbers, its own pre-releases included: `7.5.0-0`. */
export function lowest(numbers: readonly number[]): Version {
  return { numbers, preRelease: [0] };
}

const maximumLength = 256;
const dated = /^RELEASE\.(\d{4})-(\d{2})-(\d{2})T(\d{2})-(\d{2})-(\d{2})Z/;
const version =
  /^[vV]?(?<numbers>\d{1,15}(?:\.\d{1,15}){0,7})(?:(?<stuck>(?:alpha|beta|rc|a|b)\d{0,9})|-(?<pre>[0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
const digits = /^\d{1,15}$/;

function partOf(text: string): number | string {
  return digits.test(text) ? Number(text) : text;
}

function comparePreReleases(one: Version['preRelease'], other: Version['preRelease']): number {
  if (one.length === 0 || other.length === 0) return other.length - one.length;
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = compareParts(one[index], other[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

// A number stands before a word, and nothing before anything: 1.0.0-alpha < 1.0.0-alpha.1 < 1.0.0-alpha.beta.
function compareParts(one: number | string | undefined, other: number | string | undefined): number {
  if (one === other) return 0;
  if (one === undefined) return -1;
  if (other === undefined) return 1;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one === 'number') return -1;
  if (typeof other === 'number') return 1;
  return one < other ? -1 : 1;
}
