import * as z from 'zod';
import type { Job } from '../../access/ci/job.ts';
import { type Place, placeOfJob } from '../../access/ci/job-place.ts';
import { saidBy } from '../../access/ci/known-job.ts';
import { type Principal, reachOf } from '../../access/principal.ts';
import { Refusal } from '../../access/refusal.ts';
import { accept } from '../../ingest/accept.ts';
import { mainChannel } from '../../ingest/take-place.ts';
import { namelessFile } from '../../nameless-file.ts';
import type { ServerMeans } from '../../server-means.ts';
import { turns } from '../../turns.ts';
import { base } from '../base.ts';
import { Download } from '../download.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { groupFor } from './group-for.ts';
import { reportByUid, reportRow, toReport } from './queries.ts';

const name = z.string().min(1).max(200);

const accepted = z.object({ id: z.string(), statusUrl: z.string() });

const upload = route({
  method: 'POST',
  url: '/reports',
  summary:
    'Takes a report of Fineprint (json-1), or a CycloneDX or SPDX document in JSON. It is on disk when this answers; the same bytes again are the same report.',
  needs: 'ingest',
  // Whoever shows the token of a CI job may leave all out: what trusts the job, and its ref, say them.
  query: z.object({ project: name.optional(), channel: name.optional(), group: name.optional() }),
  takesDocument: true,
  takesJobs: true,
  status: 202,
  result: accepted,
  handle: async ({ query, principal, content }, means) => {
    const place = await (principal.job
      ? jobPlace(principal.job, query, means)
      : tokenPlace(query, principal, means));
    const { uid } = await accept({ content, ...place, sender: principal.name }, means);
    return { id: uid, statusUrl: `${base}/reports/${uid}` };
  },
});

interface Wish {
  readonly project?: string | undefined;
  readonly channel?: string | undefined;
  readonly group?: string | undefined;
}

async function tokenPlace(
  { project, channel = mainChannel, group }: Wish,
  principal: Principal,
  means: ServerMeans,
): Promise<Place> {
  if (project === undefined) throw new ApiProblem('bad-request', 'It takes "project": whose report it is.');
  const groupId = await groupFor({ project, group, reach: reachOf(principal, 'ingest') }, means);
  return { project, channel, groupId };
}

async function jobPlace(job: Job, { project, channel }: Wish, means: ServerMeans): Promise<Place> {
  try {
    return await placeOfJob(job, { project, channel }, means);
  } catch (cause) {
    if (cause instanceof Refusal) await means.access.refusals.note(cause, 'ci', saidBy(job.claims));
    throw cause;
  }
}

const time = z.iso.datetime();

export const reportStatus = z.object({
  id: z.string(),
  project: z.object({ id: z.string(), name: z.string() }),
  channel: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  receivedAt: time,
  /** When it was taken in, or refused. */
  processedAt: time.nullable(),
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
  summary: 'Tells what became of a report; whoever only sends reports is told no numbers of it.',
  needs: 'status',
  params: z.object({ id: z.string() }),
  result: reportStatus,
  handle: async ({ params: { id }, principal }, { database }) => {
    const row = await reportRow(id, reachOf(principal, 'status'), database);
    const reach = reachOf(principal, 'read');
    const reads = reach === 'all' || reach.includes(row.groupId);
    return { ...toReport(row), ...(reads ? {} : { components: null, findings: null }) };
  },
});

const content = route({
  method: 'GET',
  url: '/reports/:id/content',
  summary: 'Gives the document as it was sent.',
  needs: 'read',
  params: z.object({ id: z.string() }),
  result: z.record(z.string(), z.unknown()),
  handle: async ({ params: { id }, principal }, { database, blobs }) => {
    const { sha256, state, project } = await reportByUid(id, reachOf(principal, 'read'), database);
    if (state !== 'processed')
      throw new ApiProblem('conflict', 'It is not taken in: its status says what became of it.');
    const { content, bytes } = await inTurn(async () => spooled(await blobs.get(sha256)));
    const fileName = `${project.name}-${sha256.slice(0, 8)}.json`;
    return new Download(content, { type: 'application/json', fileName, bytes });
  },
});

// Each may be as large as an upload may be, and whoever asked for it may be slow to take it.
const inTurn = turns({ atOnce: 4, waiting: 64 }, 'Others wait for documents already: ask again in a minute.');

async function spooled(document: Uint8Array) {
  const file = await namelessFile();
  try {
    await file.writeFile(document);
    return { content: file.createReadStream({ start: 0 }), bytes: document.length };
  } catch (cause) {
    await file.close();
    throw cause;
  }
}

/** Reports: sending them, and what became of them. */
export const reportRoutes = [upload, status, content];
