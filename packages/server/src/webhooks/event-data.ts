import { levelOf } from '../api/findings.ts';
import { isoTime } from '../api/time.ts';
import type { Writing } from '../store/database.ts';

/** Decisions as events tell them, by their `uid`. */
export async function dataOfDecisions(writing: Writing, uids: readonly string[]) {
  if (uids.length === 0) return new Map<string, Record<string, unknown>>();
  const rows = await writing
    .selectFrom('decision')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .leftJoin('project', 'project.id', 'decision.projectId')
    .leftJoin('projectGroup', 'projectGroup.id', 'decision.projectGroupId')
    .where('decision.uid', 'in', uids)
    .selectAll('decision')
    .select([
      'decisionGroup.uid as question',
      'decisionGroup.rule',
      'component.key',
      'license.expression',
      'project.name as project',
      'projectGroup.name as group',
    ])
    .execute();
  return new Map(rows.map((row) => [row.uid, decisionData(row)]));
}

interface DecisionRow {
  readonly uid: string;
  readonly question: string;
  readonly rule: string;
  readonly key: string | null;
  readonly expression: string | null;
  readonly project: string | null;
  readonly group: string | null;
  readonly versions: string | null;
  readonly outcome: string;
  readonly state: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly expiresAt: number | null;
}

function decisionData(row: DecisionRow): Record<string, unknown> {
  const { uid, question, rule, key, expression, project, group, expiresAt } = row;
  const { versions, outcome, state, reason, decidedBy } = row;
  return {
    decision: uid,
    question,
    rule,
    component: key,
    license: expression,
    project,
    group,
    versions,
    outcome,
    state,
    reason,
    decidedBy,
    expiresAt: expiresAt === null ? null : isoTime(expiresAt),
  };
}

// Whoever wants all of them asks the API.
const mostNamed = 20;

/** The gravest of some questions, as events tell them. */
export async function dataOfQuestions(writing: Writing, ids: readonly number[]) {
  const rows = await writing
    .selectFrom('decisionGroup')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .where('decisionGroup.id', 'in', ids.slice(0, 1_000))
    .orderBy('decisionGroup.severity', 'desc')
    .orderBy('decisionGroup.id')
    .limit(mostNamed)
    .select([
      'decisionGroup.uid',
      'decisionGroup.rule',
      'decisionGroup.severity',
      'component.key',
      'license.expression',
    ])
    .execute();
  return rows.map(({ uid, rule, severity, key, expression }) => ({
    question: uid,
    rule,
    level: levelOf(severity),
    component: key,
    license: expression,
  }));
}
