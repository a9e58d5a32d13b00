import { compareReports, type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';

let harbour: Report;
let later: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
  const [, ...left] = harbour.components;
  const refs = new Set(left.map(({ ref }) => ref));
  later = {
    ...harbour,
    components: left,
    findings: harbour.findings.filter(({ ref }) => ref === null || refs.has(ref)),
    dependencies: [],
    scan: { ...harbour.scan, asOf: '2027-01-01T00:00:00Z' },
  };
});

describeStores('A comparison', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    const viewer = await server.token('viewer');
    const get = (url: string) => server.ask(viewer, 'GET', url);
    const send = async (report: Report, query = 'project=harbour') =>
      (await server.send(writeReport(report), query)).body.id;
    return { ...server, get, send };
  }

  test('says what "fineprint diff" says, in pages, and is worked out once', async () => {
    const { get, send, means } = await started();
    const path = `/comparisons/${await send(later)}/${await send(harbour, 'project=harbour&channel=pr%2F1')}`;
    const expected = compareReports(later, harbour);
    const { status, body } = await get(path);
    expect([status, body.doubts]).toEqual([200, expected.doubts]);
    expect(body.counts).toMatchObject({
      added: 1,
      removed: 0,
      changed: 0,
      opened: expected.findings.opened.length,
      closed: 0,
    });
    expect((await get(`${path}/components?change=added`)).body.items).toMatchObject([
      { key: harbour.components[0]?.key, before: [], after: [{ ref: harbour.components[0]?.ref }] },
    ]);
    const opened: string[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { body: found } = await get(
        `${path}/findings?change=opened&limit=1${after && `&after=${after}`}`,
      );
      opened.push(...found.items.map((each: { finding: { message: string } }) => each.finding.message));
      after = found.next;
    }
    expect(opened).toEqual(expected.findings.opened.map(({ finding }) => finding.message));
    await Promise.all([get(path), get(path)]);
    expect((await means.database.read.selectFrom('comparison').selectAll().execute()).length).toBe(1);
  });

  test.each(['main', 'pr%2F2'])(
    'with a report of the channel %s follows a policy that is published after it was worked out',
    async (channel) => {
      const { get, send, ask, token, means } = await started();
      const before = await send(later, `project=harbour&channel=${channel}`);
      const path = `/comparisons/${before}/${await send(harbour, 'project=harbour&channel=pr%2F1')}`;
      expect((await get(path)).body.counts.opened).toBeGreaterThan(0);
      const author = await token('policy-author');
      const rules = [...new Set(harbour.findings.map(({ rule }) => rule))];
      const text = `rules: { ${rules.map((rule) => `${rule}: off`).join(', ')} }\n`;
      const { body } = await ask(author, 'POST', '/policies/versions', { scope: { is: 'all' }, text });
      await ask(author, 'POST', `/policies/versions/${body.id}/changes`, { change: 'publish' });
      expect((await get(path)).body.counts.opened).toBe(0);
      expect((await means.database.read.selectFrom('comparison').selectAll().execute()).length).toBe(1);
    },
  );

  test('is for whoever sees both reports, and of reports that were taken in', async () => {
    const { get, send, ask, token } = await started();
    const one = await send(harbour);
    const other = await send(later, 'project=foreign&group=other');
    const inside = await token('viewer', 'default');
    expect((await ask(inside, 'GET', `/comparisons/${one}/${other}`)).status).toBe(404);
    expect((await get(`/comparisons/${one}/${other}`)).status).toBe(200);
    const { body } = await server.send('no JSON', 'project=harbour');
    expect((await get(`/comparisons/${one}/${body.id}`)).body).toMatchObject({ status: 409 });
  });

  test('shows of texts without end their beginning', async () => {
    const { get, send } = await started();
    const [first, ...others] = harbour.components;
    if (!first) throw new Error('The repository has no component.');
    const grown = { ...first, name: 'x'.repeat(100_000) };
    const path = `/comparisons/${await send(later)}/${await send({ ...harbour, components: [grown, ...others] }, 'project=b')}`;
    const { body } = await get(`${path}/components?change=added`);
    expect(body.items[0].name).toBe(`${'x'.repeat(500)}…`);
  });

  test('of graphs: a node stands between what uses it and what it uses', async () => {
    const { get, send } = await started();
    const id = await send(harbour);
    const { body: root } = await get(`/reports/${id}/graph`);
    expect(root).toMatchObject({ isRoot: true, usedBy: { count: 0 } });
    expect(root.uses.count).toBe(new Set(harbour.units.map(({ kind }) => kind)).size);
    const edge = harbour.dependencies.find(({ dependsOn }) => dependsOn.length > 1);
    const { body } = await get(`/reports/${id}/graph?at=${encodeURIComponent(edge?.ref ?? '')}&limit=1`);
    expect(body.uses).toMatchObject({ count: edge?.dependsOn.length, items: [{ id: edge?.dependsOn[0] }] });
    expect((await get(`/reports/${id}/graph?at=nothing`)).status).toBe(404);
  });

  test('of graphs: a component is named by its key, whatever its version is called', async () => {
    const { get, send } = await started();
    const [first] = harbour.components;
    const ref = `${first?.key}@team@work`;
    const components = harbour.components.map((each) => (each === first ? { ...each, ref } : each));
    const id = await send({ ...harbour, components, dependencies: [], findings: [] } as Report);
    const { body } = await get(`/reports/${id}/graph?at=${encodeURIComponent(ref)}`);
    expect(body).toMatchObject({ node: { id: ref }, component: first?.key });
    expect((await get(`/reports/${id}/graph`)).body.component).toBe(null);
  });
});
