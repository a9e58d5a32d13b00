import * as z from 'zod';
import { reachOf } from '../../access/principal.ts';
import { accept } from '../../ingest/accept.ts';
import { mainChannel } from '../../ingest/take-place.ts';
import { base } from '../base.ts';
import { ApiProblem } from '../problem.ts';
import { Answer, route } from '../route.ts';
import { groupFor } from './group-for.ts';
import { reportByUid } from './queries.ts';

const name = z.string().min(1).max(200);

const accepted = z.object({ id: z.string(), statusUrl: z.string() });

const upload = route({
  method: 'POST',
  url: '/reports',
  summary:
    'Takes a report of Fineprint (json-1), or a CycloneDX or SPDX document in JSON. It is on disk when this answers; the same bytes again are the same report.',
  needs: 'ingest',
  query: z.object({
    project: name,
    channel: name.default(mainChannel),
    group: name.optional(),
  }),
  takesDocument: true,
  status: 202,
  result: accepted,
  handle: async ({ query: { project, channel, group }, principal, content }, means) => {
    const groupId = await groupFor({ project, group, reach: reachOf(principal, 'ingest') }, means);
    const { uid } = await accept({ content, project, channel, groupId, sender: principal.name }, means);
    return { id: uid, statusUrl: `${base}/reports/${uid}` };
  },
});

const time = z.iso.datetime();

export const reportStatus = z.object({
  id: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  channel: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  receivedAt: time,
  sender: z.string(),
  state: z.enum(['queued', 'processed', 'failed']),
  /** Why it could not be taken in. */
  failure: z.string().nullable(),
  /** Whether it stands for its channel. */
  isHead: z.boolean(),
  asOf: time.nullable(),
  commit: z.string().nullable(),
  complete: z.boolean().nullable(),
  components: z.int().nullable(),
  findings: z.object({ error: z.int(), warning: z.int(), note: z.int() }).nullable(),
});

const status = route({
  method: 'GET',
  url: '/reports/:id',
  summary: 'Tells what became of a report.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: reportStatus,
  handle: ({ params: { id }, principal }, { database }) =>
    reportByUid(id, reachOf(principal, 'read'), database),
});

const content = route({
  method: 'GET',
  url: '/reports/:id/content',
  summary: 'Gives the document as it was sent.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: z.record(z.string(), z.unknown()),
  handle: async ({ params: { id }, principal }, { database, blobs }) => {
    const { sha256, state } = await reportByUid(id, reachOf(principal, 'read'), database);
    if (state !== 'processed')
      throw new ApiProblem('conflict', 'It is not taken in: its status says what became of it.');
    // As the bytes that it is: to read it here would take many times their size.
    return new Answer<Record<string, unknown>>(200, await blobs.get(sha256), 'application/json');
  },
});

/** Reports: sending them, and what became of them. */
export const reportRoutes = [upload, status, content];
