import type { Discovered } from '../discover/index.ts';
import type { Edit } from '../model/finding.ts';
import { compareText } from '../model/location.ts';
import type { ResolvedOccurrence } from '../model/occurrence.ts';
import { isAtLeast, type Pin } from '../model/pin.ts';
import type { ReportComponent, ReportFinding, ReportOccurrence } from '../model/report.ts';
import type { ResolvedScan } from '../resolve/resolve.ts';
import type { EvaluatedScan } from './evaluate.ts';

/** What a pin would mend: an occurrence, and the weakest pin of it that is enough. */
export interface Mendable {
  readonly component: ReportComponent;
  readonly occurrence: ReportOccurrence;
  readonly least: Pin;
}

/** What pins are planned for. */
export interface PinRequest {
  readonly found: Discovered;
  /** The references of the repository itself, before anybody was asked about them. */
  readonly before: ResolvedScan;
  isMeant(occurrence: ResolvedOccurrence): boolean;
}

/** The edits that pin an occurrence, proven to do so and nothing else. */
export interface ProvenPin {
  readonly occurrence: ResolvedOccurrence;
  readonly pin: Pin;
  readonly edits: readonly Edit[];
}

/** Plans pins; what comes of it may ask the look-up of the scan, and reads the repository again. */
export type PinPlanner = (request: PinRequest) => Promise<readonly ProvenPin[]>;

/** Gives each finding that pins would mend the edits that do; nothing is read or planned where there is no such finding. */
export async function withFixes(
  { findings, mendable }: Pick<EvaluatedScan, 'findings' | 'mendable'>,
  found: Discovered,
  { plan, references }: { readonly plan: PinPlanner; references(): Promise<ResolvedScan> },
): Promise<readonly ReportFinding[]> {
  if (mendable.size === 0) return findings;
  const before = await references();
  const wanted = new Set(
    [...mendable.values()].map(({ component: { key }, occurrence }) => identityOf(key, occurrence)),
  );
  const isMeant = (each: ResolvedOccurrence) => each.in === null && wanted.has(identityOfResolved(each));
  const pins = await plan({ found, before, isMeant });
  const pinned = Map.groupBy(pins, ({ occurrence }) => identityOfResolved(occurrence));
  // Several values of a matrix may be one reference at one place: it is pinned where all of them are.
  const meant = Map.groupBy(before.occurrences.filter(isMeant), identityOfResolved);
  return findings.map((finding) => {
    const mended = mendable.get(finding);
    if (!mended) return finding;
    const identity = identityOf(mended.component.key, mended.occurrence);
    const own = (pinned.get(identity) ?? []).filter(({ pin }) => isMendedBy(pin, mended));
    if (own.length === 0 || own.length < (meant.get(identity)?.length ?? 0)) return finding;
    return { ...finding, fix: orderedEdits(own.flatMap(({ edits }) => edits)) };
  });
}

/**
 * Whether a pin is enough, and leaves the licence known: what is said of versions says nothing of a commit, nor of the digest
 * behind a tag that names none.
 */
function isMendedBy(pin: Pin, { component, occurrence: { requested }, least }: Mendable): boolean {
  if (!isAtLeast(pin, least)) return false;
  const { is, evidence } = component.license.concluded;
  const isOfVersions = evidence.every(({ versions = '*' }) => versions !== '*');
  if (is !== 'expression' || !isOfVersions || pin === 'exact') return true;
  return pin === 'digest' && requested !== null && number.test(requested);
}

const number = /\d/;

type Placed = Pick<
  ReportOccurrence,
  'path' | 'line' | 'column' | 'endLine' | 'endColumn' | 'ecosystem' | 'unit' | 'address' | 'requested'
>;

/** What tells one occurrence from another before and after registries were asked. */
function identityOf(key: string, occurrence: Placed): string {
  const { path, line, column, endLine, endColumn, ecosystem, unit, address, requested } = occurrence;
  return JSON.stringify([key, path, line, column, endLine, endColumn, ecosystem, unit, address, requested]);
}

function identityOfResolved({ key, at, ecosystem, unit, address, requested }: ResolvedOccurrence): string {
  return identityOf(key, { ...at, ecosystem, unit, address, requested });
}

/** Sorts edits by path and place, each once. */
export function orderedEdits(edits: Iterable<Edit>): readonly Edit[] {
  const distinct = new Map<string, Edit>();
  for (const edit of edits) distinct.set(`${edit.path}\0${edit.start}\0${edit.end}\0${edit.text}`, edit);
  return [...distinct.values()].sort(
    (a, b) =>
      compareText(a.path, b.path) || a.start - b.start || a.end - b.end || compareText(a.text, b.text),
  );
}
