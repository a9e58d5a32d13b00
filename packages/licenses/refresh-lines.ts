import { exactly, intersect } from '@fineprint/core';
import type { RangeLine } from './compile.ts';
import type { LicensedRange, LicensedRelease } from './refresh-ranges.ts';
import { type Reading, several } from './refresh-reading.ts';
import { parseFactVersions } from './src/versions/fact-versions.ts';

/**
 * What a reading means for the lines of an application. `confirmed`: verified before, and still so; `verified`: now for
 * the first time; `changed`: a verified line is wrong.
 */
export type Renewal =
  | { readonly is: 'confirmed' | 'verified' | 'changed'; readonly lines: readonly RangeLine[] }
  | { readonly is: 'unread'; readonly because: readonly string[] };

/** Renews the lines of an application from what was read at its tags. */
export function renewalOf(
  application: string,
  old: readonly RangeLine[],
  reading: Extract<Reading, { readonly is: 'read' }>,
): Renewal {
  const fresh = reading.ranges.map((range) => lineOf(application, range, reading, old));
  // Headers and statements that were read at the tags may say more than the license files do.
  const wasRead = old.length > 0 && old.every(({ evidence }) => evidence === 'snapshot');
  if (wasRead && holds(old, reading.ranges))
    return { is: 'confirmed', lines: old.map((line) => withNewest(line, fresh)) };
  const open = fresh.filter(({ license }) => license.includes(several));
  if (open.length > 0) {
    const because = open.map(({ license, source }) => `${license}, all or one of them? ${source}`);
    return { is: 'unread', because };
  }
  return { is: wasRead ? 'changed' : 'verified', lines: fresh };
}

/** Whether the lines say of each release what was read at its tag. */
function holds(lines: readonly RangeLine[], ranges: readonly LicensedRange[]): boolean {
  const known = lines.map((line) => ({ line, versions: parseFactVersions(line.versions) }));
  return ranges.every((range) => {
    const agreeing = known.filter(({ line }) => agree(range, line)).flatMap(({ versions }) => versions);
    return range.releases.every(({ version }) => intersect(agreeing, exactly(version)).length > 0);
  });
}

function withNewest(line: RangeLine, fresh: readonly RangeLine[]): RangeLine {
  const checkedVersion = fresh.at(-1)?.checkedVersion;
  return checkedVersion !== undefined && endless(line) ? { ...line, checkedVersion } : line;
}

function lineOf(
  application: string,
  range: LicensedRange,
  { ranges, hasReleases }: Extract<Reading, { readonly is: 'read' }>,
  old: readonly RangeLine[],
): RangeLine {
  const { versions, license, releases } = range;
  const wrong = overlapping(range, old).filter((line) => !agree(range, line));
  const notes = [
    ...new Set(releases.flatMap(({ note }) => note ?? [])),
    ...wrong.map((line) => `corrected from ${line.versions}: ${line.license} (${line.evidence})`),
  ];
  const also = overlapping(range, old)
    .filter((line) => agree(range, line))
    .flatMap(otherEvidence);
  const newest = releases.at(-1)?.tag;
  return {
    application,
    versions,
    license,
    evidence: 'snapshot',
    basis: 'licence-file',
    verified: true,
    source: `${application} ${sourceOf(releases, ranges.length === 1, hasReleases)}`,
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    ...(hasReleases ? { allTagsChecked: true } : { assumedAllVersions: true }),
    ...(hasReleases && newest !== undefined ? { checkedVersion: newest } : {}),
    ...(also.length === 0 ? {} : { also }),
  };
}

function sourceOf(releases: readonly LicensedRelease[], isOnly: boolean, hasReleases: boolean): string {
  const names = [...new Set(releases.flatMap(({ files }) => files))];
  const files = names.length === 0 ? '(no licence file)' : names.join(', ');
  const first = releases.at(0)?.tag ?? '';
  const last = releases.at(-1)?.tag ?? '';
  if (!hasReleases) return `${files} @ ${last} (no release tags)`;
  if (isOnly) return `${files} @ ${last} (all ${releases.length} tags same licence)`;
  return `${files} @ ${first === last ? last : `${first} … ${last}`}`;
}

/** What an earlier source said of the same, unless that was only memory. */
function otherEvidence({ evidence, basis, source, verified }: RangeLine): readonly Partial<RangeLine>[] {
  return verified || evidence === 'memory' ? [] : [{ evidence, basis, source }];
}

type Licensed = Pick<RangeLine, 'versions' | 'license'>;

function overlapping(one: Licensed, others: readonly RangeLine[]): readonly RangeLine[] {
  const versions = parseFactVersions(one.versions);
  return others.filter((other) => intersect(versions, parseFactVersions(other.versions)).length > 0);
}

function agree(one: Licensed, other: Licensed): boolean {
  if (one.license.includes(several)) return idsOf(one.license).join() === idsOf(other.license).join();
  return withoutGnuVersion(one.license) === withoutGnuVersion(other.license);
}

const between = /, | AND | OR /;

function idsOf(license: string): readonly string[] {
  return withoutGnuVersion(license).split(between).toSorted();
}

// The text of a GNU license does not tell "only" from "or later"; a line that does was read in other files.
const gnuVersions = /-(?:only|or-later)\b/g;

function withoutGnuVersion(license: string): string {
  return license.replace(gnuVersions, '');
}

function endless({ versions }: RangeLine): boolean {
  return parseFactVersions(versions).some(({ to }) => to === null);
}
