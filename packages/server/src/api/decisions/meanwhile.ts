import type * as z from 'zod';
import { type Principal, reachOf } from '../../access/principal.ts';
import { standingIn } from '../../decisions/standing.ts';
import type { ServerMeans } from '../../server-means.ts';
import type { Outcome } from '../../store/tables.ts';
import { type decision, shownDecision } from './decision.ts';

type Decision = z.infer<typeof decision>;

interface Question {
  readonly decisionGroupId: number;
  /** The decision that somebody knew of, or that they knew of none. */
  readonly madeAfter: string | null;
}

/** Says what became of a question since somebody looked at it: what was decided, or what no longer stands, by whom and why. */
export async function meanwhile(
  { decisionGroupId, madeAfter }: Question,
  principal: Principal,
  means: ServerMeans,
): Promise<string> {
  const before = madeAfter === null ? null : await shownDecision(madeAfter, principal, means);
  const uid = await standingIn(means.database.read, decisionGroupId, reachOf(principal, 'read'));
  const now = uid === null ? null : await shownDecision(uid, principal, means);
  const isOlder = before !== null && over.has(before.state) && (now?.decidedAt ?? '') <= before.decidedAt;
  if (now !== null && !isOlder) return decided(now);
  return before === null ? 'Meanwhile it was decided, and that was taken back.' : ended(before);
}

// What is replaced or stands has one that came after it.
const over: ReadonlySet<Decision['state']> = new Set(['withdrawn', 'declined', 'expired']);

function decided({ decidedBy, outcome, scope, versions, reason, state }: Decision): string {
  const where = scope.is === 'all' ? 'all projects' : `${scope.is} ${scope.name}`;
  const which = versions === null ? '' : `, versions ${versions}`;
  const waits = state === 'proposed' ? ', which waits for a second person' : '';
  return `Meanwhile ${decidedBy} ${deeds[outcome]} for ${where}${which}${waits}: “${reason}”`;
}

const deeds: Readonly<Record<Outcome, string>> = {
  approved: 'approved it',
  'approved-until': 'approved it up to a day',
  rejected: 'rejected it',
  'needs-information': 'asked for more',
  'false-positive': 'called it a false positive',
};

function ended({ state, ended: ending, decidedBy }: Decision): string {
  const answer = `the answer of ${decidedBy} that stood`;
  if (ending === null) return `Meanwhile ${answer} is ${state}.`;
  const why = ending.reason === null ? '.' : `: “${ending.reason}”`;
  return `Meanwhile ${answer} was ${state} by ${ending.by}${why}`;
}
