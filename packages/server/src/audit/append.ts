import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Principal } from '../access/principal.ts';
import { batches } from '../ingest/batches.ts';
import type { Writing } from '../store/database.ts';
import { announceDeeds } from '../webhooks/announce.ts';
import { dataOfDecisions } from '../webhooks/event-data.ts';

/** Something that somebody did: what it was done to, and what changed. */
export interface Deed {
  readonly by: Pick<Principal, 'name' | 'via'> | { readonly name: string; readonly via: 'server' };
  /** As `decision.made`. */
  readonly action: string;
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What stands before the first entry. */
export const beginning = '0'.repeat(64);

// Any number that nothing else in the database locks.
const lock = 7_251_066;

/**
 * Adds entries to the audit log in the transaction that does what they say, and announces them to webhooks; each holds the hash of
 * the one before it.
 */
export async function append(
  writing: Writing,
  deeds: readonly Deed[],
  { now, dialect }: { now(): number; dialect: 'sqlite' | 'postgres' },
): Promise<void> {
  // One writer at a time, or two entries would follow the same one; SQLite has one writer anyway.
  if (dialect === 'postgres') await sql`select pg_advisory_xact_lock(${lock}::bigint)`.execute(writing);
  const last = await writing
    .selectFrom('audit')
    .orderBy('id', 'desc')
    .limit(1)
    .select('hash')
    .executeTakeFirst();
  let previous = last?.hash ?? beginning;
  const at = now();
  const decisions = await decisionsOf(writing, deeds);
  const entries = deeds.map(({ by, action, subject, detail }) => {
    const decision = decisions.get(subject);
    const entry = {
      at,
      actor: by.name,
      via: by.via,
      action,
      subject,
      detail: JSON.stringify(decision === undefined ? detail : { ...detail, decision }),
      previous,
    };
    previous = hashOfEntry(entry);
    return { ...entry, hash: previous };
  });
  for (const part of batches(entries)) await writing.insertInto('audit').values(part).execute();
  await announceDeeds(writing, deeds, at);
}

/** The decisions that deeds are about: an entry says itself what was decided, why and about what, whatever becomes of that. */
async function decisionsOf(writing: Writing, deeds: readonly Deed[]) {
  const uids = deeds.flatMap(({ action, subject }) => (action.startsWith('decision.') ? subject : []));
  const told = new Map<string, Record<string, unknown>>();
  for (const part of batches([...new Set(uids)]))
    for (const [uid, data] of await dataOfDecisions(writing, part)) told.set(uid, data);
  return told;
}

/** What the next entry holds of this one: SHA-256 over its values as a JSON list, in the order of the columns. */
export function hashOfEntry(entry: {
  readonly at: number;
  readonly actor: string;
  readonly via: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
  readonly previous: string;
}): string {
  const { at, actor, via, action, subject, detail, previous } = entry;
  return createHash('sha256')
    .update(JSON.stringify([at, actor, via, action, subject, detail, previous]))
    .digest('hex');
}
