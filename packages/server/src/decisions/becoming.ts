import type { DecisionState } from '../store/tables.ts';

/** Who changes a decision, when, and why, where they say. */
interface Changer {
  readonly by: string;
  readonly now: number;
  readonly reason: string | null;
}

/** What the row of a decision gets, and what the log says, when it is confirmed, declined or withdrawn. */
export function becoming(state: DecisionState, { by, now, reason }: Changer) {
  const ending = { endedBy: by, endedAt: now, endedBecause: reason };
  return {
    row: { state, ...(state === 'in-force' ? { confirmedBy: by } : ending) },
    after: { state, ...(reason === null ? {} : { reason }) },
  };
}
