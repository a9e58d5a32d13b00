import type { Principal } from '../access/principal.ts';
import { ApiProblem } from '../api/problem.ts';
import { append, type Deed } from '../audit/append.ts';
import type { Clock } from '../clock.ts';
import type { Database, Writing } from '../store/database.ts';
import type { Ask } from './asks.ts';

/** What an owner says of some lines of a checklist. */
export interface NewTicks {
  readonly channelId: number;
  readonly checklistId: number;
  readonly asks: readonly Pick<Ask, 'obligation' | 'license'>[];
  readonly note: string;
  /** The project, channel and report as the audit log names them. */
  readonly about: Readonly<Record<'project' | 'channel' | 'report', string>>;
}

/** A tick as it was made. */
export interface MadeTick {
  readonly id: string;
  readonly obligation: string;
  readonly license: string;
}

interface TickMeans {
  readonly database: Database;
  readonly clock: Clock;
}

/** Ticks lines of a checklist off, also those that were ticked before; throws an `ApiProblem` where it has no such line. */
export async function tick(
  ticks: NewTicks,
  by: Principal,
  { database, clock }: TickMeans,
): Promise<readonly MadeTick[]> {
  const { checklistId } = ticks;
  return database.write(async (writing) => {
    const isThere = await holdStill(writing, ticks.channelId, database);
    const checklist = await writing
      .selectFrom('checklist')
      .where('id', '=', checklistId)
      .select('id')
      // Whoever forgets checklists waits for this, and passes over it then.
      .$if(database.dialect === 'postgres', (query) => query.forShare())
      .executeTakeFirst();
    if (!isThere || !checklist)
      throw new ApiProblem('conflict', 'The list was worked out anew meanwhile: look again.');
    const deeds: Deed[] = [];
    for (const ask of ticks.asks) deeds.push(await tickOne(writing, { ask, ticks, by, clock }));
    await append(writing, deeds, { now: clock.now, dialect: database.dialect });
    return deeds.map(({ subject, detail: { obligation, license } }) => ({
      ...{ id: subject, obligation: String(obligation), license: String(license) },
    }));
  });
}

/** Owners tick one after the other in a channel, so that each is told what the one before said; reports come in meanwhile. Answers whether there is one. */
async function holdStill(writing: Writing, channelId: number, { dialect }: Database): Promise<boolean> {
  const row = await writing
    .selectFrom('channel')
    .where('id', '=', channelId)
    .select('id')
    .$if(dialect === 'postgres', (query) => query.forNoKeyUpdate())
    .executeTakeFirst();
  return row !== undefined;
}

interface One {
  readonly ask: NewTicks['asks'][number];
  readonly ticks: NewTicks;
  readonly by: Principal;
  readonly clock: Clock;
}

async function tickOne(
  writing: Writing,
  { ask: { obligation, license }, ticks, by, clock }: One,
): Promise<Deed> {
  const { channelId, checklistId, note, about } = ticks;
  const item = await writing
    .selectFrom('checklistItem')
    .where('checklistId', '=', checklistId)
    .where('obligation', '=', obligation)
    .where('license', '=', license)
    .select('position')
    .executeTakeFirst();
  if (!item)
    throw new ApiProblem('not-found', `The report asks no "${obligation}" of what is under ${license}.`);
  const before = await writing
    .selectFrom('obligationTick')
    .where('channelId', '=', channelId)
    .where('obligation', '=', obligation)
    .where('license', '=', license)
    .select(['note', 'tickedBy', 'tickedAt'])
    .executeTakeFirst();
  const said = { note, tickedBy: by.name, tickedAt: clock.now(), checklistId };
  const { uid } = await writing
    .insertInto('obligationTick')
    .values({ uid: clock.id(), channelId, obligation, license, ...said })
    .onConflict((conflict) => conflict.columns(['channelId', 'obligation', 'license']).doUpdateSet(said))
    .returning('uid')
    .executeTakeFirstOrThrow();
  const detail = { ...about, obligation, license, before: before ?? null, after: { note } };
  return { by, action: 'obligation.ticked', subject: uid, detail };
}

/** Takes a tick of a project back; answers whether there was one. */
export async function untick(
  uid: string,
  project: { readonly id: number; readonly uid: string },
  by: Principal,
  { database, clock }: TickMeans,
): Promise<boolean> {
  return database.write(async (writing) => {
    const found = await writing
      .selectFrom('obligationTick')
      .innerJoin('channel', 'channel.id', 'obligationTick.channelId')
      .where('obligationTick.uid', '=', uid)
      .where('channel.projectId', '=', project.id)
      .select(['obligationTick.id', 'channel.id as channelId', 'channel.name as channel'])
      .executeTakeFirst();
    if (!found) return false;
    await holdStill(writing, found.channelId, database);
    const row = await writing
      .deleteFrom('obligationTick')
      .where('id', '=', found.id)
      .returning(['obligation', 'license', 'note', 'tickedBy', 'tickedAt'])
      .executeTakeFirst();
    // Somebody else took it back at the same time.
    if (!row) return false;
    const { obligation, license, ...before } = row;
    const detail = { project: project.uid, channel: found.channel, obligation, license, before, after: null };
    const deed = { by, action: 'obligation.unticked', subject: uid, detail };
    await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    return true;
  });
}
