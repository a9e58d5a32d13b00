import { compareVersions, printVersions, type Version } from '@fineprint/core';
import { parseTag } from './src/versions/tag.ts';

/** A release tag with the version that it names. */
export interface Release {
  readonly tag: string;
  readonly version: Version;
}

/** A release whose license was read: an SPDX expression, or `NONE` where there is no license file. */
export interface LicensedRelease extends Release {
  readonly license: string;
  readonly files: readonly string[];
  readonly note: string | null;
}

/** Releases that follow one another under one license. */
export interface LicensedRange {
  readonly versions: string;
  readonly license: string;
  readonly releases: readonly LicensedRelease[];
}

/**
 * The releases among the tags of a repository, in the order of their versions. Left out are tags that name no version of
 * the repository itself (`nightly`, `sdk/v1.2.0`), those that move (`v4` beside `v4.1.0`), and variants of a release that
 * has a plain tag (`v1.2.0-src` beside `v1.2.0`).
 */
export function releasesOf(tags: readonly string[], repository: string): readonly Release[] {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  const versioned = tags.flatMap((tag) => {
    const { exact, versions, variants } = parseTag(tag, name);
    const version = exact ?? versions?.[0]?.from?.version;
    return version === undefined ? [] : [{ tag, version, isVariant: variants.length > 0 }];
  });
  const plain = new Set(versioned.filter(({ isVariant }) => !isVariant).map(({ version }) => idOf(version)));
  const prefixes = new Set(versioned.flatMap(({ version }) => prefixesOf(version)));
  return versioned
    .filter(
      ({ version, isVariant }) => !prefixes.has(idOf(version)) && !(isVariant && plain.has(idOf(version))),
    )
    .map(({ tag, version }) => ({ tag, version }))
    .toSorted((one, other) => compareVersions(one.version, other.version) || (one.tag < other.tag ? -1 : 1));
}

function idOf({ numbers, preRelease }: Version): string {
  return [numbers.join('.'), ...preRelease].join('-');
}

function prefixesOf({ numbers, preRelease }: Version): readonly string[] {
  if (preRelease.length > 0) return [];
  return [1, 2]
    .filter((length) => length < numbers.length)
    .map((length) => numbers.slice(0, length).join('.'));
}

/**
 * Joins releases, in the order of their versions, into ranges of one license. The first range begins with nothing and
 * the last never ends. Two tags of one version that differ in their license are named instead.
 */
export function rangesOf(
  releases: readonly LicensedRelease[],
): readonly LicensedRange[] | { readonly differ: readonly string[] } {
  const groups: LicensedRelease[][] = [];
  for (const release of releases) {
    const last = groups.at(-1)?.at(-1);
    if (last?.license === release.license) groups.at(-1)?.push(release);
    else if (last && compareVersions(last.version, release.version) === 0)
      return { differ: [last.tag, release.tag] };
    else groups.push([release]);
  }
  return groups.map((group, place) => {
    const from = place === 0 ? undefined : group[0]?.version;
    const to = groups[place + 1]?.[0]?.version;
    const versions = printVersions([
      {
        from: from === undefined ? null : { version: from, inclusive: true },
        to: to === undefined ? null : { version: to, inclusive: false },
      },
    ]);
    return { versions, license: group[0]?.license ?? 'NONE', releases: group };
  });
}
