import { createHmac } from 'node:crypto';
import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { deliver, mostDeliveryAttempts } from './deliver.ts';
import { forgetDeliveries, queueDeliveries } from './due-deliveries.ts';
import { type Receiver, startReceiver } from './receiver.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const dayMs = 86_400_000;

describeStores('Webhooks', (open) => {
  let server: TestServer;
  let receiver: Receiver;
  let admin: string;
  beforeEach(async () => {
    receiver = await startReceiver();
    server = await startServer((await open()).database, { webhookHosts: new Set([receiver.host]) });
    admin = await server.token('admin');
  });
  afterEach(async () => {
    await receiver.close();
    await server.close();
  });

  async function made(events: readonly string[], form = 'standard'): Promise<{ id: string; secret: string }> {
    const url = `${receiver.origin}/hook`;
    const { status, body } = await server.ask(admin, 'POST', '/webhooks', {
      name: 'chat',
      url,
      events,
      form,
    });
    expect(status).toBe(201);
    return body;
  }

  async function told() {
    await queueDeliveries(server.means);
    await server.queue.doAll();
    return receiver.received.splice(0);
  }

  async function deliveries(id: string) {
    return (await server.ask(admin, 'GET', `/webhooks/${id}/deliveries`)).body.items;
  }

  function isSigned({ headers, body }: Receiver['received'][number], secret: string): boolean {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signature = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
    return String(headers['webhook-signature']).split(' ').includes(signature);
  }

  test('tell what happens to those who listen to it, once, and signed', async () => {
    const { secret } = await made(['question.opened', 'decision.made', 'report.failed']);
    await server.send(writeReport(harbour), 'project=harbour');
    const [opened, ...none] = await told();
    expect(none).toEqual([]);
    expect(opened && isSigned(opened, secret)).toBe(true);
    const { type, timestamp, data } = JSON.parse(opened?.body ?? '');
    expect({ type, timestamp }).toEqual({ type: 'question.opened', timestamp: '2026-11-27T12:00:00.000Z' });
    const [{ question, rule }] = data.questions;
    const reviewer = await server.token('reviewer');
    const decision = { question, scope: { is: 'all' }, outcome: 'rejected', reason: 'It has to go.' };
    await server.ask(reviewer, 'POST', '/decisions', decision);
    await server.send('nonsense', 'project=broken');
    const later = (await told()).map(({ body }) => JSON.parse(body));
    expect(later).toMatchObject([
      {
        type: 'decision.made',
        data: {
          question,
          rule,
          outcome: 'rejected',
          reason: 'It has to go.',
          url: `http://localhost/questions/${question}`,
        },
      },
      { type: 'report.failed', data: { project: 'broken', channel: 'main' } },
    ]);
    expect(await told()).toEqual([]);
  });

  test('tell nothing of what did not happen', async () => {
    await made(['decision.made']);
    const { database } = server.means;
    const { append } = await import('../audit/append.ts');
    const deed = {
      by: { name: 'a', via: 'server' },
      action: 'decision.made',
      subject: 's',
      detail: {},
    } as const;
    const failing = database.write(async (writing) => {
      await append(writing, [deed], { now: server.clock.now, dialect: database.dialect });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await told()).toEqual([]);
  });

  test('try again what is refused, with pauses that grow, until somebody has to ask for it', async () => {
    const { id } = await made(['decision.made']);
    receiver.answers(500);
    const { event } = (await server.ask(admin, 'POST', `/webhooks/${id}/trials`)).body;
    const ids: unknown[] = [];
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= mostDeliveryAttempts; attempt += 1) {
      ids.push(...(await told()).map(({ headers }) => headers['webhook-id']));
      const [{ dueAt }] = await deliveries(id);
      if (dueAt === null) continue;
      pauses.push(Date.parse(dueAt) - server.clock.now());
      expect(await told()).toEqual([]);
      server.clock.turn(Date.parse(dueAt) - server.clock.now());
    }
    expect(ids).toEqual(Array(mostDeliveryAttempts).fill(event));
    expect(pauses.toSorted((a, b) => a - b)).toEqual(pauses);
    expect(await deliveries(id)).toMatchObject([
      { state: 'failed', attempts: 8, status: 500, failure: 'It answered 500.' },
    ]);
    server.clock.turn(dayMs);
    expect(await told()).toEqual([]);
    receiver.answers(200);
    await server.ask(admin, 'POST', `/webhooks/${id}/deliveries/${event}/attempts`);
    expect((await told()).map(({ headers }) => headers['webhook-id'])).toEqual([event]);
    expect(await deliveries(id)).toMatchObject([
      { state: 'delivered', attempts: 1, status: 200, failure: null },
    ]);
  });

  test('let one that is silent rest, and the others be told meanwhile', async () => {
    const { id } = await made(['decision.made']);
    for (let count = 0; count < 3; count += 1) {
      server.clock.turn(1);
      await server.ask(admin, 'POST', `/webhooks/${id}/trials`);
    }
    receiver.answers(null);
    const means = { ...server.means, webhookTimeMs: 50, random: () => 0.5 };
    await deliver(1, means, new AbortController().signal);
    expect(receiver.received.splice(0).length).toBe(1);
    receiver.answers(200);
    expect(await told()).toEqual([]);
    expect((await deliveries(id)).map(({ failure }: { failure: string }) => failure)).toEqual([
      null,
      null,
      'It did not answer within 0.05 seconds.',
    ]);
    server.clock.turn(5_000);
    expect((await told()).length).toBe(3);
  });

  test('send again what a worker that died had taken', async () => {
    const { id } = await made(['decision.made']);
    await server.ask(admin, 'POST', `/webhooks/${id}/trials`);
    const dying = new Error('the process ends');
    const means = {
      ...server.means,
      publicOrigin: () => {
        throw dying;
      },
    };
    await expect(deliver(1, means, new AbortController().signal)).rejects.toThrow(dying);
    expect(await told()).toEqual([]);
    server.clock.turn(121_000);
    expect((await told()).length).toBe(1);
  });

  test('have a secret that is shown once, and the one before it is valid for a day', async () => {
    const { id, secret } = await made(['decision.made']);
    const { secret: next } = (await server.ask(admin, 'POST', `/webhooks/${id}/secrets`)).body;
    expect(next).not.toBe(secret);
    const trial = async () => {
      server.clock.turn(1);
      await server.ask(admin, 'POST', `/webhooks/${id}/trials`);
      const [one] = await told();
      return [secret, next].map((each) => one !== undefined && isSigned(one, each));
    };
    expect(await trial()).toEqual([true, true]);
    server.clock.turn(dayMs);
    expect(await trial()).toEqual([false, true]);
    const shown = JSON.stringify([
      (await server.ask(admin, 'GET', '/webhooks')).body,
      await deliveries(id),
      (await server.ask(admin, 'GET', '/audit')).body,
    ]);
    expect(shown).not.toContain('whsec_');
    expect(shown).not.toContain('/hook"');
  });

  test('speak to channels of Slack in sentences, in which nothing is a link or a mention but ours', async () => {
    await made(['report.failed'], 'slack');
    await server.send('nonsense', `project=${encodeURIComponent('<!channel> & co')}`);
    const [one] = await told();
    const { text } = JSON.parse(one?.body ?? '');
    expect(text).toContain('A report of &lt;!channel&gt; &amp; co could not be taken in: ');
    expect(text).toMatch(/ <http:\/\/localhost\|Open>$/);
  });

  test('are for those who administer all, lead nowhere private, and say nothing once they are removed', async () => {
    const wanted = { name: 'x', url: 'https://10.0.0.1/', events: ['decision.made'] };
    const local = await server.token('admin', 'default');
    expect((await server.ask(local, 'POST', '/webhooks', wanted)).status).toBe(403);
    expect((await server.ask(local, 'GET', '/webhooks')).status).toBe(403);
    expect((await server.ask(admin, 'POST', '/webhooks', wanted)).body.detail).toContain('private address');
    const { id } = await made(['decision.made']);
    await server.ask(admin, 'POST', `/webhooks/${id}/trials`);
    expect((await server.ask(admin, 'DELETE', `/webhooks/${id}`)).status).toBe(200);
    expect(await told()).toEqual([]);
    expect((await server.ask(admin, 'GET', `/webhooks/${id}/deliveries`)).status).toBe(404);
    server.clock.turn(31 * dayMs);
    await forgetDeliveries(server.means);
    expect(await server.means.database.read.selectFrom('webhookDelivery').selectAll().execute()).toEqual([]);
  });
});
