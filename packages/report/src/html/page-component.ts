import {
  printable,
  type ReportComponent,
  type ReportOccurrence,
  versionsInWords,
  withoutRepeats,
} from '@fineprint/core';
import { versionedName } from '../licenses/rows.ts';
import type { Limits } from './limits.ts';
import { addressOf, addressOfSource } from './markup.ts';
import type { PageComponent, PageEvidence, PageLicense, PagePlace } from './page-data.ts';

interface Means {
  readonly nodes: ReadonlyMap<string, number>;
  readonly limits: Limits;
  /** Hashes of the texts that the page holds. */
  readonly held: ReadonlySet<string>;
}

/** A component as the page's script takes it: every text printable, and nothing in it that nobody said. */
export function pageComponent(component: ReportComponent, means: Means): PageComponent {
  const { ref, kind, pin, usage, source, occurrences } = component;
  const { places: most } = means.limits;
  const units = [...new Set(occurrences.flatMap(({ unit }) => means.nodes.get(unit) ?? []))];
  const version = shownVersion(component);
  const address = source === null ? null : addressOf(source);
  return {
    ref: printable(ref),
    name: printable(wholeName(component)),
    ...(version === null ? {} : { version: printable(version) }),
    kind,
    pin: pin ?? 'unknown',
    usage,
    license: licenseOf(component, means),
    count: occurrences.length,
    places: occurrences.slice(0, most).map((place) => placeOf(place, component, means)),
    ...differing('pins', distinct(occurrences.map((each) => each.pin ?? 'unknown'))),
    ...differing('usages', distinct(occurrences.map((each) => each.usage))),
    units,
    identity: means.limits.isDetailed ? identityOf(component) : {},
    ...(address === null ? {} : { address }),
  };
}

/** The name, with the path in it where only its key has that. */
export function wholeName(component: ReportComponent): string {
  return versionedName({ ...component, version: null, requested: null, commit: null });
}

/** The exact version, else what is asked for, else the start of a commit or digest. */
export function shownVersion({ version, requested, commit, digest }: ReportComponent): string | null {
  const said = version ?? requested;
  if (said !== null && said !== commit) return said;
  if (commit !== null) return commit.slice(0, 12);
  return digest === null ? null : digest.slice(0, 19);
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function differing<Name extends string>(name: Name, values: readonly string[]) {
  return values.length < 2 ? {} : ({ [name]: values } as const);
}

function identityOf(component: ReportComponent): PageComponent['identity'] {
  const { ref, purl, proposedPurl, source, supplier, version, digest, commit, hashes } = component;
  const names = {
    version,
    requested: [version, commit, digest].includes(component.requested) ? null : component.requested,
    commit,
    digest,
    source,
    supplier,
    purl,
    'proposed purl': proposedPurl,
    hashes: hashes.length === 0 ? null : shortList(hashes),
    ref,
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, text]) => (text === null ? [] : [[name, printable(text)]])),
  );
}

// A provider is locked with a hash for each platform; the first ones show what sort they are.
const mostHashes = 4;

function shortList(items: readonly string[]): string {
  const more = items.length - mostHashes;
  return `${items.slice(0, mostHashes).join(' ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function placeOf(place: ReportOccurrence, component: ReportComponent, { nodes, limits }: Means): PagePlace {
  const { pin, usage, unit, text, claimed, via, in: holder } = place;
  const number = nodes.get(unit);
  return {
    at: placeText(place),
    ...(limits.isDetailed ? { text: printable(text) } : {}),
    ...(pin === component.pin ? {} : { pin: pin ?? 'unknown' }),
    ...(usage === component.usage ? {} : { usage }),
    ...(number === undefined ? {} : { unit: number }),
    ...(claimed === null ? {} : { claimed: printable(claimed) }),
    ...(via.length === 0 ? {} : { via: via.map(placeText) }),
    ...(holder === null ? {} : { in: printable(holder) }),
  };
}

/** Where something stands: `path:line`. */
export function placeText({ path, line }: Pick<ReportOccurrence, 'path' | 'line'>): string {
  return printable(`${path}:${line}`);
}

/** The class of a licence; `none` where there is no licence, `unknown` where nothing is concluded. */
export function classOf({ license: { concluded, class: known } }: ReportComponent): string {
  if (concluded.is === 'none') return 'none';
  return known ?? (concluded.is === 'expression' ? 'unstated' : 'unknown');
}

function licenseOf(component: ReportComponent, means: Means): PageLicense {
  const { declared, concluded, effective, ranges, notices = [] } = component.license;
  const { expression, because, covers, confidence } = concluded;
  return {
    ...(expression === null ? {} : { expression: printable(expression) }),
    class: classOf(component),
    because: printable(because),
    ...(effective === null || effective === expression ? {} : { effective: printable(effective) }),
    ...(declared === null ? {} : { declared: printable(declared) }),
    ...(covers === null ? {} : { covers }),
    ...(expression === null ? {} : { confidence }),
    ...(ranges.length === 0 ? {} : { ranges: withoutRepeats(ranges).map(rangeOf) }),
    ...(means.limits.isDetailed ? { evidence: evidenceOf(component, means) } : {}),
    ...(notices.length === 0
      ? {}
      : {
          notices: notices.map(({ source, text }) => ({
            source: printable(source),
            ...heldText(text, means),
          })),
        }),
  };
}

function rangeOf(range: { readonly versions: string; readonly expression: string }) {
  return { versions: printable(versionsInWords(range.versions)), expression: printable(range.expression) };
}

function evidenceOf(
  { license: { observed, concluded } }: ReportComponent,
  means: Means,
): readonly PageEvidence[] {
  // Where nothing is concluded, the evidence that was weighed decided nothing.
  const deciding = new Set(concluded.is === 'no-assertion' ? [] : concluded.evidence.map(evidenceKey));
  return observed.map((one) => {
    const { expression, method, covers, source, acknowledgement, verified, versions, note, text } = one;
    const address = addressOfSource(source);
    return {
      expression: printable(expression),
      method,
      covers,
      source: printable(source),
      ...(address === null ? {} : { address }),
      ...(acknowledgement === 'declared' ? { isDeclared: true } : {}),
      ...(verified ? { isVerified: true } : {}),
      ...(deciding.has(evidenceKey(one)) ? { decided: true } : {}),
      ...(versions === undefined ? {} : { versions: printable(versionsInWords(versions)) }),
      ...(note === undefined ? {} : { note: printable(note) }),
      ...(text === undefined ? {} : heldText(text, means)),
    };
  });
}

type Evidence = ReportComponent['license']['observed'][number];

function evidenceKey({ method, source, expression, versions }: Evidence): string {
  return JSON.stringify([method, source, expression, versions]);
}

function heldText(sha: string, { held }: Means): { readonly text?: string } {
  return held.has(sha) ? { text: sha } : {};
}
