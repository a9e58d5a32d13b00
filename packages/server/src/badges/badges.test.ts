import { type Report, writeReport } from '@fineprint/core';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { badgeOf, drawn } from './badge.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});

test('a badge is a picture in which nothing that it says can be anything else', () => {
  const picture = drawn({ label: '</text><script>', message: '"&<', color: '"/><a' });
  expect(picture).not.toMatch(/<script|<a\b|"&</);
  expect(picture).toContain('&lt;/text&gt;&lt;script&gt;');
});

test('a badge names what is not allowed before what is to be reviewed', () => {
  const said = (errors: number, others: number) =>
    badgeOf({ isSeen: true, errors, others, isRejected: false }).message;
  expect([said(6, 7), said(6, 0), said(0, 1_007), said(0, 0)]).toEqual([
    '6 not allowed, 7 to review',
    '6 not allowed',
    '1,007 to review',
    'reviewed',
  ]);
});

describeStores('Badges', (open) => {
  let server: TestServer;
  afterEach(() => server.close());

  async function started() {
    server = await startServer((await open()).database);
    await server.send(writeReport(harbour), 'project=harbour&group=default');
    const admin = await server.token('admin');
    const [project] = (await server.ask(admin, 'GET', '/projects')).body.items;
    const [group] = (await server.ask(admin, 'GET', '/groups')).body.items;
    const badge = (headers: Record<string, string> = {}, id = project.id) =>
      server.app.inject({ url: `/badges/${id}.svg`, headers });
    const publish = (isPublic: boolean) =>
      server.ask(admin, 'PUT', `/groups/${group.id}/badges`, { isPublic });
    return { ...server, admin, project, group, badge, publish };
  }

  test('are for nobody but those who may see the project, until its group says otherwise', async () => {
    const { badge, publish, token, group } = await started();
    expect(group.name).toBe('default');
    const [inside, outside] = [await token('viewer', 'default'), await token('viewer', 'other')];
    const asked = async () => {
      const headers = [{}, { authorization: `Bearer ${outside}` }, { authorization: `Bearer ${inside}` }];
      return Promise.all(headers.map(async (each) => (await badge(each)).statusCode));
    };
    expect(await asked()).toEqual([404, 404, 200]);
    const hidden = (await badge()).body;
    const absent = (await badge({}, 'x')).body;
    expect(hidden.replace(/"[0-9a-f-]{36}|\\"[^"]+\\"/g, '')).toBe(absent.replace(/\\"[^"]+\\"/g, ''));
    await publish(true);
    expect(await asked()).toEqual([200, 200, 200]);
    await publish(false);
    expect(await asked()).toEqual([404, 404, 200]);
  });

  test('say how much waits, and are fetched again only when they say something else', async () => {
    const { badge, publish, project, ask, admin } = await started();
    await publish(true);
    const first = await badge();
    expect(first.headers).toMatchObject({
      'content-type': 'image/svg+xml',
      'cache-control': 'public, max-age=300',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    // It speaks of licences: pins and images that nobody mends any more wait, too.
    const waiting = harbour.findings.filter(
      ({ rule, waiver }) => waiver === null && rule.startsWith('license-'),
    );
    expect(waiting.length).toBeLessThan(project.open);
    expect(first.body).toContain(`<title>licences: ${waiting.length} to review</title>`);
    const again = await badge({ 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const { items } = (await ask(admin, 'GET', '/inbox?limit=200')).body;
    const { id: question } = items.find(({ rule }: { rule: string }) => rule.startsWith('license-'));
    const decision = { question, scope: { is: 'all' }, outcome: 'rejected', reason: 'It has to go.' };
    await ask(admin, 'POST', '/decisions', decision);
    const changed = await badge({ 'if-none-match': String(first.headers.etag) });
    expect([changed.statusCode, changed.body.includes('licences: rejected')]).toEqual([200, true]);
  });

  test('are changed by those who administer all groups', async () => {
    const { ask, token, group } = await started();
    const other = await token('admin', 'other');
    expect((await ask(other, 'PUT', `/groups/${group.id}/badges`, { isPublic: true })).status).toBe(403);
  });
});
