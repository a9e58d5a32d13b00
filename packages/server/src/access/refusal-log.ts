import { append } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Database } from '../store/database.ts';
import type { Reason, Refusal } from './refusal.ts';

/** Writes down who was not let in, and why. */
export interface RefusalLog {
  note(refusal: Refusal, via: 'ci' | 'session', said?: Refusal['said']): Promise<void>;
}

const most = 30;
const eachMs = 2 * 60_000;
const longestText = 200;

/**
 * Makes the log of refusals: entries of the audit log, as many as 30 at once and one every two minutes. Those beyond are counted
 * by their reason, and the next entry tells how many there were: whoever asks a million times does not fill the log.
 */
export function refusalLog({
  database,
  clock,
}: {
  readonly database: Database;
  readonly clock: Clock;
}): RefusalLog {
  let left = most;
  let countedAt = clock.now();
  const unwritten = new Map<Reason, number>();
  const leave = (reason: Reason, count: number) => {
    unwritten.set(reason, (unwritten.get(reason) ?? 0) + count);
  };
  return {
    note: async ({ reason, said: saidThen }, via, said = saidThen) => {
      // A clock that was set back takes nothing away.
      if (clock.now() < countedAt) countedAt = clock.now();
      const earned = Math.floor((clock.now() - countedAt) / eachMs);
      left = Math.min(most, left + earned);
      countedAt += earned * eachMs;
      if (left === 0) return leave(reason, 1);
      left -= 1;
      const before = Object.fromEntries(unwritten);
      unwritten.clear();
      const detail = {
        reason,
        said: short(said),
        ...(Object.keys(before).length > 0 ? { unwritten: before } : {}),
      };
      const deed = { by: { name: 'somebody', via }, action: 'access.refused', subject: reason, detail };
      try {
        await database.write((writing) =>
          append(writing, [deed], { now: clock.now, dialect: database.dialect }),
        );
      } catch (cause) {
        // The next one that is written tells of these, too.
        for (const [each, count] of Object.entries({ ...before, [reason]: (before[reason] ?? 0) + 1 }))
          leave(each as Reason, count);
        throw cause;
      }
    },
  };
}

function short(said: Refusal['said']): Refusal['said'] {
  return Object.fromEntries(Object.entries(said).map(([name, text]) => [name, text.slice(0, longestText)]));
}
