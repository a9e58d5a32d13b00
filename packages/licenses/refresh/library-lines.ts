import { compareVersions, parseVersion, type Version } from '@fineprint/core';
import type { LibraryLine } from '../compile-libraries.ts';
import type { Observation } from './observation.ts';

/** Versions of one library, one after another, that were all seen under the same license. */
interface Run {
  readonly license: string | null;
  readonly first: Placed;
  last: Placed;
}

interface Placed extends Observation {
  readonly order: Version;
}

/** The newest version of a library where a table tells it; so it is known that none lies beyond those seen. */
export type Newest = ReadonlyMap<string, string>;

/**
 * Makes fact lines out of what was seen of single versions. A line reaches over the versions between those seen under
 * the same license; below the first and above the last one it stays within their major version, since a license
 * changes with a major version more often than otherwise.
 */
export function libraryLines(observations: Iterable<Observation>, newest: Newest): readonly LibraryLine[] {
  const placed = [...observations].flatMap((one) => {
    const order = parseVersion(one.version);
    return order === null ? [] : [{ ...one, license: ordered(one.license), order }];
  });
  const libraries = [...Map.groupBy(placed, ({ library }) => library)];
  return libraries
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([library, seen]) => linesOf(library, runsOf(agreed(seen)), newest.get(library)));
}

/**
 * Adds a line for each namespace (`npm/@types/*`) in which many packages were seen and all stand under one license: who
 * publishes there has a custom, which a package that was not seen will follow more likely than not.
 */
export function namespaceLines(lines: readonly LibraryLine[]): readonly LibraryLine[] {
  const inNamespaces = lines.filter(({ library }) => !library.endsWith('/*') && namespace.test(library));
  const namespaces = [...Map.groupBy(inNamespaces, ({ library }) => namespace.exec(library)?.[0] ?? '')];
  return namespaces.flatMap(([name, some]) => {
    const count = new Set(some.map(({ library }) => library)).size;
    const [license, ...others] = new Set(some.map((line) => line.license));
    if (count < many || license === undefined || license === 'NOASSERTION' || others.length > 0) return [];
    const source = `the ${count} packages of ${name} that were seen, all under this license`;
    return [
      { library: `${name}/*`, versions: '*', license, evidence: 'secondary-statement' as const, source },
    ];
  });
}

// A scope of npm, and a repository of Go modules.
const namespace = /^npm\/@[^/]+(?=\/)|^golang\/github\.com\/[^/]+\/[^/]+(?=\/)/;
const many = 8;

/** Gives the versions at the ends of lines as if they were seen again, so that lines can be joined with new sights. */
export function* observationsOf(lines: readonly LibraryLine[]): Iterable<Observation> {
  for (const { library, license, seen, evidence, source, complete } of lines) {
    for (const version of seen ?? [])
      yield {
        library,
        version,
        license: license === 'NOASSERTION' ? null : license,
        evidence,
        source,
        ...(complete === true ? { complete } : {}),
      };
  }
}

function runsOf(seen: readonly Placed[]): readonly Run[] {
  const runs: Run[] = [];
  for (const one of onePerVersion(seen)) {
    const run = runs.at(-1);
    if (run !== undefined && run.license === one.license && run.last.evidence === one.evidence)
      run.last = one;
    else runs.push({ license: one.license, first: one, last: one });
  }
  return runs;
}

/**
 * Leaves out what a distribution says of a library where more of the others say otherwise, and what all say where no
 * more than half agree: each reads the license for itself, and some have never looked again.
 */
function agreed(seen: readonly Placed[]): readonly Placed[] {
  const stated = seen.filter(({ evidence }) => evidence === 'secondary-statement');
  if (stated.length < seen.length) return seen.filter(({ evidence }) => evidence !== 'secondary-statement');
  const sources = Map.groupBy(stated, ({ source }) => source.slice(0, source.indexOf('/')));
  const newest = [...sources].map(([source, some]) => {
    const [last] = some.toSorted((one, other) => compareVersions(other.order, one.order));
    return { source, license: last?.license ?? null };
  });
  const votes = [...Map.groupBy(newest, ({ license }) => license).values()];
  const most = votes.toSorted((one, other) => other.length - one.length)[0] ?? [];
  if (most.length * 2 <= newest.length) return stated.map((one) => ({ ...one, license: null }));
  const heard = new Set(most.map(({ source }) => source));
  return stated.filter(({ source }) => heard.has(source.slice(0, source.indexOf('/'))));
}

/** `MIT OR Apache-2.0` is `Apache-2.0 OR MIT`. */
function ordered(license: string | null): string | null {
  const word = [' OR ', ' AND '].find((one) => license?.includes(one));
  if (license === null || word === undefined) return license;
  const isPlain =
    !license.includes('(') && license.split(/ (?:OR|AND) /).length === license.split(word).length;
  return isPlain ? license.split(word).toSorted().join(word) : license;
}

const strongest = ['snapshot', 'distribution-package', 'registry-metadata', 'secondary-statement'];

/** Of several sights of one version the strongest kind counts; where two of a kind differ, none does. */
function onePerVersion(seen: readonly Placed[]): readonly Placed[] {
  const versions = [...Map.groupBy(seen, ({ order }) => spelled(order)).values()];
  return versions
    .map((same) => {
      const [best, ...others] = same.toSorted(byStrength);
      const differs = others.some((one) => one.evidence === best?.evidence && one.license !== best.license);
      return best === undefined || !differs ? best : { ...best, license: null };
    })
    .filter((one) => one !== undefined)
    .toSorted(
      (one, other) => compareVersions(one.order, other.order) || (one.version < other.version ? -1 : 1),
    );
}

/** `2026.07.22` is `2026.7.22`, and `1.0` is `1.0.0`. */
function spelled({ numbers, preRelease }: Version): string {
  const last = numbers.findLastIndex((number) => number !== 0);
  return `${numbers.slice(0, last + 1).join('.')}-${preRelease.join('.')}`;
}

function byStrength(one: Placed, other: Placed): number {
  const difference = strongest.indexOf(one.evidence) - strongest.indexOf(other.evidence);
  return difference || (one.source < other.source ? -1 : 1);
}

function linesOf(library: string, runs: readonly Run[], newest: string | undefined): readonly LibraryLine[] {
  const [first] = runs;
  const older = first === undefined ? [] : olderThan(first, runs);
  const merged = runs.map((run, index) => ({ run, before: runs[index - 1], after: runs[index + 1] }));
  const lines = merged.map(({ run, before, after }) => ({
    library,
    versions: versionsOf(run, before, after, newest),
    license: run.license ?? 'NOASSERTION',
    evidence: run.last.evidence,
    source: run.last.source,
    seen: run.first === run.last ? [run.first.version] : [run.first.version, run.last.version],
    ...(run.last.complete === true ? { complete: true as const } : {}),
  }));
  return [...older, ...lines];
}

/** What was never seen under another license is assumed to have begun with it; a weaker line says so. */
function olderThan(first: Run, runs: readonly Run[]): readonly LibraryLine[] {
  const major = first.first.order.numbers[0] ?? 0;
  const { license, last } = first;
  // A Go module has its major version in its name.
  if (last.library.startsWith('golang/')) return [];
  if (major === 0 || license === null || last.complete || runs.some((run) => run.license !== license))
    return [];
  const { library, evidence, source } = last;
  return [{ library, versions: `<${floorOf(first.first)}`, license, evidence, source, beyond: true }];
}

function versionsOf(run: Run, before: Run | undefined, after: Run | undefined, newest?: string): string {
  const major = run.first.order.numbers[0] ?? 0;
  const next = (run.last.order.numbers[0] ?? 0) + 1;
  const from =
    before !== undefined
      ? `>=${run.first.version}`
      : isOpen(run, major === 0)
        ? ''
        : `>=${floorOf(run.first)}`;
  const top = parseVersion(newest ?? '');
  // A Go module of another major version has another name.
  const isNewest = run.last.library.startsWith('golang/') || (top !== null && (top.numbers[0] ?? 0) < next);
  const to = after !== undefined ? upTo(run, after) : isOpen(run, isNewest) ? '' : `<${next}.0.0`;
  return `${from} ${to}`.trim() || '*';
}

/** The begin of a major version, or the very version where that is a pre-release of it. */
function floorOf({ order, version }: Placed): string {
  const floor = { numbers: [order.numbers[0] ?? 0], preRelease: [] };
  return compareVersions(order, floor) < 0 ? version : `${floor.numbers[0]}.0.0`;
}

function isOpen(run: Run, otherwise: boolean): boolean {
  return otherwise || run.last.complete === true;
}

/** Between two that differ only in how they were seen there is no border to leave open. */
function upTo(run: Run, after: Run): string {
  return run.license === after.license ? `<${after.first.version}` : `<=${run.last.version}`;
}
