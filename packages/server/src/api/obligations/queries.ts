import type { Database } from '../../store/database.ts';

/** Which lines are looked at: of a checklist, with the ticks of a channel. */
export interface Lines {
  readonly checklistId: number;
  readonly channelId: number;
}

function tickable({ checklistId, channelId }: Lines, { read }: Database) {
  return read
    .selectFrom('checklistItem as item')
    .leftJoin('obligationTick as tick', (join) =>
      join
        .on('tick.channelId', '=', channelId)
        .onRef('tick.obligation', '=', 'item.obligation')
        .onRef('tick.license', '=', 'item.license'),
    )
    .where('item.checklistId', '=', checklistId);
}

/** The next lines of a checklist, each with its tick. */
export function linesOf(
  lines: Lines,
  { after, limit }: { readonly after: number; readonly limit: number },
  database: Database,
) {
  return tickable(lines, database)
    .leftJoin('checklist as ticked', 'ticked.id', 'tick.checklistId')
    .leftJoin('report', 'report.id', 'ticked.reportId')
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
  lines: Lines,
  { obligation, license }: { readonly obligation: string; readonly license: string },
  database: Database,
) {
  return tickable(lines, database)
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
  return read
    .selectFrom('checklistComponent as of')
    .where('of.checklistId', '=', checklistId)
    .where('of.license', '=', license)
    .where('of.usage', '<=', upTo)
    .$if(since !== null, (query) =>
      query.where((eb) => {
        // One by one, by all three columns of the index: a join PostgreSQL makes of the first alone, of lists that only just came.
        const held = eb
          .selectFrom('checklistComponent as held')
          .where('held.checklistId', '=', since)
          .whereRef('held.license', '=', 'of.license')
          .whereRef('held.key', '=', 'of.key')
          .where('held.usage', '<=', upTo);
        return eb(held.limit(1).select('held.usage'), 'is', null);
      }),
    );
}

/** How many lines a checklist has, how many of them are ticked, and how many of those have components that came later. */
export async function countLines({ checklistId, channelId }: Lines, database: Database) {
  const { read } = database;
  const last = await read
    .selectFrom('checklistItem')
    .where('checklistId', '=', checklistId)
    .orderBy('position', 'desc')
    .limit(1)
    .select('position')
    .executeTakeFirst();
  const ticked = await read
    .selectFrom('obligationTick as tick')
    .innerJoin('checklistItem as item', (join) =>
      join
        .on('item.checklistId', '=', checklistId)
        .onRef('item.obligation', '=', 'tick.obligation')
        .onRef('item.license', '=', 'tick.license'),
    )
    .where('tick.channelId', '=', channelId)
    .select(['item.license', 'item.upTo', 'tick.checklistId as tickedChecklistId'])
    .execute();
  const came = laterIn(checklistId, 1, database);
  let lookAgain = 0;
  for (const line of ticked) if ((await came(line)).value > 0) lookAgain += 1;
  return { lines: (last?.position ?? -1) + 1, done: ticked.length - lookAgain, lookAgain };
}

/** A line that was ticked with a checklist. */
interface TickedLine extends Omit<Line, 'checklistId'> {
  readonly tickedChecklistId: number;
}

/**
 * Makes the function that counts, up to a number, which components of a line of a checklist came after it was ticked: lines of one licence
 * have the same, and are asked about once.
 */
export function laterIn(checklistId: number, most: number, database: Pick<Database, 'read'>) {
  const known = new Map<string, { readonly value: number; readonly isExact: boolean }>();
  return async ({ license, upTo, tickedChecklistId }: TickedLine) => {
    // What was ticked with this very list before one has nothing that is new.
    if (tickedChecklistId === checklistId) return { value: 0, isExact: true };
    const id = `${tickedChecklistId} ${upTo} ${license}`;
    const before = known.get(id);
    if (before !== undefined) return before;
    const some = componentsOf({ checklistId, license, upTo }, tickedChecklistId, database)
      .limit(most + 1)
      .select('of.usage');
    const { count } = await database.read
      .selectFrom(some.as('some'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    const later = { value: Math.min(Number(count), most), isExact: Number(count) <= most };
    known.set(id, later);
    return later;
  };
}
