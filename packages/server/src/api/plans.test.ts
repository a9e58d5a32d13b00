import { writeReport } from '@fineprint/core';
import type { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { addressAbout, type Ids, oneOfEverything } from './one-of-everything.testkit.ts';
import { pageQuery } from './page.ts';
import { excesses } from './plans.testkit.ts';
import { routes } from './routes.ts';

/** Asks every route that reads, in every order and by every filter, about one of everything. */
async function askEverything(server: TestServer, token: string, ids: Ids): Promise<string[]> {
  const unanswered: string[] = [];
  for (const { method, url, query } of routes) {
    if (method !== 'GET') continue;
    // No text was found beside the component of the question.
    if (url.includes(':sha256')) continue;
    const about = addressAbout(url, ids);
    const address = about.includes('?') ? about : `${about}?`;
    for (const more of ['', '&limit=1', ...filtersOf(query)]) {
      const { status, body } = await server.ask(token, 'GET', `${address}${more}`);
      // A filter may name what is not there.
      if (status >= 300 && status !== 403 && more.length < 2) unanswered.push(`${url}: ${status}`);
      if (typeof body?.next === 'string')
        await server.ask(token, 'GET', `${address}${more}&after=${body.next}`);
    }
  }
  return unanswered;
}

/** Each part of a query that is not its page, with each value that it may have. */
function filtersOf(query: z.ZodObject | undefined): readonly string[] {
  return Object.entries(query?.shape ?? {}).flatMap(([name, form]) =>
    // Formats differ in what is made of the same answers.
    name in pageQuery.shape || name === 'format'
      ? []
      : valuesOf(form).map((value) => `&limit=1&${name}=${value}`),
  );
}

function valuesOf(form: z.core.$ZodType): readonly unknown[] {
  if (form instanceof z.ZodDefault || form instanceof z.ZodOptional) return valuesOf(form.unwrap());
  return form instanceof z.ZodEnum ? form.options : ['a'];
}

describeStores('Queries', (open) => {
  test('of no route read a whole table or sort: the time of an answer does not grow with what there is', async () => {
    const queries = new Map<string, CompiledQuery>();
    const { database } = await open({
      ended: ({ query }) => {
        if (/^(?:select|with)\b/.test(query.sql)) queries.set(query.sql, query);
      },
    });
    const server = await startServer(database);
    const ids = await oneOfEverything(server);
    const harbour = await scannedHarbour();
    await server.send(writeReport(harbour), 'project=other&group=other');
    // What was ticked off before is held against it.
    const later = { ...harbour, findings: [], scan: { ...harbour.scan, asOf: '2026-11-01T00:00:00Z' } };
    await server.send(writeReport(later), 'project=harbour&group=default');
    const admin = await server.token('admin');
    queries.clear();
    // Of what the second does not reach, the queries matter that say so.
    for (const asker of [admin, await server.token('viewer', 'other')])
      expect(await askEverything(server, asker, ids)).toEqual(asker === admin ? [] : expect.anything());
    const found: string[] = [];
    for (const query of [...queries.values()])
      for (const excess of await excesses(query, database)) found.push(`${excess}: ${query.sql}`);
    expect(found).toEqual([]);
    expect(queries.size).toBeGreaterThan(20);
    await server.close();
  });
});
