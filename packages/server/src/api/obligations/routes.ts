import { usages } from '@fineprint/core';
import * as z from 'zod';
import { type Principal, reachOf } from '../../access/principal.ts';
import { mainChannel } from '../../ingest/take-place.ts';
import { boundedCount, cursorOf, mostCounted, page, pageOf, pageQuery } from '../page.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { checklistOf } from './checklist.ts';
import { componentsOf, countLines, laterIn, lineOf, linesOf } from './queries.ts';
import { wordingOf } from './wording.ts';

const params = z.object({ id: z.string() });
const channel = z.string().max(200).default(mainChannel);

/** An owner's word that a line is done. */
const tick = z.object({
  id: z.string(),
  note: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  /** The report that the owner had before them; `null` where it was deleted since. */
  report: z.string().nullable(),
  /** How many components came under this line later. */
  newSince: boundedCount,
});

const line = z.object({
  /** `unstated` where nobody can say what the licence asks. */
  obligation: z.string(),
  license: z.string(),
  /** A sentence that says what to do, or what not. */
  says: z.string(),
  /** When it has to be done, in words. */
  when: z.string().nullable(),
  /** Who says so: `text: …` quotes the licence itself. */
  source: z.string().nullable(),
  /** How many components are under this licence and used so that it is asked, whatever their version. */
  components: z.int(),
  state: z.enum(['open', 'done', 'look-again']),
  tick: tick.nullable(),
});

export const obligationPage = pageOf(line);

const list = route({
  method: 'GET',
  url: '/projects/:id/obligations',
  summary:
    'Lists what the licences of a channel’s latest report ask of the owner, with what was ticked off: an obligation and a licence a line, first those of which nobody knows what they ask.',
  needs: 'read',
  params,
  query: pageQuery.extend({ channel }),
  result: obligationPage,
  handle: async ({ params: { id }, query: { after, limit, ...of }, principal }, means) => {
    const [last = -1] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const found = await checklistOf({ id, ...of }, reachOf(principal, 'read'), means);
    if (found.checklist === null) return { items: [], next: null };
    const lines = { checklistId: found.checklist.id, channelId: found.channelId };
    const rows = await linesOf(lines, { after: last, limit: limit + 1 }, means.database);
    const shown = page(rows, limit, { item: (row) => row, cursor: ({ position }) => [position] });
    const came = laterIn(found.checklist.id, mostCounted, means.database);
    const items: z.infer<typeof line>[] = [];
    // One after another: nobody's page takes all connections.
    for (const row of shown.items) items.push(await toLine(row, came));
    return { ...shown, items };
  },
});

type Row = Awaited<ReturnType<typeof linesOf>>[number];

async function toLine(row: Row, came: ReturnType<typeof laterIn>): Promise<z.infer<typeof line>> {
  const { obligation, license, components } = row;
  const of = { obligation, license, ...wordingOf(obligation, license), components };
  const { uid, note, tickedBy, tickedAt, tickedChecklistId, tickedReport } = row;
  if (uid === null || note === null || tickedBy === null || tickedAt === null || tickedChecklistId === null)
    return { ...of, state: 'open', tick: null };
  const newSince = await came({ ...row, tickedChecklistId });
  return {
    ...of,
    state: newSince.value === 0 ? 'done' : 'look-again',
    tick: { id: uid, note, by: tickedBy, at: isoTime(tickedAt), report: tickedReport, newSince },
  };
}

export const obligationCount = z.object({
  channel: z.string(),
  /** The report that is asked about; `null` where none stands for the channel yet. */
  report: z
    .object({ id: z.string(), receivedAt: z.iso.datetime(), complete: z.boolean().nullable() })
    .nullable(),
  /** Components, whatever their version, and those of them that ask nothing as they are used. */
  components: z.int(),
  unasked: z.int(),
  lines: z.int(),
  done: z.int(),
  /** Lines that are ticked, but have components that came later. */
  lookAgain: z.int(),
  /** Whether the asker may tick lines off. */
  mayTick: z.boolean(),
});

const count = route({
  method: 'GET',
  url: '/projects/:id/obligations/count',
  summary: 'Counts what the licences of a channel’s latest report ask, and how much of it is done.',
  needs: 'read',
  params,
  query: z.object({ channel }),
  result: obligationCount,
  handle: async ({ params: { id }, query, principal }, means) => {
    const place = { id, channel: query.channel };
    const { project, channelId, report, checklist } = await checklistOf(
      place,
      reachOf(principal, 'read'),
      means,
    );
    const of = { channel: query.channel, mayTick: mayTickIn(project.groupId, principal) };
    if (checklist === null)
      return { ...of, report: null, components: 0, unasked: 0, lines: 0, done: 0, lookAgain: 0 };
    const { id: checklistId, components, unasked } = checklist;
    const { uid, receivedAt, complete } = report;
    return {
      ...of,
      report: {
        id: uid,
        receivedAt: isoTime(receivedAt),
        complete: complete === null ? null : complete === 1,
      },
      components,
      unasked,
      ...(await countLines({ checklistId, channelId }, means.database)),
    };
  },
});

function mayTickIn(groupId: number, principal: Principal): boolean {
  const reach = reachOf(principal, 'review');
  return reach === 'all' || reach.includes(groupId);
}

const component = z.object({ key: z.string(), name: z.string(), usage: z.enum(usages) });

export const obligationComponentPage = pageOf(component).extend({
  /** What is asked of them. */
  says: z.string(),
});

const components = route({
  method: 'GET',
  url: '/projects/:id/obligations/components',
  summary:
    'Lists the components of one line of a channel’s checklist, by key; with `only=new`, those that came after it was ticked.',
  needs: 'read',
  params,
  query: pageQuery.extend({
    channel,
    obligation: z.string().max(100),
    license: z.string().max(600),
    only: z.enum(['all', 'new']).default('all'),
  }),
  result: obligationComponentPage,
  handle: async ({ params: { id }, query, principal }, means) => {
    const { after, limit, obligation, license, only } = query;
    const [last = ''] = cursorOf(z.tuple([z.string()]), after) ?? [];
    const place = { id, channel: query.channel };
    const { checklist, channelId } = await checklistOf(place, reachOf(principal, 'read'), means);
    const lines = { checklistId: checklist?.id ?? 0, channelId };
    const found = await lineOf(lines, { obligation, license }, means.database);
    const since = only === 'new' ? (found?.tickedChecklistId ?? null) : null;
    const { says } = wordingOf(obligation, license);
    if (!found || (only === 'new' && since === null)) return { items: [], next: null, says };
    const rows = await componentsOf(found, since, means.database)
      .where('of.key', '>', last)
      .orderBy('of.key')
      .limit(limit + 1)
      .select(['of.key', 'of.name', 'of.usage'])
      .execute();
    const shown = page(rows, limit, {
      item: ({ key, name, usage }) => ({ key, name, usage: usages[usage] ?? 'distributed' }),
      cursor: ({ key }) => [key],
    });
    return { ...shown, says };
  },
});

/** Everything that the licences of a project ask of its owner. */
export const obligationRoutes = [list, count, components];
