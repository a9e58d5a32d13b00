import { compareVersions, lowest, type Version } from '../model/version.ts';

/** An end of an interval. */
export interface Bound {
  readonly version: Version;
  readonly inclusive: boolean;
}

/** The versions between two ends; `null` is no end. */
export interface Interval {
  readonly from: Bound | null;
  readonly to: Bound | null;
}

/** A set of versions, as the union of intervals. */
export type VersionSet = readonly Interval[];

/** Every version. */
export const everyVersion: VersionSet = [{ from: null, to: null }];

/** The set that holds one version. */
export function exactly(version: Version): VersionSet {
  const bound = { version, inclusive: true };
  return [{ from: bound, to: bound }];
}

/** The versions that are in both sets. */
export function intersect(one: VersionSet, other: VersionSet): VersionSet {
  return one.flatMap((a) =>
    other
      .map((b) => ({ from: later(a.from, b.from), to: earlier(a.to, b.to) }))
      .filter((interval) => !isEmpty(interval)),
  );
}

/** The versions of the first set that are not in the second. */
export function subtract(one: VersionSet, other: VersionSet): VersionSet {
  return other.reduce<VersionSet>((left, hole) => left.flatMap((interval) => without(interval, hole)), one);
}

/** Orders sets by the first version in them. */
export function compareSets(one: VersionSet, other: VersionSet): number {
  return compareStarts(firstStart(one), firstStart(other));
}

/** Orders beginnings; without one a set begins before every other. */
function compareStarts(one: Bound | null, other: Bound | null): number {
  if (one === null || other === null) return Number(one !== null) - Number(other !== null);
  return compareVersions(one.version, other.version) || Number(other.inclusive) - Number(one.inclusive);
}

function firstStart(set: VersionSet): Bound | null {
  const [first = null] = set.map(({ from }) => from).toSorted(compareStarts);
  return first;
}

/** Prints a set as npm writes ranges: `>=1.6.0 <1.6.6 || >=2.0.0`; a version has at least three numbers. */
export function printVersions(set: VersionSet): string {
  return set.map(printInterval).join(' || ');
}

function without(interval: Interval, hole: Interval): VersionSet {
  const before: Interval = {
    from: interval.from,
    to: hole.from === null ? null : earlier(interval.to, flipped(hole.from)),
  };
  const after: Interval = {
    from: hole.to === null ? null : later(interval.from, flipped(hole.to)),
    to: interval.to,
  };
  return [...(hole.from === null ? [] : [before]), ...(hole.to === null ? [] : [after])].filter(
    (one) => !isEmpty(one),
  );
}

function flipped({ version, inclusive }: Bound): Bound {
  return { version, inclusive: !inclusive };
}

const nothingBelow = lowest([0]);

function isEmpty({ from, to }: Interval): boolean {
  if (to === null) return false;
  if (from === null) return compareVersions(to.version, nothingBelow) <= 0 && !to.inclusive;
  const order = compareVersions(from.version, to.version);
  return order > 0 || (order === 0 && !(from.inclusive && to.inclusive));
}

function later(one: Bound | null, other: Bound | null): Bound | null {
  if (one === null || other === null) return one ?? other;
  const order = compareVersions(one.version, other.version);
  if (order === 0) return one.inclusive ? other : one;
  return order > 0 ? one : other;
}

function earlier(one: Bound | null, other: Bound | null): Bound | null {
  if (one === null || other === null) return one ?? other;
  const order = compareVersions(one.version, other.version);
  if (order === 0) return one.inclusive ? other : one;
  return order < 0 ? one : other;
}

function printInterval({ from, to }: Interval): string {
  if (from === null && to === null) return '*';
  if (
    from !== null &&
    to !== null &&
    from.inclusive &&
    to.inclusive &&
    compareVersions(from.version, to.version) === 0
  ) {
    return printVersion(from.version);
  }
  const start = from === null ? [] : [`>${from.inclusive ? '=' : ''}${printVersion(from.version)}`];
  const end = to === null ? [] : [`<${to.inclusive ? '=' : ''}${printVersion(to.version)}`];
  return [...start, ...end].join(' ');
}

/** Prints a version with at least three numbers. */
export function printVersion({ numbers, preRelease }: Version): string {
  const release = [...numbers, 0, 0].slice(0, Math.max(3, numbers.length)).join('.');
  return preRelease.length === 0 ? release : `${release}-${preRelease.join('.')}`;
}
