import * as z from 'zod';
import { may, type Principal, reachOf } from '../../access/principal.ts';
import type { ServerMeans } from '../../server-means.ts';
import type { Outcome } from '../../store/tables.ts';
import { outcomes } from '../outcomes.ts';
import { pageOf } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { isoTime } from '../time.ts';
import { decisionRows } from './queries.ts';

/** Where a decision holds: one project, the projects of a group, or all. */
export const scope = z.discriminatedUnion('is', [
  z.object({ is: z.literal('project'), project: z.string() }),
  z.object({ is: z.literal('group'), group: z.string() }),
  z.object({ is: z.literal('all') }),
]);

/** A scope with the name of its project or group, for people. */
export const namedScope = z.discriminatedUnion('is', [
  z.object({ is: z.literal('project'), project: z.string(), name: z.string() }),
  z.object({ is: z.literal('group'), group: z.string(), name: z.string() }),
  z.object({ is: z.literal('all') }),
]);

export const decisionStates = z.enum([
  'proposed',
  'in-force',
  'replaced',
  'withdrawn',
  'expired',
  'declined',
]);
export const changes = z.enum(['withdraw', 'confirm', 'decline']);

/** Why something is withdrawn, undone or declined; the log keeps it. */
export const changeReason = z.string().trim().min(3).max(4_000).nullable().default(null);

/** A decision as the API shows it. */
export const decision = z.object({
  id: z.string(),
  question: z.string(),
  rule: z.string(),
  /** The key of the component, and its name. */
  component: z.string().nullable(),
  name: z.string().nullable(),
  license: z.string().nullable(),
  scope: namedScope,
  versions: z.string().nullable(),
  outcome: outcomes,
  reason: z.string(),
  state: decisionStates,
  expiresAt: z.iso.datetime().nullable(),
  decidedBy: z.string(),
  decidedAt: z.iso.datetime(),
  confirmedBy: z.string().nullable(),
  /** What it was made together with. */
  batch: z.string().nullable(),
  /** Who withdrew, declined or replaced it, when and why, and the decision that took its place; `null` while it stands, and of what ended before this was kept. */
  ended: z
    .object({
      by: z.string(),
      at: z.iso.datetime(),
      reason: z.string().nullable(),
      replacedBy: z.string().nullable(),
    })
    .nullable(),
  /** What the asker may do with it. */
  can: z.array(changes),
});

export const decisionPage = pageOf(decision);

type Row = Awaited<ReturnType<typeof decisionRows>>[number];

/** A row of decisions as the API shows it to somebody. */
export function toDecision(row: Row, principal: Principal): z.infer<typeof decision> {
  const { uid, question, rule, key, componentName, expression, versions, outcome, reason, state } = row;
  return {
    id: uid,
    question,
    rule,
    component: key,
    name: componentName,
    license: expression,
    scope: toScope(row),
    versions,
    outcome,
    reason,
    state,
    expiresAt: row.expiresAt === null ? null : isoTime(row.expiresAt),
    decidedBy: row.decidedBy,
    decidedAt: isoTime(row.decidedAt),
    confirmedBy: row.confirmedBy,
    batch: row.batch,
    ended: endingOf(row),
    can: changesFor(row, principal),
  };
}

function endingOf({ endedBy, endedAt, endedBecause, replacedBy }: Row): z.infer<typeof decision>['ended'] {
  if (endedBy === null || endedAt === null) return null;
  return { by: endedBy, at: isoTime(endedAt), reason: endedBecause, replacedBy };
}

interface ScopeRow {
  readonly project: string | null;
  readonly projectName: string | null;
  readonly group: string | null;
  readonly groupName: string | null;
}

/** A scope of the store as the API tells it. */
export function toScope({ project, projectName, group, groupName }: ScopeRow): z.infer<typeof namedScope> {
  if (project !== null) return { is: 'project', project, name: projectName ?? project };
  return group === null ? { is: 'all' } : { is: 'group', group, name: groupName ?? group };
}

/** What somebody may do with a decision; nobody confirms what they proposed. */
function changesFor(row: Row, principal: Principal): z.infer<typeof changes>[] {
  if (!may(principal, 'review')) return [];
  const reach = reachOf(principal, 'review');
  const group = row.projectGroupId ?? row.groupOfProject;
  if (reach !== 'all' && (group === null || !reach.includes(group))) return [];
  if (row.state === 'in-force') return ['withdraw'];
  if (row.state !== 'proposed') return [];
  return row.decidedBy === principal.name ? ['decline'] : ['confirm', 'decline'];
}

/** When an answer ends; throws an `ApiProblem` where it has to end and does not, or has ended. */
export function endOf(
  { outcome, expiresAt }: { readonly outcome: Outcome; readonly expiresAt: string | null },
  now: number,
): number | null {
  if (outcome === 'approved-until' && expiresAt === null)
    throw new ApiProblem('bad-request', 'What is approved until a day needs that day ("expiresAt").');
  if (expiresAt === null) return null;
  if (outcome !== 'approved-until')
    throw new ApiProblem('bad-request', 'Only what is approved until a day has one: leave "expiresAt" out.');
  const end = Date.parse(expiresAt);
  if (end <= now) throw new ApiProblem('bad-request', 'The last day ("expiresAt") has passed.');
  return end;
}

/** One decision; throws an `ApiProblem` where there is none that somebody may see. */
export async function shownDecision(
  uid: string,
  principal: Principal,
  { database }: Pick<ServerMeans, 'database'>,
  needs: 'read' | 'review' = 'read',
) {
  const part = { from: null, limit: 1 };
  const [row] = await decisionRows({ uid }, part, reachOf(principal, needs), database);
  if (!row) throw new ApiProblem('not-found', `There is no decision "${uid}".`);
  return toDecision(row, principal);
}
