import { sql } from 'kysely';
import type { Database } from '../store/database.ts';
import { type Holding, narrowness } from './holding.ts';
import {
  accepting,
  type Exported,
  type ExportedWaiver,
  type Refused,
  toRefused,
  toWaiver,
  type Unsaid,
  waiversFor,
  whyUnsaid,
} from './waivers.ts';

/** A project by what decides which decisions hold for it. */
export interface DecidedProject {
  readonly id: number;
  readonly groupId: number;
  readonly reportId: number | null;
}

/**
 * The waivers that hold for a project; `null` is one that is not there yet. Where no report stands for it, no finding tells which
 * decisions it needs, and all are given that hold for it.
 */
export function waiversOf(
  project: DecidedProject | null,
  now: number,
  database: Database,
): Promise<Exported> {
  return project === null || project.reportId === null
    ? waiversForNew(project, now, database)
    : waiversFor(project, now, database);
}

// Clients read 16 MB, and a reason may have 4,000 characters. Whatever is beyond is given after the first report.
const most = 2_000;

async function waiversForNew(
  project: DecidedProject | null,
  now: number,
  { read }: Database,
): Promise<Exported> {
  const holds = sql<boolean>`(decision.state = 'in-force'
    and (decision.expires_at is null or decision.expires_at > ${now})
    and (decision.project_id is null or decision.project_id = ${project?.id ?? 0})
    and (decision.project_group_id is null or decision.project_group_id = ${project?.groupId ?? 0}))`;
  // All decisions of the questions that were decided last: one that is left out could be the one that rejects.
  const latest = read
    .selectFrom('decision')
    .where(holds)
    .orderBy('id', 'desc')
    .limit(most)
    .select('decisionGroupId');
  const rows = await read
    .selectFrom('decision')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .where('decision.decisionGroupId', 'in', latest)
    .where(holds)
    .orderBy('decision.id')
    .selectAll('decision')
    .select(['decisionGroup.rule', 'component.key', 'license.expression'])
    .execute();
  const waivers: ExportedWaiver[] = [];
  const refusals: Refused[] = [];
  const unsaid: Unsaid[] = [];
  for (const ofQuestion of Map.groupBy(rows, (row) => row.decisionGroupId).values()) {
    const { said, others, isPlain } = counting(ofQuestion);
    // What is accepted in part was not decided against as a whole.
    if (said.length === 0)
      refusals.push(...others.flatMap((row) => (row.key === null ? [] : toRefused(row, row.key))));
    for (const row of said)
      if (row.key !== null && isPlain) waivers.push(toWaiver(row, row.key, now));
      else unsaid.push({ id: row.uid, rule: row.rule, why: whyUnsaid(row.key) });
  }
  return { waivers, refusals, unsaid };
}

/**
 * Which decisions of one question accept, and are hidden by no other: of one scope and its versions the last one counts, and
 * nothing that is wider than one for every version. A waiver holds for all versions that it names, and so none is plain where
 * some of them were not accepted.
 */
function counting<D extends Holding>(
  decisions: readonly D[],
): { readonly said: readonly D[]; readonly others: readonly D[]; readonly isPlain: boolean } {
  const last = new Map(decisions.map((each) => [`${narrowness(each)} ${each.versions}`, each]));
  const whole = [...last.values()].filter(({ versions }) => versions === null).map(narrowness);
  const counted = [...last.values()].filter((each) => narrowness(each) >= Math.max(0, ...whole));
  const [said, others] = [true, false].map((wanted) =>
    counted.filter(({ outcome }) => accepting.includes(outcome) === wanted),
  );
  const isPlain = !others?.some(({ versions }) => versions !== null);
  return { said: said ?? [], others: others ?? [], isPlain };
}
