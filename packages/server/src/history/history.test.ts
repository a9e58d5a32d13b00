import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { forgetComparisons, forgetHistory } from './forget.ts';
import { forgetReports } from './forget-reports.ts';
import { snapshotGroups } from './snapshot-groups.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const dayMs = 86_400_000;

/** The same repository some days later, one component fewer, and another under another licence. */
function later(days: number): Report {
  const [gone, ...left] = harbour.components;
  const relicensed = left.map((component) =>
    component.ref === changedRef()
      ? {
          ...component,
          license: {
            ...component.license,
            concluded: { ...component.license.concluded, expression: 'BUSL-1.1' },
            class: 'source-available' as const,
          },
        }
      : component,
  );
  return {
    ...harbour,
    components: relicensed,
    findings: harbour.findings.filter(({ ref }) => ref !== gone?.ref),
    dependencies: [],
    scan: { ...harbour.scan, asOf: new Date(1_790_000_000_000 + days * dayMs).toISOString() },
    summary: { ...harbour.summary, components: left.length },
  };
}

function changedRef(): string | undefined {
  return harbour.components.slice(1).find(({ license }) => license.concluded.expression === 'MIT')?.ref;
}

describeStores('What is kept of the past', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    const viewer = await server.token('viewer');
    const get = async (url: string) => (await server.ask(viewer, 'GET', url)).body;
    const send = async (report: Report, query = 'project=harbour'): Promise<string> =>
      (await server.send(writeReport(report), query)).body.id;
    return { ...server, database: server.means.database, get, send };
  }

  test('is a snapshot a day, of which the last state stays and no earlier one is touched', async () => {
    const { clock, get, send } = await started();
    await send(harbour);
    clock.turn(dayMs);
    await send(later(1));
    await send({ ...harbour, scan: { ...harbour.scan, asOf: later(2).scan.asOf } });
    const [{ id }] = (await get('/projects')).items;
    const { points } = await get(`/projects/${id}/trend`);
    expect(points.map(({ day }: { day: string }) => day)).toEqual(['2026-11-27', '2026-11-28']);
    expect(points[0]).toEqual({ ...points[1], day: '2026-11-27' });
    const { components, findings, classes } = harbour.summary;
    expect(points[0]).toMatchObject({
      components,
      findings: { error: findings.error, warning: findings.warning, note: findings.note },
    });
    for (const { name, count } of classes) expect([name, points[0].classes[name]]).toEqual([name, count]);
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, one) => all + one, 0);
    expect([sum(points[0].classes), sum(points[0].pins)]).toEqual([components, components]);
  });

  test('begins, in a trend, with the state that held before', async () => {
    const { clock, get, send } = await started();
    await send(harbour);
    clock.turn(100 * dayMs);
    const [{ id }] = (await get('/projects')).items;
    const { points } = await get(`/projects/${id}/trend?days=30`);
    expect(points).toMatchObject([{ day: '2027-02-06', components: harbour.summary.components }]);
  });

  test('is summed up for groups and for all, and shown to whoever sees them', async () => {
    const { ask, clock, database, get, send, token } = await started();
    await send(harbour, 'project=one&group=default');
    await send(harbour, 'project=two&group=other');
    await snapshotGroups(database, clock);
    const { components } = harbour.summary;
    expect((await get('/trend')).points).toMatchObject([{ projects: 2, components: 2 * components }]);
    const inside = await token('viewer', 'default');
    expect((await ask(inside, 'GET', '/trend')).body.points).toMatchObject([{ projects: 1, components }]);
    const [, other] = (await get('/groups')).items;
    expect((await get(`/trend?group=${other.id}`)).points).toMatchObject([{ projects: 1, components }]);
    expect((await ask(inside, 'GET', `/trend?group=${other.id}`)).status).toBe(404);
    clock.turn(dayMs);
    await send(later(1), 'project=one');
    await snapshotGroups(database, clock);
    await snapshotGroups(database, clock);
    expect((await get('/trend')).points).toMatchObject([
      { components: 2 * components },
      { components: 2 * components - 1 },
    ]);
  });

  test('tells what each report changed, the latest first, to whoever sees its project', async () => {
    const { ask, clock, get, send, token } = await started();
    const first = await send(harbour);
    clock.turn(1_000);
    const second = await send(later(1));
    await send(harbour, 'project=foreign&group=other');
    const { items } = await get('/changes');
    const closed = new Set(
      harbour.findings
        .filter(({ ref }) => ref === harbour.components[0]?.ref)
        .map(({ fingerprint }) => fingerprint),
    ).size;
    expect(items).toMatchObject([
      { project: { name: 'foreign' }, isFirst: true, before: null },
      {
        report: second,
        before: first,
        isFirst: false,
        changes: { added: 0, licenses: 1, opened: 0, closed },
      },
      { report: first, before: null, changes: { removed: 0, closed: 0 } },
    ]);
    const inside = await token('viewer', 'default');
    const shown = (await ask(inside, 'GET', '/changes?limit=1')).body;
    expect(shown.items).toMatchObject([{ report: second }]);
    expect((await ask(inside, 'GET', `/changes?after=${shown.next}`)).body).toMatchObject({
      items: [{ report: first }],
      next: null,
    });
  });

  test('lists the reports of a channel, and the channels', async () => {
    const { get, send } = await started();
    const ids = [await send(harbour), await send(later(1)), await send(later(2))];
    const pull = await send(later(3), 'project=harbour&channel=pr%2F7');
    const [{ id }] = (await get('/projects')).items;
    const { items, next } = await get(`/projects/${id}/reports?limit=2`);
    expect(items.map((each: { id: string }) => each.id)).toEqual([ids[2], ids[1]]);
    // The third says what the second said.
    expect(items).toMatchObject([{ changes: null }, { changes: { licenses: 1 }, before: ids[0] }]);
    expect((await get(`/projects/${id}/reports?after=${next}`)).items).toMatchObject([{ id: ids[0] }]);
    expect((await get(`/projects/${id}/reports?channel=pr%2F7`)).items).toMatchObject([{ id: pull }]);
    expect((await get(`/projects/${id}/reports?channel=none`)).items).toEqual([]);
    const { items: channels } = await get(`/projects/${id}/channels`);
    expect(channels).toMatchObject([
      { name: 'main', report: ids[2] },
      { name: 'pr/7', report: pull },
    ]);
  });

  test('goes when it is old, and the latest of each project stays', async () => {
    const { clock, database, get, send } = await started();
    await send(harbour, 'project=still');
    const before = await send(harbour);
    clock.turn(dayMs);
    const after = await send(later(1));
    await get(`/comparisons/${before}/${after}`);
    await snapshotGroups(database, clock);
    clock.turn(400 * dayMs);
    await forgetHistory(database, clock.now());
    await forgetComparisons(database, clock.now());
    const days = await database.read
      .selectFrom('snapshot')
      .innerJoin('project', 'project.id', 'snapshot.projectId')
      .select(['project.name', 'snapshot.day'])
      .orderBy('project.id')
      .execute();
    expect(days.map(({ name }) => name)).toEqual(['still', 'harbour']);
    expect(await database.read.selectFrom('comparison').selectAll().execute()).toEqual([]);
    expect(await database.read.selectFrom('comparisonEntry').selectAll().execute()).toEqual([]);
    clock.turn(dayMs);
    await forgetHistory(database, clock.now());
    expect(await database.read.selectFrom('groupSnapshot').selectAll().execute()).toEqual([]);
    expect(await database.read.selectFrom('projectChange').selectAll().execute()).toEqual([]);
  });

  test('keeps the latest reports, one a month, and those that stand for something', async () => {
    const { clock, database, send, ask } = await started();
    const sent = new Map<string, string>();
    const start = clock.now();
    for (const [name, day] of [
      ['november', 0],
      ['end of november', 3],
      ['december', 5],
      ['later in december', 20],
      ['january', 40],
      ['late january', 60],
    ] as const) {
      clock.turn(start + day * dayMs - clock.now());
      sent.set(name, await send(later(day)));
    }
    await send(later(1), 'project=harbour&channel=pr%2F7');
    const [{ id }] = (await ask(await server.token('viewer'), 'GET', '/projects')).body.items;
    await forgetReports(database, clock, 2);
    const left = async () => {
      const rows = await database.read.selectFrom('report').select('uid').orderBy('id').execute();
      return rows.map(({ uid }) => [...sent].find(([, each]) => each === uid)?.[0] ?? 'of a pull request');
    };
    expect(await left()).toEqual([
      'end of november',
      'later in december',
      'january',
      'late january',
      'of a pull request',
    ]);
    clock.turn(91 * dayMs);
    await forgetReports(database, clock, 1);
    expect(await left()).toEqual(['end of november', 'later in december', 'late january']);
    const channels = (await ask(await server.token('viewer'), 'GET', `/projects/${id}/channels`)).body;
    expect(channels.items).toMatchObject([{ name: 'main', report: sent.get('late january') }]);
  });
});
