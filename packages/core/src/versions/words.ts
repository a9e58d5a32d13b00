import { compareVersions, type Version } from '../model/version.ts';
import { type Bound, type Interval, printVersion, type VersionSet } from './intervals.ts';
import { parseVersions } from './printed.ts';

/**
 * Says versions as people do: `from 1.6.0`, `before 1.6.0`, `1.5.13 to 1.5.x`. It speaks of releases; whether the
 * pre-releases of a border belong to them is left to `printVersions`. A text that is no set of versions stays as it is.
 */
export function versionsInWords(versions: VersionSet | string): string {
  const set = typeof versions === 'string' ? parseVersions(versions) : versions;
  if (set === null) return String(versions);
  return set.length === 0 ? 'no version' : set.map(intervalInWords).join(' or ');
}

function intervalInWords({ from: start, to: end }: Interval): string {
  if (start === null && end === null) return 'all versions';
  const [from, to] = [start && withoutLeast(start, true), end && withoutLeast(end, false)];
  const lower = from && `${from.inclusive ? 'from' : 'after'} ${named(from.version)}`;
  const upper = to && `${to.inclusive ? 'up to' : 'before'} ${named(to.version)}`;
  if (from === null || to === null) return lower ?? upper ?? '';
  const first = firstRelease(from);
  if (sameVersion(from, to)) return named(from.version);
  if (!isBelow(first, to)) return `${lower} and ${upper}`;
  const last = lastRelease(to);
  const begin = named(from.version.preRelease.length > 0 ? from.version : first);
  // Every 1.5 is `1.5.x`, and every 1 is `1.x`.
  const isWhole =
    last.endsWith('.x') && begin === `${last.slice(0, -2)}.0.0`.split('.').slice(0, 3).join('.');
  return isWhole || begin === last ? last : `${begin} to ${last}`;
}

/** `2.0.0-0` stands for the least that is called 2.0.0: releases begin, and end, at 2.0.0 itself. */
function withoutLeast({ version, inclusive }: Bound, isStart: boolean): Bound {
  const isLeast = version.preRelease.length === 1 && version.preRelease[0] === 0;
  return isLeast ? { version: { ...version, preRelease: [] }, inclusive: isStart } : { version, inclusive };
}

function sameVersion(from: Bound, to: Bound): boolean {
  return compareVersions(from.version, to.version) === 0;
}

function isBelow(version: Version, { version: end, inclusive }: Bound): boolean {
  const order = compareVersions(version, end);
  return order < 0 || (order === 0 && inclusive);
}

/** A version as it is written; those of six numbers are MinIO's `RELEASE.2021-05-11T23-27-41Z`. */
function named(version: Version): string {
  const [year = 0, ...rest] = version.numbers;
  if (version.numbers.length !== 6 || year < 2000 || year > 2099) return printVersion(version);
  const [month, day, hour, minute, second] = rest.map((number) => String(number).padStart(2, '0'));
  return `RELEASE.${year}-${month}-${day}T${hour}-${minute}-${second}Z`;
}

function firstRelease({ version: { numbers, preRelease }, inclusive }: Bound): Version {
  if (inclusive || preRelease.length > 0) return { numbers, preRelease: [] };
  const whole = [...numbers, 0, 0].slice(0, Math.max(3, numbers.length));
  return { numbers: whole.with(-1, (whole.at(-1) ?? 0) + 1), preRelease: [] };
}

/** The last release below an end: of `<1.6.0` and of `<1.6.0-rc1` it is `1.5.x`, of `<1.6.6` it is 1.6.5. */
function lastRelease({ version, inclusive }: Bound): string {
  const { numbers } = version;
  const place = numbers.findLastIndex((number) => number !== 0);
  if (inclusive || place < 0) return named(version);
  const kept = numbers.slice(0, place + 1).with(place, (numbers[place] ?? 1) - 1);
  return place < 2 ? `${kept.join('.')}.x` : named({ numbers: kept, preRelease: [] });
}
