import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { type Report, writeReport } from '@fineprint/core';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { machineFiles } from '../blobs/files.ts';
import { folderOfBlobs } from '../blobs/folder.ts';
import { decide } from '../decisions/decide.ts';
import { settle } from '../decisions/settle.ts';
import { type Strike, strikeAt, struckDatabase, struckFiles, struckReads } from '../faults.testkit.ts';
import { openQueue } from '../queue/open.ts';
import { testClock } from '../server.testkit.ts';
import { smallReports } from '../small-report.testkit.ts';
import { contradictions } from '../store/contradictions.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { accept } from './accept.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-faults-'));
let reportOf: (project: string, hours: number) => Report;
beforeAll(async () => {
  reportOf = await smallReports();
});
afterAll(() => rmSync(folder, { recursive: true }));

let stores = 0;

describeStores('Whatever call to a file or the database fails', (open) => {
  const opened: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of opened.splice(0).reverse()) await close();
  });

  async function started() {
    const { database, where } = await open();
    const clock = testClock();
    const queue = await openQueue(where, database, { now: clock.now, failed: () => undefined });
    opened.push(
      () => database.close(),
      () => queue.stop(0),
    );
    await database.write((writing) =>
      writing.insertInto('projectGroup').values({ uid: 'g', name: 'default', createdAt: 0 }).execute(),
    );
    const place = join(folder, `blobs${++stores}`);
    /** What is worked with, where a strike may hit each call. */
    const means = (strike: Strike = () => undefined) => {
      const blobs = folderOfBlobs(place, struckFiles(machineFiles, strike));
      const struck = struckReads(blobs, strike);
      return {
        database: struckDatabase(database, strike),
        blobs: struck,
        queue,
        clock,
        mostBytes: 1e7,
        readDocument,
      };
    };
    const send = (project: string, hours: number, strike?: Strike) => {
      const content = Readable.from([Buffer.from(writeReport(reportOf(project, hours)))]);
      return accept({ content, project, channel: 'main', groupId: 1, sender: 'test' }, means(strike));
    };
    const rowOf = (uid: string) =>
      database.read.selectFrom('report').where('uid', '=', uid).selectAll().executeTakeFirstOrThrow();
    const tasksFor = async (id: number) => {
      const tasks =
        database.dialect === 'postgres'
          ? sql<{ payload: string }>`select data::text as payload from queue.job where name = 'ingest'`
          : sql<{ payload: string }>`select payload from job`;
      const { rows } = await tasks.execute(database.read);
      return rows.filter(({ payload }) => JSON.parse(payload).reportId === id).length;
    };
    return { database, queue, clock, means, send, rowOf, tasksFor };
  }

  test('as a report comes in: it is there once with its task and its bytes, or an error was answered', async () => {
    const { send, rowOf, tasksFor, means, database } = await started();
    const places: string[] = [];
    for (let call = 1; ; call += 1) {
      const { strike, struck } = strikeAt(call);
      const project = `p${call}`;
      const answered = await send(project, 0, strike).catch((cause: Error) => cause);
      const at = struck();
      // Whoever was answered an error sends again.
      const again = await send(project, 0);
      if (!(answered instanceof Error))
        expect([at, again]).toEqual([at, { uid: answered.uid, isKnown: true }]);
      const { id, sha256, state } = await rowOf(again.uid);
      expect([at, state, await tasksFor(id)]).toEqual([at, 'queued', 1]);
      expect((await means().blobs.get(sha256)).length).toBeGreaterThan(0);
      if (at === null) break;
      expect(answered).toBeInstanceOf(Error);
      places.push(at);
    }
    expect(places).toEqual(expect.arrayContaining(['after sync', 'after rename', 'after the transaction']));
    expect((await database.read.selectFrom('report').selectAll().execute()).length).toBe(places.length + 1);
  });

  test('as a report is taken in: it is seen as it was, or whole, and once when tried again', async () => {
    const { send, rowOf, means, database } = await started();
    await ingest((await rowOf((await send('p', 0)).uid)).id, means());
    let struckOnce = 0;
    for (let call = 1; ; call += 1) {
      const { strike, struck } = strikeAt(call);
      const hours = call;
      const { uid } = await send('p', hours % 4 === 0 ? 0 : hours % 4, undefined);
      const { id } = await rowOf(uid);
      // The same scans come again and again, each as a report of its own.
      await database.write((writing) =>
        writing.updateTable('report').set({ state: 'queued', asOf: null }).where('id', '=', id).execute(),
      );
      const failure = await ingest(id, means(strike)).then(
        () => null,
        (cause: Error) => cause,
      );
      const at = struck();
      await ingest(id, means());
      expect([at, (await rowOf(uid)).state, await contradictions(database)]).toEqual([at, 'processed', []]);
      if (at === null) break;
      expect(failure).not.toBe(null);
      struckOnce += 1;
    }
    expect(struckOnce).toBeGreaterThan(10);
  });

  test('as a decision has its effect: it has all of it when tried again', async () => {
    const { send, rowOf, means, database, queue, clock } = await started();
    for (const project of ['a', 'b']) await ingest((await rowOf((await send(project, 0)).uid)).id, means());
    const group = await database.read
      .selectFrom('decisionGroup')
      .where('open', '>', 0)
      .select('id')
      .executeTakeFirstOrThrow();
    const by = { name: 'Ada', via: 'session', grants: [] } as const;
    const decided = {
      projectId: null,
      projectGroupId: null,
      versions: null,
      reason: 'Reviewed.',
      expiresAt: null,
      batch: null,
    };
    for (let call = 1; ; call += 1) {
      const { strike, struck } = strikeAt(call);
      await database.write((writing) =>
        writing.updateTable('decision').set({ state: 'withdrawn' }).execute(),
      );
      await settle(group.id, means());
      const decision = { ...decided, decisionGroupId: group.id, outcome: 'approved' } as const;
      await decide(decision, by, { database, queue, clock, fourEyes: false });
      await settle(group.id, means(strike)).catch((cause) => {
        // It may fail of what was struck, and of nothing else.
        if (struck() === null) throw cause;
      });
      const at = struck();
      await settle(group.id, means());
      expect([at, await contradictions(database)]).toEqual([at, []]);
      if (at === null) break;
    }
  });
});
