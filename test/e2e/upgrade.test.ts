import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import { pages } from '@fineprint/web';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { migrate } from '../../packages/server/src/store/migrate.ts';
import { migrations } from '../../packages/server/src/store/migrations/index.ts';
import { openDatabase } from '../../packages/server/src/store/open.ts';
import { allAnswers } from './all-answers.ts';
import { served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true }));

const document =
  '{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"left-pad"}]}';
const session = 'x'.repeat(43);
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** Makes the data folder that a server of the first schema leaves. When a release has another schema, a copy of its own joins it. */
async function firstStore(data: string): Promise<void> {
  // The second is the one that was no JSON.
  for (const text of [document, '']) {
    const name = hashOf(text);
    const blobs = join(data, 'blobs', name.slice(0, 2));
    mkdirSync(blobs, { recursive: true });
    writeFileSync(join(blobs, `${name.slice(2)}.zst`), zstdCompressSync(text));
  }
  const file = join(data, 'fineprint.db');
  const database = await openDatabase(file);
  const { '0001-first': first } = migrations('sqlite');
  if (!first) throw new Error('There is no first migration.');
  expect(await migrate(database, { '0001-first': first })).toEqual(['0001-first']);
  await database.close();
  const rows = readFileSync('test/e2e/first-store.sql', 'utf8')
    .replace('@sha256', hashOf(document))
    .replace('@session', hashOf(session))
    .replaceAll('@now', String(Date.now()));
  const raw = new Sqlite(file);
  raw.exec(rows);
  raw.close();
}

test('a store of the first schema is brought up to date, and all its pages and answers are there', async () => {
  const data = join(folder, 'data');
  await firstStore(data);
  const server = await served(data, { pages });
  expect(server.firstCode).toBe(null);
  const cookie = `__Host-fineprint=${session}`;
  const answers = await allAnswers({ url: server.url, cookie });
  const paths = [...answers.keys()];
  for (const path of ['/projects/019aa000-0000-7000-8000-000000000002', '/api/v1/inbox?limit=20'])
    expect(paths).toContain(path);
  const wrong = [...answers].filter(([path, answer]) => !/^(?:200|30\d) /.test(answer) && !needsMore(path));
  expect(wrong).toEqual([]);
  const content = await fetch(`${server.url}/api/v1/reports/019aa000-0000-7000-8000-000000000003/content`, {
    headers: { cookie },
  });
  expect(await content.json()).toEqual(JSON.parse(document));
  await server.stop(10_000);
});

/** Whether an address of the API has to be asked with more than its page. */
function needsMore(path: string): boolean {
  return path.startsWith('/api/v1/waivers') || /^\/api\/.*\/obligations\/components\?limit=20$/.test(path);
}
