import { writeReport } from '@fineprint/core';
import type { CompiledQuery } from 'kysely';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { pageQuery } from './page.ts';
import { excesses } from './plans.testkit.ts';
import { routes } from './routes.ts';

/** What routes are about that no list gives, by the first word of their address, and what their queries need. */
interface Samples {
  readonly ids: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** Asks every route that reads, in every order and by every filter, with the id that the list of the same resource gives first. */
async function askEverything(server: TestServer, token: string, samples: Samples): Promise<string[]> {
  const unanswered: string[] = [];
  for (const { method, url, query } of routes) {
    if (method !== 'GET') continue;
    const [, resource = ''] = url.split('/');
    const id = url.includes(':') ? (samples.ids[resource] ?? (await firstOf(server, token, resource))) : '';
    const needed = samples.query[url] ?? '';
    const address = `${url.replace(/:\w+/, encodeURIComponent(id))}?${needed}`;
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

async function firstOf(server: TestServer, token: string, resource: string): Promise<string> {
  const [first] = (await server.ask(token, 'GET', `/${resource}?limit=1`)).body.items;
  return first.key ?? first.id;
}

/** Each part of a query that is not its page, with each value that it may have. */
function filtersOf(query: z.ZodObject | undefined): readonly string[] {
  return Object.entries(query?.shape ?? {}).flatMap(([name, form]) =>
    name in pageQuery.shape ? [] : valuesOf(form).map((value) => `&limit=1&${name}=${value}`),
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
    const report = writeReport(await scannedHarbour());
    await server.send(report, 'project=harbour');
    const { body } = await server.send(report, 'project=other&group=other');
    const samples = {
      ids: { licenses: 'MIT', reports: body.id },
      query: { '/waivers': 'project=harbour' },
    };
    const admin = await server.token('admin');
    const [waiting] = (await server.ask(admin, 'GET', '/inbox')).body.items;
    await server.ask(admin, 'POST', '/decisions', {
      question: waiting.id,
      scope: { is: 'all' },
      outcome: 'approved',
      reason: 'It was looked at.',
    });
    queries.clear();
    for (const asker of [admin, await server.token('viewer', 'other')])
      expect(await askEverything(server, asker, samples)).toEqual([]);
    const found: string[] = [];
    for (const query of [...queries.values()])
      for (const excess of await excesses(query, database)) found.push(`${excess}: ${query.sql}`);
    expect(found).toEqual([]);
    expect(queries.size).toBeGreaterThan(20);
    await server.close();
  });
});
