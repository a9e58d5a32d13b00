import {
  intersect,
  type LicenseCoverage,
  type LicenseEvidence,
  printVersions,
  subtract,
  type VersionSet,
  versionsInWords,
} from '@fineprint/core';
import { type Admitted, admittedBy, every } from './admitted.ts';
import { evidenceOfRange } from './fact-evidence.ts';
import type { FactPackage, FactRange, Facts } from './facts.ts';
import { type FactKeys, factKeysOf, factVersionOf, versionSyntaxOf } from './keys.ts';
import { rangesMeant } from './newest.ts';
import { parseFactVersions } from './versions/fact-versions.ts';

/** What is asked of the facts: a component by its key, with the version or the request that is known of it. */
export interface FactQuery {
  readonly key: string;
  readonly version: string | null;
  readonly requested: string | null;
  /** How it is pinned: `none` where nothing does, `null` where that could not be evaluated. */
  readonly pin?: string | null;
  /** The version of the application that a chart deploys, where its `Chart.yaml` says it. */
  readonly appVersion?: string;
}

/** What the facts say: evidence for each range that an admitted version can stand under, and what they leave open. */
export interface FactAnswer {
  readonly application: string | null;
  /** Whether the query admits `one` version, `several`, or `every` one because none is known. */
  readonly admitted: Admitted['is'];
  readonly evidence: readonly LicenseEvidence[];
  /** Why there is none, or of which admitted versions no fact speaks: a sentence, or `null`. */
  readonly gap: string | null;
}

/** Answers from the facts which licenses a component can stand under. */
export function factsFor(facts: Facts, query: FactQuery): FactAnswer {
  const keys = factKeysOf(query.key, facts.helmAliases);
  const kind = query.key.slice(0, query.key.indexOf(':'));
  const [version, requested] = [factVersionOf(kind, query.version), factVersionOf(kind, query.requested)];
  const filed = packageKnown(facts, keys.packages);
  const known = filed ?? builtFromRepository(facts, keys);
  const admitted =
    filed === undefined && keys.built?.versions === 'its own'
      ? every('It does not have the versions of its repository.')
      : admittedBy({ key: query.key, version, requested }, versionSyntaxOf(query.key));
  const application = known?.application ?? facts.applicationOf(keys.repository ?? '') ?? null;
  if (application === null) {
    return {
      application,
      admitted: admitted.is,
      evidence: [],
      gap: keys.unknown ?? `No licence fact knows ${shown(query.key)}.`,
    };
  }
  const variant = variantOf(admitted, known, query.key);
  if (variant.is === 'unknown') {
    const gap = `The tag names the variant ${JSON.stringify(variant.word)}, which may stand under other terms; no fact states them.`;
    return { application, admitted: admitted.is, evidence: [], gap };
  }
  const id = variant.application ?? application;
  const answer = answerFor(
    rangesMeant(query, facts.rangesOf(id) ?? []),
    id,
    admitted,
    known?.covers ?? 'artifact',
    known?.readIn ?? null,
  );
  return { ...answer, evidence: [...answer.evidence, ...ofDeployed(facts, known, query)] };
}

/** The first package that the facts know; where that is not the component itself, it says so. */
function packageKnown(facts: Facts, keys: readonly string[]): FactPackage | undefined {
  for (const [place, key] of keys.entries()) {
    const known = facts.packageOf(key);
    if (known !== undefined) return place === 0 ? known : { ...known, readIn: known.readIn ?? key };
  }
  return undefined;
}

/** What no fact names, but is built from a repository that the facts know. */
function builtFromRepository(facts: Facts, { repository, built }: FactKeys): FactPackage | undefined {
  const application = built === null ? undefined : facts.applicationOf(repository ?? '');
  if (built === null || application === undefined) return undefined;
  return {
    application,
    covers: built.covers,
    note: null,
    readIn: `the repository ${application}`,
    variants: new Map(),
    deploys: null,
  };
}

function answerFor(
  ranges: readonly FactRange[],
  application: string,
  admitted: Admitted,
  covers: LicenseCoverage,
  readIn: string | null,
): FactAnswer {
  const known = ranges.map((range) => ({ range, set: parseFactVersions(range.versions) }));
  const sets = known.map(({ set }) => set);
  const wanted = admitted.is === 'one' ? widened(admitted.set, sets) : admitted.set;
  const matching = known.filter(
    ({ range, set }) => intersect(wanted, set).length > 0 && !isBeforeFirst(range, set, admitted),
  );
  const open = subtract(admitted.set, sets.flat());
  return {
    application,
    admitted: admitted.is,
    evidence: matching.map(({ range, set }) =>
      evidenceOfRange(clipped(range, set, admitted), covers, readIn),
    ),
    gap: gapOf(application, admitted, open),
  };
}

/** Where a choice of versions is left, a fact speaks of those only; of one version it says how far around it reaches. */
function clipped(range: FactRange, set: VersionSet, admitted: Admitted): FactRange {
  if (admitted.is !== 'several') return range;
  return { ...range, versions: printVersions(intersect(set, admitted.set)) };
}

/**
 * Without a version the newest is meant at least, so that the first versions had no license file yet does no harm;
 * whoever names such a version is told.
 */
function isBeforeFirst(range: FactRange, set: VersionSet, admitted: Admitted): boolean {
  return admitted.is === 'every' && range.license === 'NONE' && set.every(({ to }) => to !== null);
}

/**
 * A pre-release of the very version at a border (1.6.0-alpha, where 1.6.0 changed the license) may stand on either
 * side, so it admits the release beside itself; unless the border itself is a pre-release and thereby exact.
 */
function widened(admitted: VersionSet, ranges: readonly VersionSet[]): VersionSet {
  const version = admitted[0]?.from?.version;
  if (version === undefined || version.preRelease.length === 0) return admitted;
  const release = { version: { numbers: version.numbers, preRelease: [] }, inclusive: true };
  const isExactBorder = ranges
    .flat()
    .some(({ from, to }) =>
      [from, to].some(
        (bound) => bound?.version.preRelease.length && sameNumbers(bound.version.numbers, version.numbers),
      ),
    );
  return isExactBorder ? admitted : [...admitted, { from: release, to: release }];
}

function sameNumbers(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, index) => number === other[index]);
}

function gapOf(application: string, admitted: Admitted, open: VersionSet): string | null {
  if (admitted.is !== 'every') {
    if (open.length === 0) return null;
    const versions =
      admitted.is === 'one'
        ? `version ${printVersions(admitted.set)}`
        : `the admitted versions ${versionsInWords(open)}`;
    return `No licence fact speaks of ${versions} of ${application}.`;
  }
  // Without a version the newest is meant at least; that facts begin at some old version does no harm.
  const newest = open.filter(({ to }) => to === null);
  if (newest.length === 0) return null;
  const versions = newest[0]?.from == null ? 'the newest version' : `versions ${versionsInWords(newest)}`;
  return `${admitted.reason} No licence fact speaks of ${versions} of ${application}.`;
}

type Variant =
  | { readonly is: 'known'; readonly application: string | null }
  | { readonly is: 'unknown'; readonly word: string };

const wordEnd = /[-_./:#]/;

// Editions under other terms, by custom; where a package says nothing of them, nobody knows.
const editions: ReadonlySet<string> = new Set(
  'commercial datacenter ee ent enterprise oss premium pro'.split(' '),
);

function variantOf({ variants }: Admitted, known: FactPackage | undefined, key: string): Variant {
  if (known?.covers !== 'main-software') return { is: 'known', application: null };
  const words = variants.map((word) => word.toLowerCase().split('.', 1)[0] ?? '');
  const named = words.map((word) => known.variants.get(word)).find((one) => one !== undefined);
  if (named !== undefined) return { is: 'known', application: named };
  // `gitlab/gitlab-ee:17.0.0-ee.0` is filed under its edition already.
  const own = new Set(key.toLowerCase().split(wordEnd));
  const edition = words.find((word) => editions.has(word) && !own.has(word));
  return edition === undefined ? { is: 'known', application: null } : { is: 'unknown', word: edition };
}

/** What is known of the application that a chart deploys; it never concludes the license of the chart. */
function ofDeployed(
  facts: Facts,
  known: FactPackage | undefined,
  query: FactQuery,
): readonly LicenseEvidence[] {
  const deploys = known?.deploys;
  if (!deploys) return [];
  const ranges = facts.rangesOf(deploys.application ?? '');
  if (ranges !== undefined && deploys.application !== null && query.appVersion !== undefined) {
    const admitted = admittedBy({ version: query.appVersion, requested: null, key: query.key }, 'tag');
    return answerFor(ranges, deploys.application, admitted, 'application', null).evidence;
  }
  if (deploys.license === null) return [];
  const scope = deploys.version === null ? '' : ` of version ${deploys.version}`;
  return [
    {
      expression: deploys.license,
      covers: 'application',
      method: 'hint',
      acknowledgement: 'observed',
      source: `named as the licence${scope} of the application that the chart deploys; never verified`,
      verified: false,
      confidence: 0.3,
    },
  ];
}

function shown(key: string): string {
  return key.length > 200 ? `${key.slice(0, 200)}…` : key;
}
