import { type Report, type ReportComponent, writeReport } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

const harbour = await scannedHarbour();
const [pattern] = harbour.components;

/** A component under a licence that a policy chose. */
function component(
  name: string,
  expression: string | null,
  { usage = 'distributed', effective = expression }: Partial<Chosen> = {},
): ReportComponent {
  if (pattern === undefined) throw new Error('The repository of the tests names components.');
  const { license } = pattern;
  const { concluded } = license;
  return {
    ...pattern,
    key: `library:${name}`,
    ref: `library:${name}@1.0.0`,
    name,
    usage,
    license: {
      ...license,
      effective,
      class: null,
      concluded:
        expression === null
          ? { ...concluded, is: 'no-assertion', expression, covers: null, confidence: 0 }
          : { ...concluded, is: 'expression', expression, covers: 'artifact' },
    },
  };
}

interface Chosen {
  readonly usage: ReportComponent['usage'];
  readonly effective: string | null;
}

function report(...components: readonly ReportComponent[]): Report {
  const { length } = components;
  const asOf = new Date(Date.parse(harbour.scan.asOf) + length * 1_000).toISOString();
  return { ...harbour, components, findings: [], dependencies: [], scan: { ...harbour.scan, asOf } };
}

const simple = component('a', 'MIT');
const chosen = component('b', 'GPL-3.0-only OR Apache-2.0', { effective: 'Apache-2.0' });
const both = component('c', 'MIT AND BSD-3-Clause');
const asksNothing = component('g', 'ISC', { usage: 'ci' });
const nobodyKnows = component('d', null);

describeStores('What licences ask of an owner', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started(...components: readonly ReportComponent[]) {
    server = await startServer((await open()).database);
    const [viewer, reviewer] = [await server.token('viewer'), await server.token('reviewer')];
    const send = (next: Report, query = 'project=p') => server.send(writeReport(next), query);
    const { body: sent } = await send(report(...components));
    const { items: projects } = (await server.ask(viewer, 'GET', '/projects')).body;
    const path = `/projects/${projects[0].id}/obligations`;
    const get = async (url = '') => (await server.ask(viewer, 'GET', `${path}${url}`)).body;
    const tick = async (by: string, ask: object, seen = sent.id) => {
      const body = { report: seen, asks: [ask], note: 'It is in the image at /licenses.' };
      return server.ask(by, 'POST', `${path}/ticks`, body);
    };
    return { ...server, viewer, reviewer, send, path, get, tick, sent };
  }

  test('is listed by obligation and licence: of a choice what was chosen, of an AND all of it, and first what nobody knows', async () => {
    const { get } = await started(simple, chosen, both, asksNothing, nobodyKnows);
    const { items } = await get('?limit=200');
    const lines = items.map(
      ({ obligation, license, components }: Record<string, unknown>) =>
        `${obligation} ${license} ${components}`,
    );
    expect(lines[0]).toBe('unstated NOASSERTION 1');
    expect(lines).toContain('license-text MIT 2');
    expect(lines).toContain('license-text BSD-3-Clause 1');
    expect(lines).toContain('notice-file Apache-2.0 1');
    expect(lines.filter((line: string) => /GPL|ISC/.test(line))).toEqual([]);
    expect(items[0]).toMatchObject({ when: null, source: null, state: 'open', tick: null });
    expect(items.find((each: { obligation: string }) => each.obligation === 'notice-file')).toMatchObject({
      says: 'Pass on what its NOTICE file says.',
      when: 'when copies are passed on',
      source: expect.stringMatching(/./),
    });
    expect(await get('/count')).toMatchObject({ components: 5, unasked: 1, lines: lines.length, done: 0 });
  });

  test('comes in pages, and as CSV', async () => {
    const { get } = await started(simple, chosen, nobodyKnows);
    const { items } = await get('?limit=200');
    const paged: object[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const body = await get(`?limit=2${after && `&after=${after}`}`);
      paged.push(...body.items);
      after = body.next;
    }
    expect(paged).toEqual(items);
    const [head, ...records] = (await get('.csv')).trim().split('\r\n');
    expect([head.split(',').slice(0, 2), records.length]).toEqual([['license', 'obligation'], items.length]);
  });

  test('is ticked off with a note, which is logged, and which later reports inherit until a component comes', async () => {
    const { get, tick, reviewer, send, token, ask } = await started(simple);
    const text = { obligation: 'license-text', license: 'MIT' };
    const lineOf = async () =>
      (await get('?limit=200')).items.find((each: typeof text) => each.obligation === text.obligation);
    expect((await tick(reviewer, text)).status).toBe(201);
    expect(await lineOf()).toMatchObject({
      state: 'done',
      tick: {
        note: 'It is in the image at /licenses.',
        by: 'token reviewer of all',
        at: '2026-11-27T12:00:00.000Z',
        newSince: { value: 0, isExact: true },
      },
    });
    const bumped = { ...simple, ref: 'library:a@2.0.0', version: '2.0.0' };
    await send(report(bumped, nobodyKnows));
    expect(await lineOf()).toMatchObject({ state: 'done' });
    const { body: third } = await send(report(bumped, nobodyKnows, component('e', 'MIT')));
    expect(await lineOf()).toMatchObject({
      state: 'look-again',
      components: 2,
      tick: { newSince: { value: 1 } },
    });
    expect(await get('/count')).toMatchObject({ done: 0, lookAgain: 1 });
    const of = `/components?obligation=${text.obligation}&license=MIT`;
    expect((await get(of)).items.map(({ name }: { name: string }) => name)).toEqual(['a', 'e']);
    expect((await get(`${of}&only=new`)).items).toEqual([
      { key: 'library:e', name: 'e', usage: 'distributed' },
    ]);
    expect((await tick(reviewer, text, third.id)).status).toBe(201);
    expect(await lineOf()).toMatchObject({ state: 'done' });
    expect(await get('/count')).toMatchObject({ done: 1, lookAgain: 0 });
    const { items } = (await ask(await token('admin'), 'GET', '/audit')).body;
    expect(items.slice(0, 2)).toMatchObject([
      {
        action: 'obligation.ticked',
        actor: 'token reviewer of all',
        detail: { license: 'MIT', before: { tickedBy: 'token reviewer of all' } },
      },
      { action: 'obligation.ticked', detail: { channel: 'main', before: null } },
    ]);
  });

  test('is ticked by two at a time as by one after the other: the last word stands, and both are logged', async () => {
    const { get, tick, reviewer, means } = await started(simple);
    const text = { obligation: 'license-text', license: 'MIT' };
    const made = await Promise.all([1, 2, 3, 4].map(() => tick(reviewer, text)));
    expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(made.map(({ body }) => body.items[0].id)).size).toBe(1);
    expect(await get('/count')).toMatchObject({ done: 1 });
    const { read } = means.database;
    const logged = read.selectFrom('audit').where('action', '=', 'obligation.ticked').select('detail');
    const befores = (await logged.execute()).map(({ detail }) => JSON.parse(detail).before);
    expect(befores.filter((before) => before === null)).toEqual([null]);
  });

  test('is new where a component is used in a more exposed way than when it was ticked', async () => {
    // In any use its licence asks something, and what is asked of copies only when it is passed on.
    const asCi = component('f', 'Apache-2.0', { usage: 'ci' });
    const { get, tick, reviewer, send } = await started(chosen, asCi);
    const text = { obligation: 'license-text', license: 'Apache-2.0' };
    await tick(reviewer, text);
    await send(report(chosen, { ...asCi, usage: 'distributed' }, nobodyKnows));
    const { items } = await get('?limit=200');
    expect(items.find((each: typeof text) => each.obligation === text.obligation)).toMatchObject({
      state: 'look-again',
      components: 2,
      tick: { newSince: { value: 1 } },
    });
    expect(await get('/count')).toMatchObject({ done: 0, lookAgain: 1 });
  });

  test('counts a component once, as it is used where it is most exposed, whatever it and its licence are called', async () => {
    const long = `LicenseRef-${'x'.repeat(2_000)}`;
    const other = { ...component('b', 'Apache-2.0', { usage: 'ci' }), ref: 'library:b@0.9.0' };
    const odd = { ...component('k', long), key: `library:${'k'.repeat(2_000)}\0` };
    const { get } = await started(other, chosen, odd);
    const { items } = await get('?limit=200');
    expect(items[0]).toMatchObject({ obligation: 'unstated', license: `${long.slice(0, 500)}…` });
    expect(items[1]).toMatchObject({ obligation: 'license-text', license: 'Apache-2.0', components: 1 });
    expect((await get('/components?obligation=license-text&license=Apache-2.0')).items).toEqual([
      { key: 'library:b', name: 'b', usage: 'distributed' },
    ]);
    const of = `obligation=unstated&license=${encodeURIComponent(items[0].license)}`;
    expect((await get(`/components?${of}`)).items).toMatchObject([{ name: 'k' }]);
    expect(await get('/count')).toMatchObject({ components: 2, unasked: 0 });
  });

  test('is open again when a tick is taken back, which is logged, and another channel has its own', async () => {
    const { get, tick, reviewer, send, path, ask, token } = await started(simple);
    await send(report(simple, nobodyKnows), 'project=p&channel=tag%2Fv1');
    const { body } = await tick(reviewer, { obligation: 'license-text', license: 'MIT' });
    expect(await get('/count?channel=tag%2Fv1')).toMatchObject({ channel: 'tag/v1', components: 2, done: 0 });
    expect((await get('/count')).done).toBe(1);
    const tickPath = `${path}/ticks/${body.items[0].id}`;
    await send(report(simple), 'project=q');
    const { items } = (await ask(reviewer, 'GET', '/projects')).body;
    const { id: elsewhere } = items.find(({ name }: { name: string }) => name === 'q');
    const wrong = `/projects/${elsewhere}/obligations/ticks/${body.items[0].id}`;
    expect((await ask(reviewer, 'DELETE', wrong)).status).toBe(404);
    expect((await ask(reviewer, 'DELETE', tickPath)).status).toBe(200);
    expect((await ask(reviewer, 'DELETE', tickPath)).status).toBe(404);
    expect((await get('/count')).done).toBe(0);
    const [entry] = (await ask(await token('admin'), 'GET', '/audit')).body.items;
    expect(entry).toMatchObject({ action: 'obligation.unticked', detail: { after: null, channel: 'main' } });
  });

  test('is ticked by those alone who review the group, with a note, and for what they looked at', async () => {
    const { get, tick, reviewer, viewer, send, sent, path, ask, token } = await started(simple);
    const text = { obligation: 'license-text', license: 'MIT' };
    expect((await tick(viewer, text)).status).toBe(403);
    expect((await tick(await token('reviewer', 'other'), text)).status).toBe(404);
    expect((await tick(reviewer, { ...text, license: 'Zlib' })).status).toBe(404);
    const without = { report: sent.id, asks: [text], note: '  ' };
    expect((await ask(reviewer, 'POST', `${path}/ticks`, without)).status).toBe(400);
    await send(report(simple, nobodyKnows));
    expect(await tick(reviewer, text)).toMatchObject({ status: 409, body: { type: 'conflict' } });
    expect((await get('/count')).done).toBe(0);
    expect(await get('?channel=none')).toEqual({ items: [], next: null });
    expect(await get('/count?channel=none')).toMatchObject({ report: null, lines: 0, mayTick: false });
    const none = { ...without, channel: 'none', note: 'It is done.' };
    expect((await ask(reviewer, 'POST', `${path}/ticks`, none)).status).toBe(409);
  });

  test('is worked out once for a report, and anew where a policy is published', async () => {
    const { get, means, ask, token } = await started(simple, chosen);
    await Promise.all([get(), get(), get('/count')]);
    const kept = () => means.database.read.selectFrom('checklist').selectAll().execute();
    expect((await kept()).length).toBe(1);
    const admin = await token('admin');
    const written = {
      scope: { is: 'all' },
      text: 'licenses:\n  deny: [Apache-2.0]\n  allow: [GPL-3.0-only]\n',
    };
    const { body } = await ask(admin, 'POST', '/policies/versions', written);
    await ask(admin, 'POST', `/policies/versions/${body.id}/changes`, { change: 'publish' });
    const { items } = await get('?limit=200');
    expect(items.map(({ license }: { license: string }) => license)).toContain('GPL-3.0-only');
    expect((await kept()).length).toBe(2);
  });
});
