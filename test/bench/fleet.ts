import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { scannedHarbour } from '../../packages/server/src/server.testkit.ts';
import { contradictions } from '../../packages/server/src/store/contradictions.testkit.ts';
import { openDatabase } from '../../packages/server/src/store/open.ts';
import { startFleet } from '../e2e/fleet.ts';
import { sendAll } from '../e2e/fleet-load.ts';
import { firstToken } from '../e2e/served.ts';

// By hand: two servers and two workers on one PostgreSQL and one bucket, of which one is killed again and again while reports come
// in. `node test/bench/fleet.ts --projects 100 --scans 20 --every 10` prints what became of them.
const { values } = parseArgs({
  options: {
    projects: { type: 'string', default: '100' },
    scans: { type: 'string', default: '20' },
    every: { type: 'string', default: '10' },
  },
});
const report = await scannedHarbour();
const fleet = await startFleet();
const token = await firstToken({ url: fleet.url(0), firstCode: fleet.firstCode });
const started = Date.now();
const seconds = () => Math.round((Date.now() - started) / 1_000);

const over = new AbortController();
const restarts: Promise<void>[] = [];
const killing = (async () => {
  for (;;) {
    // From one kill to the next, whether or not what was killed is there again.
    await delay(Number(values.every) * 1_000, undefined, { signal: over.signal });
    // Each in turn, an API and a worker alternately.
    restarts.push(fleet.kill([0, 2, 1, 3][restarts.length % 4] ?? 0));
  }
})().catch((cause: Error) => {
  if (cause.name !== 'AbortError') throw cause;
});
const load = { projects: Number(values.projects), scans: Number(values.scans), senders: 4 };
const { ids, again } = await sendAll(fleet, token, { report, load, accepted: () => Promise.resolve() });
const sentAfter = seconds();
const database = await openDatabase(fleet.databaseUrl);
const counted = async () => {
  const rows = await database.read
    .selectFrom('report')
    .groupBy('state')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .execute();
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};
while ((await counted()).queued) await delay(1_000);
const doneAfter = seconds();
over.abort();
await killing;
await Promise.all(restarts);
const dead = await database.read.selectFrom('deadTask').selectAll().execute();
const wrong = await contradictions(database);
console.log({
  accepted: ids.size,
  distinct: new Set(ids.values()).size,
  'sent again': again,
  kills: restarts.length,
  'all accepted after s': sentAfter,
  'all taken in after s': doneAfter,
  states: await counted(),
  'dead tasks': dead.length,
  contradictions: wrong,
});
await database.close();
await fleet.stop();
