import { sql } from 'kysely';
import type { Database } from '../../store/database.ts';
import { counted, mostCounted } from '../page.ts';

/** Which lines are looked at: of a checklist, with the ticks of a channel. */
export interface Lines {
  readonly checklistId: number;
  readonly channelId: number;
}

/** The next lines of a checklist, each with its tick. */
export function linesOf(
  { checklistId, channelId }: Lines,
  { after, limit }: { readonly after: number; readonly limit: number },
  { read }: Database,
) {
  return read
    .selectFrom('checklistItem as item')
    .leftJoin('obligationTick as tick', (join) =>
      join
        .on('tick.channelId', '=', channelId)
        .onRef('tick.obligation', '=', 'item.obligation')
        .onRef('tick.license', '=', 'item.license'),
    )
    .leftJoin('checklist as ticked', 'ticked.id', 'tick.checklistId')
    .leftJoin('report', 'report.id', 'ticked.reportId')
    .where('item.checklistId', '=', checklistId)
    .where('item.position', '>', after)
    .orderBy('item.position')
    .limit(limit)
    .selectAll('item')
    .select([
      'tick.uid',
      'tick.note',
      'tick.tickedBy',
      'tick.tickedAt',
      'tick.checklistId as tickedChecklistId',
      'report.uid as tickedReport',
    ])
    .execute();
}

/** One line of a checklist, with the checklist that it was ticked in. */
export function lineOf(
  { checklistId, channelId }: Lines,
  { obligation, license }: { readonly obligation: string; readonly license: string },
  { read }: Database,
) {
  return read
    .selectFrom('checklistItem as item')
    .leftJoin('obligationTick as tick', (join) =>
      join
        .on('tick.channelId', '=', channelId)
        .onRef('tick.obligation', '=', 'item.obligation')
        .onRef('tick.license', '=', 'item.license'),
    )
    .where('item.checklistId', '=', checklistId)
    .where('item.obligation', '=', obligation)
    .where('item.license', '=', license)
    .selectAll('item')
    .select('tick.checklistId as tickedChecklistId')
    .executeTakeFirst();
}

/** A line of a checklist, as what lists its components needs to know it. */
export interface Line {
  readonly checklistId: number;
  readonly license: string;
  readonly upTo: number;
}

/** The components of a line; with an earlier checklist, those that it did not hold. */
export function componentsOf(
  { checklistId, license, upTo }: Line,
  since: number | null,
  { read }: Pick<Database, 'read'>,
) {
  const held = sql<boolean>`exists (select 1 from checklist_component as held where held.checklist_id = ${since} and held.license = "of".license and held.key = "of".key and held.usage <= ${upTo})`;
  return read
    .selectFrom('checklistComponent as of')
    .where('of.checklistId', '=', checklistId)
    .where('of.license', '=', license)
    .where('of.usage', '<=', upTo)
    .$if(since !== null, (query) => query.where(sql<boolean>`not ${held}`));
}

/** How many components of a line came after it was ticked. */
export async function newSince(line: Line, tickedChecklistId: number, database: Database) {
  // What was ticked with this very list before one has nothing that is new.
  if (line.checklistId === tickedChecklistId) return counted(0);
  const some = componentsOf(line, tickedChecklistId, database)
    .limit(mostCounted + 1)
    .select('of.key');
  const { count } = await database.read
    .selectFrom(some.as('some'))
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return counted(Number(count));
}

/** How many lines a checklist has, how many of them are ticked, and how many of those have components that came later. */
export async function countLines({ checklistId, channelId }: Lines, { read }: Database) {
  const last = await read
    .selectFrom('checklistItem')
    .where('checklistId', '=', checklistId)
    .orderBy('position', 'desc')
    .limit(1)
    .select('position')
    .executeTakeFirst();
  const cameLater = sql<number>`case when tick.checklist_id <> ${checklistId} and exists (
    select 1 from checklist_component as new where new.checklist_id = ${checklistId} and new.license = item.license and new.usage <= item.up_to
    and not exists (select 1 from checklist_component as held where held.checklist_id = tick.checklist_id and held.license = new.license and held.key = new.key and held.usage <= item.up_to)
  ) then 1 else 0 end`;
  const { ticked, changed } = await read
    .selectFrom('obligationTick as tick')
    .innerJoin('checklistItem as item', (join) =>
      join
        .on('item.checklistId', '=', checklistId)
        .onRef('item.obligation', '=', 'tick.obligation')
        .onRef('item.license', '=', 'tick.license'),
    )
    .where('tick.channelId', '=', channelId)
    .select(({ fn }) => [
      fn.countAll<number>().as('ticked'),
      fn.coalesce(fn.sum<number>(cameLater), sql<number>`0`).as('changed'),
    ])
    .executeTakeFirstOrThrow();
  const lookAgain = Number(changed);
  return { lines: (last?.position ?? -1) + 1, done: Number(ticked) - lookAgain, lookAgain };
}
