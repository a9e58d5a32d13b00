import { createHash } from 'node:crypto';
import type { LicenseEntry, TaggedRoot, Upstream } from './refresh-git.ts';
import { type LicensedRange, type LicensedRelease, rangesOf, releasesOf } from './refresh-ranges.ts';
import { isLicenseFile } from './src/metadata/license-file.ts';
import { type LicenseTexts, licenseOfText } from './src/texts/license-texts.ts';

/** A license text that a person has read, because it is not word for word a text of the SPDX list. */
export interface ReadText {
  readonly sha256: string;
  readonly license: string;
  readonly note?: string;
}

/** Names the license of a text, or says why nobody knows it yet. */
export type TextReader = (text: string) => TextReading;

/** The license of a text, or its SHA-256 where a person has to read it first. */
export type TextReading =
  | { readonly license: string; readonly note: string | null }
  | { readonly sha256: string };

/** Reads a text by the SPDX list, then by what people have read. */
export function textReader(texts: LicenseTexts, read: readonly ReadText[]): TextReader {
  const known = new Map(read.map((one) => [one.sha256, one]));
  return (text) => {
    const answer = licenseOfText(texts, text);
    if ('expression' in answer) return { license: answer.expression, note: answer.note };
    const sha256 = createHash('sha256').update(text).digest('hex');
    const { license, note = null } = known.get(sha256) ?? {};
    return license === undefined ? { sha256 } : { license, note };
  };
}

/** The licenses over all releases of a repository, or what has to be looked at first. */
export type Reading =
  | { readonly is: 'read'; readonly ranges: readonly LicensedRange[]; readonly hasReleases: boolean }
  | { readonly is: 'unread'; readonly because: readonly string[] };

/** Reads the license at every release tag; where there is none, at the newest commit. */
export function readingOf(upstream: Upstream, repository: string, reader: TextReader): Reading {
  const releases = releasesOf(
    upstream.tags.map(({ tag }) => tag),
    repository,
  );
  const roots = new Map(upstream.tags.map((root) => [root.tag, root]));
  const newest = { tag: upstream.head.tag, version: { numbers: [0], preRelease: [] } };
  const unread = new Map<string, string[]>();
  const licensed = (releases.length === 0 ? [newest] : releases).flatMap((release): LicensedRelease[] => {
    const license = licenseAt(roots.get(release.tag) ?? upstream.head, upstream, reader);
    if ('license' in license) return [{ ...release, ...license }];
    unread.set(license.because, [...(unread.get(license.because) ?? []), release.tag]);
    return [];
  });
  if (unread.size > 0) {
    const because = [...unread].map(
      ([why, tags]) => `${why} @ ${tags.at(0)} … ${tags.at(-1)} (${tags.length})`,
    );
    return { is: 'unread', because };
  }
  const missing = withoutFile(licensed, upstream);
  if (missing !== null) return { is: 'unread', because: [missing] };
  const ranges = rangesOf(licensed);
  return 'differ' in ranges
    ? {
        is: 'unread',
        because: [`${ranges.differ.join(' and ')} name one version and differ in their licence`],
      }
    : { is: 'read', ranges, hasReleases: releases.length > 0 };
}

/** Names a release without a license file beside others with one; tags of actions often hold only what was built. */
function withoutFile(releases: readonly LicensedRelease[], upstream: Upstream): string | null {
  const first = releases.findIndex(({ license }) => license !== 'NONE');
  const gone = releases.find(({ license }, place) => first !== -1 && place > first && license === 'NONE');
  if (gone !== undefined) return `no licence file @ ${gone.tag}, but before`;
  const [head] = licenseFilesOf(upstream.head.entries);
  return first === -1 && head !== undefined
    ? `no licence file at any tag, but ${head.name} at the newest commit`
    : null;
}

type LicenseAt =
  | { readonly license: string; readonly files: readonly string[]; readonly note: string | null }
  | { readonly because: string };

function licenseAt({ entries }: TaggedRoot, upstream: Upstream, reader: TextReader): LicenseAt {
  const files = licenseFilesOf(entries);
  if (files.length === 0) {
    const [other] = entries;
    if (other !== undefined) return { because: `${other.name} may hold a licence` };
    return { license: 'NONE', files: [], note: 'no licence file in the tree of these tags' };
  }
  const names = files.map(({ name }) => name);
  const read = files.map(({ blob }) => reader(upstream.text(blob)));
  const strange = read.flatMap((one, place) => ('sha256' in one ? [`${names[place]} ${one.sha256}`] : []));
  if (strange.length > 0) return { because: `no known text: ${strange.join(', ')}` };
  const licenses = new Map(read.flatMap((one) => ('license' in one ? [[one.license, one.note]] : [])));
  const notes = [...licenses.values()].filter((note) => note !== null);
  return {
    license: [...licenses.keys()].toSorted().join(several),
    files: names,
    note: notes.length === 0 ? null : notes.join('; '),
  };
}

/** Stands between the licenses of a root with several: no expression, since the files do not say whether all apply. */
export const several = ', ';

function licenseFilesOf(
  entries: readonly LicenseEntry[],
): readonly { readonly name: string; readonly blob: string }[] {
  return entries.flatMap(({ name, blob }) =>
    blob !== null && isLicenseFile(name) && !aboutLicenses.test(name) ? [{ name, blob }] : [],
  );
}

// Programs, tables and templates about licenses are not the license: `license_test.go`, `license_header.txt`.
const aboutLicenses =
  /\.(?:[cm]?[jt]s|py|go|rb|sh|tpl|tmpl|csv|json|ya?ml|toml|xml)$|[-_.](?:header|template)/i;
