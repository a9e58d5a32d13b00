import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../../server.testkit.ts';
import { describeStores } from '../../store/stores.testkit.ts';
import { csvRoutes } from './csv-lists.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

describeStores('Lists as CSV', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    const viewer = await server.token('viewer');
    const csv = async (url: string, token = viewer) => {
      const answer = await server.app.inject({
        url: `/api/v1${url}`,
        headers: { authorization: `Bearer ${token}` },
      });
      return { ...answer, lines: answer.body.split('\r\n').slice(0, -1) };
    };
    return { ...server, viewer, csv };
  }

  test('hold all of a list, however many pages it has', async () => {
    const { csv, means } = await started();
    await means.database.write(async (writing) => {
      const names = Array.from({ length: 450 }, (_, index) => `p${index}`);
      const made = { groupId: 1, createdAt: 0 };
      await writing
        .insertInto('project')
        .values(names.map((name) => ({ ...made, uid: name, name })))
        .execute();
    });
    const { lines, headers } = await csv('/projects.csv?sort=open');
    expect(lines.length).toBe(451);
    expect(lines[0]).toMatch(/^project,group,remote,last report,/);
    expect(new Set(lines).size).toBe(451);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="projects.csv"',
    });
  });

  test('hold no formula, whatever a project is called', async () => {
    const { csv, send } = await started();
    await send(writeReport(harbour), `project=${encodeURIComponent('=HYPERLINK("http://x";"a")')}`);
    const { lines } = await csv('/projects.csv');
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""http/);
  });

  test('tell of a finding that was decided who did, until when and why', async () => {
    const { csv, send, ask, viewer, token, queue } = await started();
    await send(writeReport(harbour), 'project=harbour');
    const [project] = (await ask(viewer, 'GET', '/projects')).body.items;
    const [{ id: question, open }] = (await ask(viewer, 'GET', '/inbox')).body.items;
    const until = { outcome: 'approved-until', expiresAt: '2027-01-31T23:59:59.999Z' };
    const decision = { question, scope: { is: 'all' }, ...until, reason: 'It is replaced by then.' };
    await ask(await token('reviewer'), 'POST', '/decisions', decision);
    await queue.doAll();
    const { lines } = await csv(`/projects/${project.id}/findings.csv`);
    expect(lines[0]).toContain('decided,decided by,decided at,decided until,decided because');
    const told = ',approved-until,token reviewer of all,2026-11-27T12:00:00.000Z,2027-01-31T23:59:59.999Z,';
    const decided = lines.filter((line) => line.includes(`${told}It is replaced by then.`));
    expect(decided.length).toBe(open);
  });

  test('say what the pages say, to those who may read these', async () => {
    const { csv, send, ask, viewer, token } = await started();
    await send(writeReport(harbour), 'project=harbour&group=default');
    const [project] = (await ask(viewer, 'GET', '/projects')).body.items;
    const findings = await csv(`/projects/${project.id}/findings.csv`);
    expect(findings.lines.length - 1).toBe(harbour.findings.length);
    // Of two projects nobody wants two files of one name.
    expect(findings.headers['content-disposition']).toBe('attachment; filename="harbour-findings.csv"');
    const ofLicense = await csv('/licenses/MIT/uses.csv');
    expect(ofLicense.headers['content-disposition']).toBe('attachment; filename="MIT-uses.csv"');
    const outside = await token('viewer', 'other');
    expect((await csv(`/projects/${project.id}/findings.csv`, outside)).statusCode).toBe(404);
    expect((await csv('/projects.csv', outside)).lines.length).toBe(1);
    const [used] = (await ask(viewer, 'GET', `/projects/${project.id}/components`)).body.items;
    const uses = await csv(`/components/${encodeURIComponent(used.key)}/uses.csv`);
    expect(uses.lines[1]).toMatch(/^harbour,/);
    for (const { url } of csvRoutes) {
      const address = url.replace(':id', url.startsWith('/licenses') ? 'MIT' : project.id);
      const { statusCode, lines } = await csv(address.replace(':key', encodeURIComponent(used.key)));
      expect([url, statusCode, lines.length > (url === '/decisions.csv' ? 0 : 1)]).toEqual([url, 200, true]);
    }
  });

  test('break off, and do not end, where they take too long', async () => {
    const { app, means, clock, viewer } = await started();
    await means.database.write((writing) =>
      writing
        .insertInto('project')
        .values(
          Array.from({ length: 201 }, (_, index) => ({
            uid: `${index}`,
            name: `${index}`,
            groupId: 1,
            createdAt: 0,
          })),
        )
        .execute(),
    );
    const now = clock.now;
    // Each look at the clock is ten minutes later.
    clock.now = () => {
      clock.turn(600_000);
      return now();
    };
    const origin = await app.listen({ host: '127.0.0.1', port: 0 });
    const answer = await fetch(`${origin}/api/v1/projects.csv`, {
      headers: { authorization: `Bearer ${viewer}` },
    });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow('terminated');
  });
});
