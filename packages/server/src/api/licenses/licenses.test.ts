import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

describeStores('A licence', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('is listed with what is used under it, to whoever sees any of that', async () => {
    server = await startServer((await open()).database);
    const { ask, send, token } = server;
    await send(writeReport(harbour), 'project=a');
    const viewer = await token('viewer');
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await ask(viewer, 'GET', `/licenses?limit=2${after && `&after=${after}`}`);
      ids.push(...body.items.map(({ id }: { id: string }) => id));
      after = body.next;
    }
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toContain('Apache-2.0');
    const { body } = await ask(viewer, 'GET', '/licenses/Apache-2.0');
    const under = harbour.components.filter(({ license }) =>
      license.concluded.expression?.split(/ AND | OR /).includes('Apache-2.0'),
    );
    expect(body).toMatchObject({
      name: 'Apache License 2.0',
      class: 'permissive',
      projects: { value: 1, isExact: true },
      components: { value: new Set(under.map(({ key }) => key)).size, isExact: true },
    });
    const other = await token('viewer', 'other');
    expect((await ask(other, 'GET', '/licenses')).body.items).toEqual([]);
    expect((await ask(other, 'GET', '/licenses/Apache-2.0')).body.components.value).toBe(0);
  });

  test('that nobody knows leads to the questions that ask for it, and no other does', async () => {
    server = await startServer((await open()).database);
    const { ask, send, token } = server;
    await send(writeReport(harbour), 'project=a');
    const viewer = await token('viewer');
    const rulesOf = async (license: string) => {
      const { body } = await ask(viewer, 'GET', `/inbox?limit=200&license=${license}`);
      return new Set(body.items.map(({ rule }: { rule: string }) => rule));
    };
    expect(await rulesOf('NOASSERTION')).toEqual(new Set(['license-unknown']));
    expect(await rulesOf('AGPL-3.0-only')).toEqual(new Set(['license-needs-review']));
  });

  test('says what it asks and its text, or that nobody can say it', async () => {
    server = await startServer((await open()).database);
    const { ask, token } = server;
    const viewer = await token('viewer');
    const of = async (id: string) => (await ask(viewer, 'GET', `/licenses/${encodeURIComponent(id)}`)).body;
    const apache = await of('Apache-2.0');
    expect(apache.text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(apache.obligations).toContainEqual({
      id: 'notice-file',
      says: 'Pass on what its NOTICE file says.',
      when: 'when copies are passed on',
      usages: ['distributed'],
      source: expect.any(String),
    });
    expect((await of('GPL-2.0-only WITH Classpath-exception-2.0')).exception).toMatchObject({
      name: 'Classpath exception 2.0',
      text: expect.stringContaining('special exception'),
    });
    for (const id of ['NOASSERTION', 'NONE', 'LicenseRef-nobody', '<script>', ') AND ('])
      expect(await of(id)).toMatchObject({ id, name: null, text: null, obligations: [] });
  });
});
