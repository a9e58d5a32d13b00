import { broughtDecision } from '../ingest/own-decisions.ts';
import type { Writing } from '../store/database.ts';
import type { ProjectChangeTable } from '../store/history-tables.ts';
import type { FindingTable, UseTable } from '../store/tables.ts';

/** Rows as they were, and as they are. */
export interface Changed<Row> {
  readonly before: readonly Row[];
  readonly after: readonly Row[];
}

type Use = Pick<UseTable, 'componentId' | 'versionId' | 'licenseId' | 'pin'>;
type Finding = Pick<FindingTable, 'fingerprint' | 'state' | 'detail'>;
type Change = Pick<
  ProjectChangeTable,
  'added' | 'removed' | 'versions' | 'licenses' | 'pins' | 'opened' | 'closed'
>;

/** Counts what a report changed, as a comparison of the two does. What it says is waived, by whoever decided that, is not open. */
export function changeOf(uses: Changed<Use>, findings: Changed<Finding>): Change {
  const before = Map.groupBy(uses.before, ({ componentId }) => componentId);
  const after = Map.groupBy(uses.after, ({ componentId }) => componentId);
  const stayed = [...after].flatMap(([id, now]) => {
    const was = before.get(id);
    return was === undefined ? [] : [{ was, now }];
  });
  const differing = (of: (use: Use) => unknown) =>
    stayed.filter(({ was, now }) => new Set(was.map(of)).symmetricDifference(new Set(now.map(of))).size > 0)
      .length;
  const [known, found] = [openIn(findings.before), openIn(findings.after)];
  return {
    added: after.size - stayed.length,
    removed: before.size - stayed.length,
    versions: differing(({ versionId }) => versionId),
    licenses: differing(({ licenseId }) => licenseId),
    pins: differing(({ pin }) => pin),
    opened: found.difference(known).size,
    closed: known.difference(found).size,
  };
}

function openIn(findings: readonly Finding[]): Set<string> {
  const isOpen = (each: Finding) => each.state !== 'waived' && !broughtDecision(each);
  return new Set(findings.filter(isOpen).map(({ fingerprint }) => fingerprint));
}

interface Place extends Pick<ProjectChangeTable, 'projectId' | 'projectGroupId' | 'reportId'> {
  readonly previousReportId: number | null;
  readonly at: number;
}

/** Keeps what a report changed; of one that changed nothing there is nothing to keep, unless it is the first. */
export async function keepChange(writing: Writing, place: Place, change: Change): Promise<void> {
  const isNothing = Object.values(change).every((count) => count === 0);
  if (isNothing && place.previousReportId !== null) return;
  await writing
    .insertInto('projectChange')
    .values({ ...place, ...change })
    .execute();
}
