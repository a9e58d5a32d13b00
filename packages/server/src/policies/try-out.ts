import type { IngestMeans } from '../ingest/ingest.ts';
import { withoutOwnDecisions } from '../ingest/own-decisions.ts';
import type { Writing } from '../store/database.ts';
import { hasAdvanced } from './dry-run.ts';
import { type Effect, type Effects, effectsOn } from './effects-on.ts';
import { policiesFor } from './in-force.ts';

/** A project that a dry run has come to. */
export interface Trial {
  readonly dryRunId: number;
  readonly projectId: number;
}

/** Judges the report of a project by the policy of a dry run, and enters what that would change; nothing else changes. */
export async function tryOut({ dryRunId, projectId }: Trial, means: IngestMeans): Promise<void> {
  const trial = { dryRunId, projectId };
  const { database, blobs, clock } = means;
  const [draft, row] = await Promise.all([
    database.read
      .selectFrom('dryRun')
      .where('id', '=', trial.dryRunId)
      .select(['groupId', 'text'])
      .executeTakeFirstOrThrow(),
    database.read
      .selectFrom('project')
      .innerJoin('report', 'report.id', 'project.reportId')
      .where('project.id', '=', trial.projectId)
      .select(['project.name', 'project.groupId', 'report.sha256', 'report.receivedAt'])
      .executeTakeFirstOrThrow(),
  ]);
  const bytes = await blobs.get(row.sha256);
  const policies = await policiesFor(row.groupId, database.read, draft);
  const { name, receivedAt } = row;
  const read = await means.readDocument({ name, receivedAt, bytes }, policies, clock.now());
  if (read.failure !== null) throw new Error(read.failure);
  const report = await withoutOwnDecisions(read.report, database.read);
  const judged = { uses: report.uses, findings: report.findings, projectGroupId: row.groupId };
  const effects = await effectsOn(trial.projectId, judged, { read: database.read, now: clock.now() });
  await database.write((writing) => enterEffects(writing, trial, effects));
}

// What a project lists of them; all are counted.
const mostListed = 200;

async function enterEffects(writing: Writing, trial: Trial, { effects, settled }: Effects): Promise<void> {
  if (!(await hasAdvanced(writing, trial)) || effects.length + settled === 0) return;
  const total = countsOf(effects);
  await writing
    .updateTable('dryRun')
    .set(({ eb }) => ({
      opens: eb('opens', '+', total.opens),
      closes: eb('closes', '+', total.closes),
      changes: eb('changes', '+', total.changes),
      settled: eb('settled', '+', settled),
    }))
    .where('id', '=', trial.dryRunId)
    .execute();
  if (effects.length === 0) return;
  await writing
    .insertInto('dryRunProject')
    .values({ ...trial, ...total, failure: null })
    .execute();
  for (const [rule, some] of Map.groupBy(effects, (effect) => effect.rule))
    await addToRule(writing, trial.dryRunId, rule, countsOf(some));
  await writing
    .insertInto('dryRunFinding')
    .values(effects.slice(0, mostListed).map((effect) => ({ ...trial, ...effect })))
    .execute();
}

type Counts = Readonly<Record<Effect['effect'], number>>;

function countsOf(effects: readonly Effect[]): Counts {
  const count = (wanted: Effect['effect']) => effects.filter(({ effect }) => effect === wanted).length;
  return { opens: count('opens'), closes: count('closes'), changes: count('changes') };
}

async function addToRule(writing: Writing, dryRunId: number, rule: string, counts: Counts): Promise<void> {
  await writing
    .insertInto('dryRunRule')
    .values({ dryRunId, rule, ...counts })
    .onConflict((conflict) =>
      conflict.columns(['dryRunId', 'rule']).doUpdateSet(({ eb }) => ({
        opens: eb('dryRunRule.opens', '+', counts.opens),
        closes: eb('dryRunRule.closes', '+', counts.closes),
        changes: eb('dryRunRule.changes', '+', counts.changes),
      })),
    )
    .execute();
}
