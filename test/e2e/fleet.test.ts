import type { Report } from '@fineprint/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scannedHarbour } from '../../packages/server/src/server.testkit.ts';
import { contradictions } from '../../packages/server/src/store/contradictions.testkit.ts';
import type { Database } from '../../packages/server/src/store/database.ts';
import { openDatabase } from '../../packages/server/src/store/open.ts';
import { type Receiver, startReceiver } from '../../packages/server/src/webhooks/receiver.testkit.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { componentsOf, type Load, sendAll } from './fleet-load.ts';
import { answerOf, firstToken, patient, takenIn } from './served.ts';

let harbour: Report;
let fleet: Fleet;
let receiver: Receiver;
beforeAll(async () => {
  harbour = await scannedHarbour();
  receiver = await startReceiver();
  fleet = await startFleet({ FINEPRINT_WEBHOOK_HOSTS: receiver.host });
});
afterAll(async () => {
  await fleet.stop();
  await receiver.close();
});

const load: Load = { projects: 8, scans: 4, senders: 4 };
// One of the four in turn, after so many more reports were accepted.
const killEvery = 4;

test('of two servers and two workers any may be killed: what was accepted is there once', async () => {
  const token = await firstToken({ url: fleet.url(0), firstCode: fleet.firstCode });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const hook = { name: 'all', url: receiver.origin, events: ['decision.made'] };
  await fetch(`${fleet.url(0)}/api/v1/webhooks`, { method: 'POST', headers, body: JSON.stringify(hook) });
  let kills = 0;
  let turn = Promise.resolve();
  const accepted = (count: number) => {
    if (count % killEvery !== 0) return Promise.resolve();
    // One at a time; the other server goes on, and so do the other senders.
    turn = turn.then(async () => {
      const member = kills % 4;
      kills += 1;
      await Promise.all([fleet.kill(member), decide(fleet.url(member === 0 ? 1 : 0), headers)]);
    });
    return turn;
  };
  const { ids } = await sendAll(fleet, token, { report: harbour, load, accepted });
  expect(kills).toBe(8);
  expect(new Set(ids.values()).size).toBe(load.projects * load.scans);
  for (const [name, id] of ids) {
    expect([name, (await takenIn(fleet.url(1), id, headers)).state]).toEqual([name, 'processed']);
  }
  const { items } = await answerOf<{ items: readonly { name: string; components: number }[] }>(
    `${fleet.url(0)}/api/v1/projects?limit=200`,
    { headers },
  );
  expect(items.length).toBe(load.projects);
  expect(new Set(items.map(({ components }) => components))).toEqual(
    new Set([componentsOf(harbour, load.scans - 1)]),
  );
  const database = await openDatabase(fleet.databaseUrl);
  expect(await contradictions(database)).toEqual([]);
  expect((await database.read.selectFrom('decision').selectAll().execute()).length).toBeGreaterThan(0);
  expect(await database.read.selectFrom('deadTask').selectAll().execute()).toEqual([]);
  // The workers tell of them, who listen nowhere.
  await expect.poll(() => waitingDeliveries(database), patient).toBe(0);
  await database.close();
  const told = receiver.received.map(({ body }) => JSON.parse(body));
  expect(told.length).toBeGreaterThan(0);
  for (const { data } of told) expect(data.url).toBe(`https://fineprint.example/questions/${data.question}`);
}, 300_000);

async function waitingDeliveries({ read }: Database): Promise<number> {
  const rows = await read.selectFrom('webhookDelivery').where('state', '=', 'waiting').select('id').execute();
  return rows.length;
}

/** Decides what waits longest, for all projects, so that reports and decisions meet; waits until something does. */
async function decide(url: string, headers: Record<string, string>): Promise<void> {
  const waiting = async () =>
    (await answerOf<{ items: readonly { id: string }[] }>(`${url}/api/v1/inbox?limit=1`, { headers })).items;
  await expect.poll(waiting, patient).not.toEqual([]);
  const [question] = await waiting();
  const scope = { is: 'all' };
  const body = JSON.stringify({ question: question?.id, scope, outcome: 'approved', reason: 'Reviewed.' });
  const answer = await fetch(`${url}/api/v1/decisions`, { method: 'POST', headers, body });
  expect(answer.status).toBe(201);
}
