import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { readDocument } from '../../ingest/read-document.ts';
import { dryRun } from '../../policies/dry-run.ts';
import { tryOut } from '../../policies/try-out.ts';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

const all = { is: 'all' } as const;
const text =
  'rules: { license-needs-review: off, license-not-allowed: warning }\npinning: { container-image: digest }\n';

describeStores('A dry run', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    for (const query of ['project=a', 'project=b', 'project=c&group=other'])
      await server.send(writeReport(harbour), query);
    const author = await server.token('policy-author');
    const ask = (path: string, bearer = author) => server.ask(bearer, 'GET', `/policies/dry-runs/${path}`);
    const start = (body: object, bearer = author) => server.ask(bearer, 'POST', '/policies/dry-runs', body);
    return { ...server, author, ask, start };
  }

  /** All that the store holds of projects and decisions. */
  async function contents() {
    const { read } = server.means.database;
    const tables = [
      'project',
      'report',
      'finding',
      'decisionGroup',
      'openInGroup',
      'judged',
      'component',
    ] as const;
    return Promise.all(tables.map((table) => read.selectFrom(table).selectAll().execute()));
  }

  test('is found again by those who may write its policy, with the draft that has its text', async () => {
    const { start, author, ask: shown } = await started();
    const { ask } = server;
    const list = async (query: string, bearer = author) =>
      (await ask(bearer, 'GET', `/policies/dry-runs?${query}`)).body;
    const { body: first } = await start({ scope: all, text });
    expect(first.draft).toBe(null);
    const saved = await ask(author, 'POST', '/policies/versions', { scope: all, text });
    const { body: second } = await start({ scope: all, text: '' });
    expect([(await shown(first.id)).body.draft, (await shown(second.id)).body.draft]).toEqual([
      saved.body.id,
      null,
    ]);
    const one = await list('limit=1');
    expect(one.items.map(({ id }: { id: string }) => id)).toEqual([second.id]);
    const rest = await list(`limit=1&after=${one.next}`);
    expect([rest.items.map(({ id }: { id: string }) => id), rest.next]).toEqual([[first.id], null]);
    const groups = (await ask(author, 'GET', '/groups')).body.items;
    for (const { id } of groups) expect((await list(`group=${id}`)).items).toEqual([]);
    expect((await list('', await server.token('viewer'))).items).toEqual([]);
    expect((await list('', await server.token('policy-author', 'other'))).items).toEqual([]);
  });

  test('says what a policy would open and close, as it then does, and changes nothing', async () => {
    const { ask, start, queue, author } = await started();
    const waits = async () => {
      const rows = await server.means.database.read
        .selectFrom('finding')
        .innerJoin('decisionGroup', 'decisionGroup.id', 'finding.decisionGroupId')
        .leftJoin('version', 'version.id', 'finding.versionId')
        .where('finding.state', '=', 'open')
        .select(['projectId', 'fingerprint', 'ref', 'finding.severity', 'rule'])
        .execute();
      return new Map(rows.map((row) => [`${row.projectId} ${row.fingerprint} ${row.ref}`, row]));
    };
    const before = await contents();
    const waited = await waits();
    const { status, body } = await start({ scope: all, text });
    expect([status, body.state, body.projects]).toEqual([202, 'queued', 3]);
    await queue.doAll();
    const { body: run } = await ask(body.id);
    expect(run).toMatchObject({ state: 'done', judged: 3, failed: 0 });
    expect(await contents()).toEqual(before);

    const { body: saved } = await server.ask(author, 'POST', '/policies/versions', { scope: all, text });
    await server.ask(author, 'POST', `/policies/versions/${saved.id}/changes`, { change: 'publish' });
    await queue.doAll();
    const after = await waits();
    const opened = [...after.keys()].filter((place) => !waited.has(place));
    const closed = [...waited.keys()].filter((place) => !after.has(place));
    const changed = [...after].filter(
      ([place, { severity }]) => waited.has(place) && waited.get(place)?.severity !== severity,
    );
    expect([run.opens, run.closes, run.changes]).toEqual([opened.length, closed.length, changed.length]);
    expect(Math.min(run.opens, run.closes)).toBeGreaterThan(0);
    const review = run.rules.find(({ rule }: { rule: string }) => rule === 'license-needs-review');
    const closedReviews = closed.filter((place) => waited.get(place)?.rule === 'license-needs-review');
    expect(review).toMatchObject({ opens: 0, closes: closedReviews.length });
  });

  test('lists its effect by project and by rule', async () => {
    const { ask, start, queue } = await started();
    const { body } = await start({ scope: all, text });
    await queue.doAll();
    const { body: run } = await ask(body.id);
    const { items: projects } = (await ask(`${body.id}/projects`)).body;
    expect(projects.map(({ project }: { project: { name: string } }) => project.name)).toEqual([
      'a',
      'b',
      'c',
    ]);
    const sum = (key: string) =>
      projects.reduce((total: number, each: Record<string, number>) => total + (each[key] ?? 0), 0);
    expect([sum('opens'), sum('closes')]).toEqual([run.opens, run.closes]);
    const [{ project }] = projects;
    const { items } = (
      await ask(`${body.id}/findings?rule=license-needs-review&project=${project.id}&limit=200`)
    ).body;
    expect(items.length).toBeGreaterThan(0);
    for (const item of items)
      expect(item).toMatchObject({ rule: 'license-needs-review', effect: 'closes', project: { name: 'a' } });
  });

  test('asks nobody what was decided, and counts what a decision settles as settled', async () => {
    const { ask, start, queue } = await started();
    const reviewer = await server.token('reviewer');
    const { items } = (await server.ask(reviewer, 'GET', '/inbox?limit=200')).body;
    for (const { id, rule } of items)
      if (rule === 'license-needs-review')
        await server.ask(reviewer, 'POST', '/decisions', {
          question: id,
          scope: all,
          outcome: 'approved',
          reason: 'Known.',
        });
    await queue.doAll();
    const { body } = await start({ scope: all, text: 'rules: { license-needs-review: error }\n' });
    await queue.doAll();
    const { rules, settled } = (await ask(body.id)).body;
    // They would be errors, and are told as left out; so are those that would go.
    const reviews = harbour.findings.filter(
      ({ rule, waiver, level }) => rule === 'license-needs-review' && waiver === null && level !== 'error',
    );
    expect(settled).toBe(3 * reviews.length);
    const { body: other } = await start({ scope: all, text: 'rules: { license-needs-review: off }\n' });
    await queue.doAll();
    expect((await ask(other.id)).body).toMatchObject({ closes: 0, settled: 3 * reviews.length });
    expect(rules.filter(({ rule }: { rule: string }) => rule === 'license-needs-review')).toEqual([]);
  });

  test('goes on where a worker died, and counts no project twice', async () => {
    const { ask, start, means, queue } = await started();
    const { body } = await start({ scope: all, text });
    await queue.doAll();
    const { body: first } = await ask(body.id);
    const { id } = await means.database.read.selectFrom('dryRun').select('id').executeTakeFirstOrThrow();
    // As if it had died before it could say that it was done.
    await means.database.write(async (writing) => {
      await writing.updateTable('dryRun').set({ state: 'running', finishedAt: null }).execute();
      await queue.add(writing, { is: 'dry-run', dryRunId: id });
    });
    await queue.doAll();
    const { body: again } = await ask(body.id);
    expect(again).toEqual(first);
  });

  test('that is told to stop counts no project as one that could not be judged', async () => {
    const { ask, start, means, queue } = await started();
    const { body } = await start({ scope: all, text });
    const { id } = await means.database.read.selectFrom('dryRun').select('id').executeTakeFirstOrThrow();
    const stopping = new AbortController();
    const killed = async () => {
      stopping.abort();
      throw new Error('The process that reads documents ended (SIGKILL).');
    };
    const judging = { atATime: 1, tryOut: killed, rejudge: killed };
    await dryRun(id, { ...means, judging }, stopping.signal);
    expect((await ask(body.id)).body).toMatchObject({ state: 'running', judged: 0, failed: 0 });
    await queue.doAll();
    expect((await ask(body.id)).body).toMatchObject({ state: 'done', judged: 3, failed: 0 });
  });

  test('tells which project could not be judged', async () => {
    const { ask, start, queue, means } = await started();
    await server.send(
      writeReport({ ...harbour, components: [], findings: [], dependencies: [] }),
      'project=broken',
    );
    const { sha256 } = await means.database.read
      .selectFrom('report')
      .orderBy('id', 'desc')
      .select('sha256')
      .executeTakeFirstOrThrow();
    await means.blobs.delete(sha256);
    const { body } = await start({ scope: all, text: '' });
    await queue.doAll();
    expect((await ask(body.id)).body).toMatchObject({ state: 'done', judged: 4, failed: 1 });
    const { items } = (await ask(`${body.id}/projects`)).body;
    const failed = items.find(({ project }: { project: { name: string } }) => project.name === 'broken');
    expect(failed.failure).toContain(sha256);
  });

  test('is stopped by whoever writes policies, for good, and keeps what it found', async () => {
    const { ask, start, queue, token, author, means } = await started();
    const { body } = await start({ scope: all, text });
    const stop = async (bearer = author) =>
      server.ask(bearer, 'POST', `/policies/dry-runs/${body.id}/changes`, { change: 'stop' });
    expect((await stop(await token('policy-author', 'other'))).status).toBe(404);
    const { id } = await means.database.read.selectFrom('dryRun').select('id').executeTakeFirstOrThrow();
    await tryOut({ dryRunId: id, projectId: 1 }, { ...means, readDocument });
    expect((await stop()).body).toMatchObject({ state: 'stopped', judged: 1 });
    const { body: stopped } = await ask(body.id);
    // Who had begun with a project ends with it all the same.
    await tryOut({ dryRunId: id, projectId: 2 }, { ...means, readDocument });
    await queue.doAll();
    expect((await ask(body.id)).body).toEqual(stopped);
    expect((await stop()).body.detail).toContain('ended already');
    const log = await server.ask(await token('admin'), 'GET', `/audit?subject=${body.id}`);
    expect(log.body.items.map(({ action }: { action: string }) => action)).toEqual([
      'policy.trial-stopped',
      'policy.tried',
    ]);
  });

  test('is for whoever writes policies, of what they may, without defects, and a few at a time', async () => {
    const { ask, start, token, queue } = await started();
    const { body } = await start({ scope: all, text: '' });
    const ofOther = await token('policy-author', 'other');
    expect((await ask(body.id, ofOther)).status).toBe(404);
    expect((await start({ scope: all, text: '' }, ofOther)).status).toBe(403);
    expect((await start({ scope: all, text: 'rules: [\n' })).body.detail).toMatch(/^Line \d/);
    await start({ scope: all, text: '' });
    await start({ scope: all, text: '' });
    expect((await start({ scope: all, text: '' })).status).toBe(429);
    await queue.doAll();
    expect((await start({ scope: all, text: '' })).status).toBe(202);
  });
});
