import { holdingIn, standing } from '../decisions/holding.ts';
import { batches } from '../ingest/batches.ts';
import { identityOf } from '../ingest/dictionary.ts';
import type { FlatFinding, FlatUse } from '../ingest/flatten.ts';
import type { Reading } from '../store/database.ts';
import type { DryRunFindingTable } from '../store/policy-tables.ts';

/** What would become of a finding that waits for a decision, or would. */
export type Effect = Omit<DryRunFindingTable, 'id' | 'dryRunId' | 'projectId'>;

/** A project's report as a policy judges it. */
export interface JudgedReport {
  readonly uses: readonly FlatUse[];
  readonly findings: readonly FlatFinding[];
  readonly projectGroupId: number;
}

interface Means {
  readonly read: Reading;
  readonly now: number;
}

/** What a policy would do to a project. */
export interface Effects {
  readonly effects: readonly Effect[];
  /** Findings that it would make, end or give another level, and that wait for nobody before or after. */
  readonly settled: number;
}

/** Tells which findings of a project would wait for a decision that do not now, which would not any more, and which at another level. */
export async function effectsOn(projectId: number, judged: JudgedReport, means: Means): Promise<Effects> {
  const now = new Map((await findingsNow(projectId, means)).map((row) => [placeOf(row), row]));
  const waiting = new Map([...now].filter(([, { state }]) => state === 'open'));
  const would = new Map((await wouldWait(projectId, judged, means)).map((each) => [placeOf(each), each]));
  const effects: Effect[] = [];
  for (const [place, { rule, ref, severity, message }] of would) {
    const before = waiting.get(place);
    if (before?.severity === severity) continue;
    const effect = before ? 'changes' : 'opens';
    effects.push({ rule, ref, severity, message, effect, severityBefore: before?.severity ?? null });
  }
  for (const [place, { rule, ref, severity, message }] of waiting)
    if (!would.has(place))
      effects.push({ rule, ref, severity, message, effect: 'closes', severityBefore: null });
  const after = new Map(judged.findings.map((each) => [placeOf(each), each]));
  const settled = [...new Set([...now.keys(), ...after.keys()])].filter(
    (place) =>
      !waiting.has(place) && !would.has(place) && now.get(place)?.severity !== after.get(place)?.severity,
  ).length;
  return { effects, settled };
}

function placeOf({ fingerprint, ref }: { readonly fingerprint: string; readonly ref: string | null }) {
  return `${fingerprint} ${ref}`;
}

function findingsNow(projectId: number, { read }: Means) {
  return read
    .selectFrom('finding')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
    .leftJoin('version', 'version.id', 'finding.versionId')
    .where('finding.projectId', '=', projectId)
    .select([
      'finding.state',
      'finding.fingerprint',
      'finding.severity',
      'finding.message',
      'decisionGroup.rule',
      'version.ref',
    ])
    .execute();
}

/** The findings that no waiver and no decision in force would settle. */
async function wouldWait(
  projectId: number,
  { uses, findings, projectGroupId }: JudgedReport,
  means: Means,
): Promise<readonly FlatFinding[]> {
  const groups = await knownGroups(findings, means);
  const holding = await holdingIn(means.read, [...groups.values()], means.now);
  const byGroup = Map.groupBy(holding, ({ decisionGroupId }) => decisionGroupId);
  const components = new Map(uses.map((use) => [use.ref, use]));
  return findings.filter((finding) => {
    if (finding.waiver !== null) return false;
    const decisionGroupId = groups.get(identityOf(finding));
    // Nobody was ever asked this.
    if (decisionGroupId === undefined) return true;
    const component = finding.ref === null ? null : (components.get(finding.ref) ?? null);
    const place = { decisionGroupId, projectId, projectGroupId, component };
    return standing(place, byGroup.get(decisionGroupId) ?? []).state === 'open';
  });
}

async function knownGroups(findings: readonly FlatFinding[], { read }: Means) {
  const groups = new Map<string, number>();
  for (const part of batches([...new Set(findings.map(identityOf))]))
    for (const { id, identity } of await read
      .selectFrom('decisionGroup')
      .where('identity', 'in', part)
      .select(['id', 'identity'])
      .execute())
      groups.set(identity, id);
  return groups;
}
