import type { Report } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';

// No database keeps both: PostgreSQL has no NUL in a text, UTF-8 no half of a surrogate pair.
const hostile = '\0\ud800';

/** A report with one component and its finding. */
async function smallReport(): Promise<Report> {
  const harbour = await scannedHarbour();
  const findings = harbour.findings.filter(({ ref }) => ref !== null).slice(0, 1);
  const components = harbour.components.filter(({ ref }) => ref === findings[0]?.ref);
  return { ...harbour, components, findings, units: harbour.units.slice(0, 1), dependencies: [], texts: {} };
}

/** Documents that differ from another in one text, which has something hostile added; of a list, in one of its first two. */
function* spoiled(value: unknown): Generator<unknown> {
  if (typeof value === 'string') yield value + hostile;
  else if (Array.isArray(value))
    for (const [index, item] of value.slice(0, 2).entries())
      for (const other of spoiled(item)) yield value.with(index, other);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value))
      for (const other of spoiled(item)) yield { ...value, [name]: other };
}

describeStores('A document with texts that no database keeps', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('is taken in or refused, wherever they stand, and is seen then', async () => {
    server = await startServer((await open()).database);
    const { ask, send, token } = server;
    const viewer = await token('viewer');
    const small = await smallReport();
    const { root, scan, units, components, findings, problems } = small;
    const named = { ...small, texts: { [hostile]: '' } };
    const states = new Map<string, number>();
    for (const part of [...spoiled({ root, scan, units, components, findings, problems }), named]) {
      const { body } = await send(JSON.stringify({ ...small, ...(part as object) }), 'project=p');
      const { state, failure } = (await ask(viewer, 'GET', `/reports/${body.id}`)).body;
      expect([part, state, failure]).not.toContain('queued');
      states.set(state, (states.get(state) ?? 0) + 1);
    }
    expect([...states.keys()].sort()).toEqual(['failed', 'processed']);
    const [{ id }] = (await ask(viewer, 'GET', '/projects')).body.items;
    for (const path of ['/inbox', '/components', `/projects/${id}/findings`, `/projects/${id}/components`])
      expect([path, (await ask(viewer, 'GET', path)).status]).toEqual([path, 200]);
  });

  test('of two components that differ in these alone has one', async () => {
    server = await startServer((await open()).database);
    const { send, means } = server;
    const small = await smallReport();
    const [component] = small.components;
    const twice = [component, component, { ...component, ref: `${component?.ref}\0` }];
    const other = { ...component, ref: `${component?.ref}\ud800` };
    await send(JSON.stringify({ ...small, components: [...twice, other] }), 'project=p');
    const { components } = await means.database.read
      .selectFrom('project')
      .select('components')
      .executeTakeFirstOrThrow();
    expect(components).toBe(2);
  });
});
