import type { AppliedWaiver, Report, ReportFinding } from '@fineprint/core';
import { lastDay } from '../decisions/waivers.ts';
import type { Database } from '../store/database.ts';

/** A finding that a decision settles, by its place in a report, and the decision as a report tells it. */
export interface Settled {
  readonly fingerprint: string;
  readonly ref: string | null;
  readonly waiver: AppliedWaiver;
}

/** The findings of a project that decisions settle. */
export async function settledOf(
  projectId: number,
  now: number,
  { read }: Database,
): Promise<readonly Settled[]> {
  const rows = await read
    .selectFrom('finding')
    .innerJoin('decision', 'decision.id', 'finding.decisionId')
    .leftJoin('version', 'version.id', 'finding.versionId')
    .where('finding.projectId', '=', projectId)
    .where('finding.state', 'in', ['approved', 'false-positive'])
    .select([
      'finding.fingerprint',
      'version.ref',
      'decision.uid',
      'decision.reason',
      'decision.decidedBy',
      'decision.expiresAt',
    ])
    .execute();
  return rows.map(({ fingerprint, ref, uid: id, reason, decidedBy: owner, expiresAt }) => ({
    fingerprint,
    ref,
    waiver: { id, reason, owner, expires: lastDay(expiresAt, now) },
  }));
}

/** A report with what was decided as waivers, as a scan has it that fetches them. */
export function withSettled(report: Report, settled: readonly Settled[]): Report {
  if (settled.length === 0) return report;
  const waivers = new Map(settled.map((each) => [placeOf(each), each.waiver]));
  const counts = { ...report.summary.findings };
  const findings = report.findings.map((finding): ReportFinding => {
    const waiver = finding.waiver === null ? waivers.get(placeOf(finding)) : undefined;
    if (waiver === undefined) return finding;
    const { known = 0 } = counts;
    if (finding.state === 'known') Object.assign(counts, { known: known - 1 });
    else counts[finding.level] -= 1;
    counts.waived += 1;
    return { ...finding, waiver };
  });
  return { ...report, findings, summary: { ...report.summary, findings: counts } };
}

function placeOf({ fingerprint, ref }: Pick<Settled, 'fingerprint' | 'ref'>): string {
  return `${fingerprint} ${ref}`;
}
