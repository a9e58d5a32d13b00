import * as z from 'zod';
import { append } from '../../audit/append.ts';
import type { ServerMeans } from '../../server-means.ts';
import { announceTo } from '../../webhooks/announce.ts';
import { eventTypes } from '../../webhooks/events.ts';
import { webhookDefect } from '../../webhooks/send.ts';
import { newWebhookSecret } from '../../webhooks/signature.ts';
import { cursorOf, page, pageOf, pageQuery } from '../page.ts';
import { ApiProblem } from '../problem.ts';
import { route } from '../route.ts';
import { isoTime } from '../time.ts';
import { webhookByUid } from './queries.ts';

const params = z.object({ id: z.string() });
const forms = ['standard', 'slack'] as const;

const webhook = z.object({
  id: z.string(),
  name: z.string(),
  /** Where it leads: the rest of an address may be a secret. */
  origin: z.string(),
  events: z.array(z.enum(eventTypes)),
  form: z.enum(forms),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  /** Until when the secret before this one is valid as well. */
  previousUntil: z.iso.datetime().nullable(),
});

export const webhookPage = pageOf(webhook);

const list = route({
  method: 'GET',
  url: '/webhooks',
  summary: 'Lists the addresses that are told what happens, the latest first; no secret can be read again.',
  needs: 'admin',
  query: pageQuery,
  result: webhookPage,
  handle: async ({ query: { after, limit } }, { database }) => {
    const [before = null] = cursorOf(z.tuple([z.int()]), after) ?? [];
    const rows = await database.read
      .selectFrom('webhook')
      .where('removedAt', 'is', null)
      .$if(before !== null, (query) => query.where('id', '<', before ?? 0))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return page(rows, limit, { item: toWebhook, cursor: ({ id }) => [id] });
  },
});

type Row = Awaited<ReturnType<typeof webhookByUid>>;

function toWebhook(row: Row): z.infer<typeof webhook> {
  const { uid, name, url, events, form, createdBy, createdAt, previousUntil } = row;
  return {
    id: uid,
    name,
    origin: new URL(url).origin,
    events: z.array(z.enum(eventTypes)).parse(JSON.parse(events)),
    form,
    createdBy,
    createdAt: isoTime(createdAt),
    previousUntil: previousUntil === null ? null : isoTime(previousUntil),
  };
}

const one = route({
  method: 'GET',
  url: '/webhooks/:id',
  summary: 'Shows a webhook, but neither its secret nor the whole of its address.',
  needs: 'admin',
  params,
  result: webhook,
  handle: async ({ params: { id } }, { database }) => toWebhook(await webhookByUid(id, database.read)),
});

const make = route({
  method: 'POST',
  url: '/webhooks',
  summary:
    'Makes a webhook: an address that is told events, signed in the form of Standard Webhooks. Its secret is shown this once. `slack` sends sentences that channels of Slack take.',
  needs: 'admin',
  body: z.object({
    name: z.string().trim().min(1).max(100),
    url: z.string().max(2_000),
    events: z.array(z.enum(eventTypes)).min(1),
    form: z.enum(forms).default('standard'),
  }),
  status: 201,
  result: z.object({ id: z.string(), secret: z.string() }),
  handle: async ({ body: { name, url, events, form }, principal }, { database, clock, webhookHosts }) => {
    const defect = webhookDefect(url, webhookHosts);
    if (defect !== null) throw new ApiProblem('bad-request', defect);
    const [uid, secret] = [clock.id(), newWebhookSecret()];
    const kept = JSON.stringify([...new Set(events)].sort());
    await database.write(async (writing) => {
      const made = { uid, name, url, form, secret, events: kept, restsUntil: 0 };
      await writing
        .insertInto('webhook')
        .values({ ...made, createdBy: principal.name, createdAt: clock.now() })
        .execute();
      const after = { name, origin: new URL(url).origin, events, form };
      const deed = { by: principal, action: 'webhook.made', subject: uid, detail: { after } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    });
    return { id: uid, secret };
  },
});

// Long enough for whoever changes a secret by hand on the other side.
const bothMs = 86_400_000;

const rotate = route({
  method: 'POST',
  url: '/webhooks/:id/secrets',
  summary: 'Makes a new secret for a webhook, shown this once; the one before it signs as well for a day.',
  needs: 'admin',
  params,
  status: 201,
  result: z.object({ secret: z.string(), previousUntil: z.iso.datetime() }),
  handle: async ({ params: { id }, principal }, { database, clock }) => {
    const secret = newWebhookSecret();
    const previousUntil = clock.now() + bothMs;
    await database.write(async (writing) => {
      const { id: row, secret: previousSecret } = await webhookByUid(id, writing);
      await writing
        .updateTable('webhook')
        .set({ secret, previousSecret, previousUntil })
        .where('id', '=', row)
        .execute();
      const deed = {
        by: principal,
        action: 'webhook.secret-changed',
        subject: id,
        detail: { previousUntil },
      };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
    });
    return { secret, previousUntil: isoTime(previousUntil) };
  },
});

const remove = route({
  method: 'DELETE',
  url: '/webhooks/:id',
  summary: 'Removes a webhook; what it was not told yet it is not told any more.',
  needs: 'admin',
  params,
  result: z.object({ id: z.string() }),
  handle: async ({ params: { id }, principal }, { database, clock }: ServerMeans) => {
    return database.write(async (writing) => {
      const { id: row, name } = await webhookByUid(id, writing);
      const gone = { removedAt: clock.now(), secret: '', previousSecret: null };
      await writing.updateTable('webhook').set(gone).where('id', '=', row).execute();
      const deed = { by: principal, action: 'webhook.removed', subject: id, detail: { name } };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      return { id };
    });
  },
});

const tryOut = route({
  method: 'POST',
  url: '/webhooks/:id/trials',
  summary: 'Tells a webhook an event that says nothing, so that whoever sets it up sees whether it arrives.',
  needs: 'admin',
  params,
  result: z.object({ event: z.string() }),
  handle: async ({ params: { id }, principal }, { database, clock }) => {
    return database.write(async (writing) => {
      const { id: row } = await webhookByUid(id, writing);
      const deed = { by: principal, action: 'webhook.tried', subject: id, detail: {} };
      await append(writing, [deed], { now: clock.now, dialect: database.dialect });
      const event = {
        type: 'webhook.tried',
        at: clock.now(),
        subject: id,
        data: { by: principal.name },
      } as const;
      return { event: await announceTo(writing, row, event) };
    });
  },
});

/** Addresses that are told what happens. */
export const webhookRoutes = [list, one, make, rotate, remove, tryOut];
