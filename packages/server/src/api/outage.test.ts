import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { startServer, type TestServer } from '../server.testkit.ts';
import type { Database } from '../store/database.ts';
import { describeStores } from '../store/stores.testkit.ts';

const sbom = (number: number) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: number, components: [] });

describeStores('A database that is full', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('is told, and what it has stays', async () => {
    const { database } = await open();
    server = await startServer(database);
    // PostgreSQL's disk is not filled here: its code is one of those that are known.
    if (database.dialect === 'postgres') return;
    const bearer = await server.token('ingest');
    const pages = await sql<{ pageCount: number }>`pragma page_count`.execute(database.read);
    await database.write((writing) =>
      sql.raw(`pragma max_page_count = ${pages.rows[0]?.pageCount}`).execute(writing),
    );
    await fill(database);
    const statuses: number[] = [];
    const headers = { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' };
    for (let number = 2; statuses.at(-1) !== 503; number += 1) {
      const url = `/api/v1/reports?project=${'p'.repeat(150)}${number}`;
      const answer = await server.app.inject({ method: 'POST', url, headers, payload: sbom(number) });
      statuses.push(answer.statusCode);
      if (answer.statusCode === 503) expect(answer.json()).toMatchObject({ type: 'unavailable' });
    }
    expect(statuses.filter((status) => status !== 202 && status !== 503)).toEqual([]);
    const rows = await database.read.selectFrom('report').select('uid').execute();
    expect(rows.length).toBe(statuses.filter((status) => status === 202).length);
    expect(server.failures.map(String)).toEqual(['SqliteError: database or disk is full']);
  });
});

/** Takes what room is left, in smaller and smaller pieces. */
async function fill(database: Database): Promise<void> {
  for (const size of [100_000, 10_000, 1_000, 100]) {
    const name = () => `${randomUUID()}${'x'.repeat(size)}`;
    const insert = () =>
      database.write((writing) =>
        writing.insertInto('projectGroup').values({ uid: name(), name: name(), createdAt: 0 }).execute(),
      );
    await expect(
      (async () => {
        for (;;) await insert();
      })(),
    ).rejects.toThrow('full');
  }
}
