import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { mainChannel } from '../../ingest/take-place.ts';
import { tick, untick } from '../../obligations/tick.ts';
import { ApiProblem } from '../problem.ts';
import { projectByUid } from '../projects/queries.ts';
import { route } from '../route.ts';
import { checklistOf } from './checklist.ts';

const ask = z.object({ obligation: z.string().max(100), license: z.string().max(600) });

const make = route({
  method: 'POST',
  url: '/projects/:id/obligations/ticks',
  summary:
    'Ticks lines of a channel’s checklist off, with a note that says how: later reports of the channel inherit that, until components come under a line that were not there.',
  needs: 'review',
  params: z.object({ id: z.string() }),
  body: z.object({
    channel: z.string().max(200).default(mainChannel),
    /** The report that the owner looked at: where another one stands for the channel now, nothing is ticked. */
    report: z.string().max(100),
    asks: z.array(ask).min(1, 'Choose what is done.').max(200),
    note: z.string().trim().min(3).max(4_000),
  }),
  status: 201,
  result: z.object({ items: z.array(ask.extend({ id: z.string() })) }),
  handle: async ({ params: { id }, body: { channel, report: seen, asks, note }, principal }, means) => {
    const found = await checklistOf({ id, channel }, reachOf(principal, 'review'), means);
    const { channelId, project, report, checklist } = found;
    if (checklist === null)
      throw new ApiProblem('conflict', `No report stands for the channel "${channel}".`);
    if (report.uid !== seen)
      throw new ApiProblem(
        'conflict',
        `Another report stands for the channel "${channel}" now: look at what it asks, and tick then.`,
      );
    const about = { project: project.uid, channel, report: report.uid };
    const ticks = { channelId, checklistId: checklist.id, asks, note, about };
    return { items: [...(await tick(ticks, principal, means))] };
  },
});

const takeBack = route({
  method: 'DELETE',
  url: '/projects/:id/obligations/ticks/:tick',
  summary: 'Takes a tick back: its line is open again.',
  needs: 'review',
  params: z.object({ id: z.string(), tick: z.string() }),
  result: z.object({ id: z.string() }),
  handle: async ({ params: { id, tick: uid }, principal }, means) => {
    const project = await projectByUid(id, reachOf(principal, 'review'), means.database);
    if (!(await untick(uid, project, principal, means)))
      throw new ApiProblem('not-found', `There is no tick "${uid}" in "${project.name}".`);
    return { id: uid };
  },
});

/** Ticking off what licences ask, and taking it back. */
export const tickRoutes = [make, takeBack];
