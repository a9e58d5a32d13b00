import type { Reading } from '../store/database.ts';
import { batches } from './batches.ts';
import type { FlatFinding, FlatReport } from './flatten.ts';

/**
 * A report without the waivers that are decisions of this server, which its scan had fetched here: what they settle is told by the
 * decisions themselves. As waivers of the repository they would outlast their withdrawal, and the next scan would not be given them.
 */
export async function withoutOwnDecisions(report: FlatReport, read: Reading): Promise<FlatReport> {
  const own = new Set<string>();
  for (const part of batches([...new Set(report.findings.flatMap(({ waiver }) => waiver ?? []))])) {
    const rows = await read.selectFrom('decision').where('uid', 'in', part).select('uid').execute();
    for (const { uid } of rows) own.add(uid);
  }
  if (own.size === 0) return report;
  const isOwn = ({ waiver }: FlatFinding) => waiver !== null && own.has(waiver);
  return { ...report, findings: report.findings.map((each) => (isOwn(each) ? unwaived(each) : each)) };
}

function unwaived(finding: FlatFinding): FlatFinding {
  const { waiver: _waiver, ...detail } = JSON.parse(finding.detail);
  // That the report brought it is part of what the report changed.
  return { ...finding, waiver: null, detail: JSON.stringify({ ...detail, [mark]: finding.waiver }) };
}

const mark = 'ownDecision';

/** Whether the report of a finding had it waived by a decision of this server. */
export function broughtDecision({ detail }: Pick<FlatFinding, 'detail'>): boolean {
  // Most have none, and are not read for it.
  return detail.includes(`"${mark}":`) && Object.hasOwn(JSON.parse(detail), mark);
}
