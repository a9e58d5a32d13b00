import type { Database } from '../store/database.ts';
import type { Outcome } from '../store/tables.ts';

/** A decision as a policy file says it (`waivers` of `fineprint.yaml`). */
export interface ExportedWaiver {
  readonly id: string;
  readonly rule: string;
  readonly component: string;
  readonly versions?: string;
  readonly license?: string;
  readonly reason: string;
  readonly owner: string;
  /** ISO date, the last day on which it holds. */
  readonly expires: string;
}

/** A decision that accepts nothing, as a pipeline tells it beside the finding that stays. */
export interface Refused extends Omit<ExportedWaiver, 'expires'> {
  readonly outcome: 'rejected' | 'needs-information';
}

/** The waivers that hold for a project, what was decided against, and the decisions that no waiver can say, with why. */
export interface Exported {
  readonly waivers: readonly ExportedWaiver[];
  readonly refusals: readonly Refused[];
  readonly unsaid: readonly Unsaid[];
}

/** A decision that no waiver can say. */
export interface Unsaid {
  readonly id: string;
  readonly rule: string;
  readonly why: string;
}

/** What settles a finding for good. */
export const accepting: readonly Outcome[] = ['approved', 'approved-until', 'false-positive'];
const dayMs = 86_400_000;
// What nobody gave an end holds no longer than this without being fetched again. What was decided until a day comes with that day: the
// signed document around it ends by itself.
const freshMs = 30 * dayMs;

/**
 * Which questions a project has been answered, as waivers. A waiver covers all that its decision is for; where a narrower decision
 * does not accept some of that, which a waiver cannot leave out, there is none.
 */
export async function waiversFor(
  project: { readonly id: number; readonly groupId: number },
  now: number,
  { read }: Database,
): Promise<Exported> {
  const rows = await read
    .selectFrom('decision')
    .innerJoin('decisionGroup', 'decisionGroup.id', 'decision.decisionGroupId')
    .leftJoin('component', 'component.id', 'decisionGroup.componentId')
    .leftJoin('license', 'license.id', 'decisionGroup.licenseId')
    .where('decision.state', '=', 'in-force')
    .where(({ eb, or }) => or([eb('decision.expiresAt', 'is', null), eb('decision.expiresAt', '>', now)]))
    .where(({ eb, or }) =>
      or([eb('decision.projectId', 'is', null), eb('decision.projectId', '=', project.id)]),
    )
    .where(({ eb, or }) =>
      or([eb('decision.projectGroupId', 'is', null), eb('decision.projectGroupId', '=', project.groupId)]),
    )
    .where('decision.id', 'in', ({ selectFrom }) =>
      selectFrom('finding').where('finding.projectId', '=', project.id).select('finding.decisionId'),
    )
    .orderBy('decision.id')
    .selectAll('decision')
    .select(['decisionGroup.rule', 'component.key', 'license.expression'])
    .execute();
  const isAccepting = ({ outcome }: Pick<Row, 'outcome'>) => accepting.includes(outcome);
  const groups = [...Map.groupBy(rows, ({ decisionGroupId }) => decisionGroupId).values()];
  // Of one that accepts and one that does not either may be the narrower: none is said of all.
  const mixed = new Set(
    groups
      .filter((each) => each.some(isAccepting) && !each.every(isAccepting))
      .map(([row]) => row?.decisionGroupId),
  );
  const waivers: ExportedWaiver[] = [];
  const refusals: Refused[] = [];
  const unsaid: Unsaid[] = [];
  for (const row of rows) {
    const { uid: id, rule, key } = row;
    if (key === null || mixed.has(row.decisionGroupId)) {
      if (isAccepting(row)) unsaid.push({ id, rule, why: whyUnsaid(key) });
    } else if (isAccepting(row)) waivers.push(toWaiver(row, key, now));
    else refusals.push(toRefused(row, key));
  }
  return { waivers, refusals, unsaid };
}

/** Why a decision about a component, or about none, is no waiver. */
export function whyUnsaid(component: string | null): string {
  return component === null ? 'It names no component.' : 'A narrower decision accepts less.';
}

interface Row {
  readonly uid: string;
  readonly outcome: Outcome;
  readonly rule: string;
  readonly expression: string | null;
  readonly versions: string | null;
  readonly reason: string;
  readonly decidedBy: string;
  readonly expiresAt: number | null;
}

/** A decision about a component as a waiver. */
export function toWaiver(row: Row, component: string, now: number): ExportedWaiver {
  return { ...described(row, component), expires: lastDay(row.expiresAt, now) };
}

/** The last day of a decision as a waiver, in ISO 8601. */
export function lastDay(expiresAt: number | null, now: number): string {
  return new Date(expiresAt ?? now + freshMs).toISOString().slice(0, 10);
}

/** A decision about a component that accepts nothing. */
export function toRefused(row: Row, component: string): Refused {
  const outcome = row.outcome === 'rejected' ? 'rejected' : 'needs-information';
  return { outcome, ...described(row, component) };
}

function described(row: Row, component: string): Omit<ExportedWaiver, 'expires'> {
  const { uid, rule, expression, versions, reason, decidedBy } = row;
  return {
    id: uid,
    rule,
    component,
    ...(versions === null ? {} : { versions }),
    ...(expression === null ? {} : { license: expression }),
    reason,
    owner: decidedBy,
  };
}
