import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { writeReport } from '@fineprint/core';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOfBlobs } from '../blobs/folder.ts';
import { tableQueue } from '../queue/table-queue.ts';
import { smallReports } from '../small-report.testkit.ts';
import { contradictions } from '../store/contradictions.testkit.ts';
import { migrate } from '../store/migrate.ts';
import { openDatabase } from '../store/open.ts';
import { systemClock } from '../system-clock.ts';
import { ingest } from './ingest.ts';
import { readDocument } from './read-document.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-killed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const [file, place, document] = [join(folder, 'f.db'), join(folder, 'blobs'), join(folder, 'report.json')];

// As one file, which starts ten times as fast; beside the packages that it loads.
const entry = fileURLToPath(new URL(`../../../../node_modules/.killed-${process.pid}.mjs`, import.meta.url));
beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('./killed-entry.testkit.ts', import.meta.url))],
    outfile: entry,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3', 'pg', 'pg-boss'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
});
afterAll(() => rmSync(entry));

/** Accepts a report and takes it in, in a process that is killed at a call; answers what it said, and whether it was killed. */
async function run(call: number) {
  const child = spawn('node', [entry, file, place, document, `p${call}`, String(call)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals | null>();
  child.once('exit', (_code, signal) => resolve(signal));
  const said = await text(child.stdout);
  return { said, signal: await promise };
}

// So many processes at a time.
const atOnce = 4;

test('killed at any call to a file or the database, a server has what it accepted once, and takes it in', async () => {
  writeFileSync(document, writeReport((await smallReports())('p', 0)));
  const database = await openDatabase(file);
  await migrate(database);
  await database.write((writing) =>
    writing.insertInto('projectGroup').values({ uid: 'g', name: 'default', createdAt: 0 }).execute(),
  );
  const [clock, blobs] = [systemClock(), folderOfBlobs(place)];
  let kills = 0;
  for (let call = 1, isOver = false; !isOver; call += atOnce) {
    const runs = Array.from({ length: atOnce }, async (_, index) => ({
      project: `p${call + index}`,
      ...(await run(call + index)),
    }));
    for (const { project, said, signal } of await Promise.all(runs)) {
      if (signal === null) isOver = true;
      else kills += 1;
      expect([project, signal]).toEqual([
        project,
        said.endsWith('taken in\n') && signal === null ? null : 'SIGKILL',
      ]);
      const uid = /^accepted (?<uid>\S+)\n/.exec(said)?.groups?.uid;
      const rows = await database.read
        .selectFrom('report')
        .innerJoin('channel', 'channel.id', 'report.channelId')
        .innerJoin('project', 'project.id', 'channel.projectId')
        .where('project.name', '=', project)
        .select(['report.id', 'report.uid', 'report.sha256'])
        .execute();
      // Who was killed before it answered may have it, or not.
      if (uid !== undefined) expect([project, rows.map((row) => row.uid)]).toEqual([project, [uid]]);
      for (const { sha256 } of rows) expect((await blobs.get(sha256)).length).toBeGreaterThan(0);
    }
  }
  expect(kills).toBeGreaterThan(30);
  // A server that starts anew does the tasks that are left, one for each report.
  const tasks = await database.read.selectFrom('job').select('payload').execute();
  const reports = await database.read.selectFrom('report').select('id').execute();
  expect(tasks.map(({ payload }) => JSON.parse(payload).reportId).toSorted((a, b) => a - b)).toEqual(
    reports.map(({ id }) => id).toSorted((a, b) => a - b),
  );
  await tableQueue(database, { now: clock.now, failed: () => undefined });
  for (const { id } of reports) await ingest(id, { database, blobs, clock, readDocument });
  const states = await database.read.selectFrom('report').select('state').distinct().execute();
  expect(states).toEqual([{ state: 'processed' }]);
  expect(await contradictions(database)).toEqual([]);
  await database.close();
}, 240_000);
