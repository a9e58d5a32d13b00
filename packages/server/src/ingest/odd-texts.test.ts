import { writeReport } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { addressAbout, oneOfEverything } from '../api/one-of-everything.testkit.ts';
import { routes } from '../api/routes.ts';
import { startServer, type TestServer } from '../server.testkit.ts';
import { smallReports } from '../small-report.testkit.ts';
import { contradictions } from '../store/contradictions.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';

let document: string;
beforeAll(async () => {
  document = writeReport((await smallReports())('p', 0));
});

/** A document with each text changed that stands at a place; places in lists are one. */
function changed(change: (text: string, place: string) => string): string {
  const of = (value: unknown, place: string): unknown => {
    if (typeof value === 'string') return change(value, place);
    if (Array.isArray(value)) return value.map((each) => of(each, `${place}/*`));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [name, of(each, `${place}/${name}`)]),
    );
  };
  return JSON.stringify(of(JSON.parse(document), ''));
}

function places(): readonly string[] {
  const all = new Set<string>();
  changed((text, place) => {
    all.add(place);
    return text;
  });
  return [...all];
}

// More than an index of PostgreSQL takes, and nothing can compress.
const long = Array.from({ length: 2_000 }, (_, index) =>
  String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000)),
).join('');

describeStores('A report with odd texts', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  test('of which one is longer than a database finds again is taken in or refused, wherever it stands', async () => {
    const { database } = await open();
    server = await startServer(database);
    for (const [index, at] of places().entries()) {
      const sent = changed((text, place) => (place === at ? `${text}${long}` : text));
      const failure = await server.send(sent, `project=p${index}`).then(
        () => null,
        (cause: Error) => cause.message,
      );
      expect([at, failure]).toEqual([at, null]);
    }
    const rows = await database.read.selectFrom('report').select(['state', 'failure']).execute();
    for (const { state, failure } of rows)
      expect([state, failure]).toEqual(
        state === 'failed' ? [state, expect.stringMatching(/json-1|is longer than/)] : ['processed', null],
      );
    expect(rows.length).toBe(places().length);
    expect(await contradictions(database)).toEqual([]);
  });

  test.each(['soon', '1969-07-20T20:17:40Z', '-271821-04-20T00:00:00Z'])(
    'of a scan at no time (%s) is refused, whoever judges it',
    async (asOf) => {
      server = await startServer((await open()).database);
      const { ask, send, token } = server;
      const admin = await token('admin');
      const report = JSON.parse(document);
      const sent = (version: string) =>
        JSON.stringify({ ...report, tool: { ...report.tool, version }, scan: { ...report.scan, asOf } });
      const { body: unjudged } = await send(sent('1'), 'project=p');
      const draft = { scope: { is: 'all' }, text: 'licenses: {}\n' };
      const { body: version } = await ask(admin, 'POST', '/policies/versions', draft);
      await ask(admin, 'POST', `/policies/versions/${version.id}/changes`, { change: 'publish' });
      const { body: judged } = await send(sent('2'), 'project=p');
      for (const { id } of [unjudged, judged]) {
        const { body } = await ask(admin, 'GET', `/reports/${id}`);
        expect(body).toMatchObject({ state: 'failed', failure: expect.stringContaining('scan.asOf') });
      }
    },
  );

  test('is shown, exported, compared, judged and told of like any other', async () => {
    const { database } = await open();
    server = await startServer(database);
    const free = places().filter((at) => at !== '/scan/asOf' && isFree(at));
    const odd = readReport(changed((text, place) => (free.includes(place) ? `\uDC00${text}\0` : text)));
    const admin = await server.token('admin');
    const events = ['question.opened', 'decision.made', 'report.failed'];
    await server.ask(admin, 'POST', '/webhooks', { name: 'all', url: 'https://chat.example/', events });
    const ids = await oneOfEverything(server, odd);
    const version = addressAbout('/policies/versions/:id', ids);
    const publish = { change: 'publish' };
    expect((await server.ask(admin, 'POST', `${version}/changes`, publish)).status).toBe(200);
    await server.queue.doAll();
    for (const { method, url } of routes) {
      if (method !== 'GET' || url.includes(':sha256')) continue;
      expect([url, (await server.ask(admin, 'GET', addressAbout(url, ids))).status]).toEqual([url, 200]);
    }
    const judged = await database.read.selectFrom('judged').select(['failure', 'dueAt']).execute();
    expect(judged).toEqual([{ failure: null, dueAt: null }]);
    expect(await contradictions(database)).toEqual([]);
    expect(server.failures).toEqual([]);
  });
});

/** Whether a report may say anything there. */
function isFree(at: string): boolean {
  try {
    readReport(changed((text, place) => (place === at ? `${text} ` : text)));
    return true;
  } catch {
    return false;
  }
}
