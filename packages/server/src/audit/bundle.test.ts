import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Report, writeReport } from '@fineprint/core';
import { unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { scannedHarbour, startServer, type TestServer } from '../server.testkit.ts';
import { describeStores } from '../store/stores.testkit.ts';
import { append, beginning, hashOfEntry } from './append.ts';

let harbour: Report;
beforeAll(async () => {
  harbour = await scannedHarbour();
});
const folder = mkdtempSync(join(tmpdir(), 'fineprint-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeStores('An audit bundle', (open) => {
  let server: TestServer;
  let count = 0;
  afterEach(() => server.close());

  async function started(entries: number) {
    server = await startServer((await open()).database);
    const { means, send, ask, token } = server;
    const [admin, reviewer] = [await token('admin'), await token('reviewer')];
    await send(writeReport(harbour), 'project=harbour');
    const [asked] = (await ask(admin, 'GET', '/inbox')).body.items;
    const { id: question } = asked;
    const decision = {
      question,
      scope: { is: 'all' },
      outcome: 'rejected',
      reason: 'It has to go, “really”.',
    };
    await ask(reviewer, 'POST', '/decisions', decision);
    const by = { name: 'Ann', via: 'session' } as const;
    const deeds = Array.from({ length: entries }, (_, index) => ({
      by,
      action: 'test.done',
      subject: `${index}`,
      detail: { b: 'x\ny', a: index, 2: 0, 1: 0 },
    }));
    await means.database.write((writing) =>
      append(writing, deeds, { now: means.clock.now, dialect: means.database.dialect }),
    );
    return { ...server, admin, asked };
  }

  /** Opens a bundle in a folder of its own. */
  async function opened(admin: string) {
    const answer = await server.app.inject({
      url: '/api/v1/audit/bundle',
      headers: { authorization: `Bearer ${admin}` },
    });
    const into = join(folder, `${expect.getState().currentTestName?.length}-${++count}`);
    mkdirSync(into);
    for (const [name, bytes] of Object.entries(unzipSync(answer.rawPayload)))
      writeFileSync(join(into, name), bytes);
    const lines = (name: string) =>
      readFileSync(join(into, name), 'utf8')
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    return { headers: answer.headers, into, lines };
  }

  function run(into: string, command: string) {
    const [program = '', ...options] = command.trim().split(' ');
    return spawnSync(program, options, { cwd: into, encoding: 'utf8' });
  }

  function recipe(into: string): readonly string[] {
    return readFileSync(join(into, 'README.txt'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('  '));
  }

  test('holds all that was done, in a chain, and is verified by what its README says', async () => {
    const { admin } = await started(1_200);
    const { into, lines, headers } = await opened(admin);
    expect(headers['content-disposition']).toBe('attachment; filename="fineprint-audit-2026-11-27.zip"');
    const entries = lines('audit.ndjson');
    expect(entries.length).toBe(1_201);
    let previous = beginning;
    for (const entry of entries) {
      expect(entry.previous).toBe(previous);
      previous = hashOfEntry({ ...entry, at: Date.parse(entry.at), detail: JSON.stringify(entry.detail) });
      expect(entry.hash).toBe(previous);
    }
    expect(lines('decisions.ndjson')).toMatchObject([
      { outcome: 'rejected', reason: 'It has to go, “really”.' },
    ]);
    expect(lines('people.ndjson').map(({ name }) => name)).toContain('reviewer of all');
    expect(lines('manifest.json')).toMatchObject([
      { by: 'token admin of all', chain: { entries: 1_201, last: previous, brokenAt: null } },
    ]);
    const commands = recipe(into);
    expect(commands.length).toBe(2);
    for (const command of commands) expect([command, run(into, command).status]).toEqual([command, 0]);
  });

  test('tells in each entry what was decided and by which text, and holds the policies', async () => {
    const { admin, asked, ask, clock } = await started(0);
    const text = 'extends: saas\n';
    const { body: saved } = await ask(admin, 'POST', '/policies/versions', { scope: { is: 'all' }, text });
    await ask(admin, 'POST', `/policies/versions/${saved.id}/changes`, { change: 'publish' });
    const until = { outcome: 'approved-until', expiresAt: '2027-01-31T23:59:59.999Z', versions: '>=1' };
    const [group] = (await ask(admin, 'GET', '/groups')).body.items;
    const scope = { is: 'group', group: group.id };
    const again = { question: asked.id, scope, ...until, reason: 'It ends by then.' };
    expect((await ask(admin, 'POST', '/decisions', again)).status).toBe(201);
    clock.turn(1_000);
    const { lines } = await opened(admin);
    const sha256 = createHash('sha256').update(text).digest('hex');
    expect(lines('policies.ndjson')).toMatchObject([
      { number: 1, group: null, state: 'published', publishedBy: 'token admin of all', sha256, text },
    ]);
    const entries = lines('audit.ndjson');
    const about = { rule: asked.rule, component: asked.component?.key ?? null, license: asked.license };
    expect(entries.map(({ action, detail }) => [action, detail.decision ?? detail.policy])).toMatchObject([
      ['decision.made', { ...about, outcome: 'rejected', reason: 'It has to go, “really”.', versions: null }],
      ['policy.saved', { number: 1, group: null, sha256 }],
      ['policy.published', { number: 1, group: null, sha256 }],
      ['decision.made', { ...about, ...until, group: group.name, reason: 'It ends by then.' }],
    ]);
    // No time is a number, and no id one of the store's own.
    expect(JSON.stringify(entries.map(({ detail }) => detail))).not.toMatch(
      /:\d{13}|decisionGroupId|groupId/,
    );
  });

  test('that was changed afterwards is not verified', async () => {
    const { admin } = await started(3);
    const { into } = await opened(admin);
    const [sums = '', signature = ''] = recipe(into);
    const path = join(into, 'audit.ndjson');
    writeFileSync(path, readFileSync(path, 'utf8').replace('Ann', 'Bob'));
    expect(run(into, sums).status).not.toBe(0);
    const { stdout } = run(
      into,
      'sha256sum audit.ndjson decisions.ndjson policies.ndjson people.ndjson manifest.json',
    );
    writeFileSync(join(into, 'SHA256SUMS'), stdout);
    expect(run(into, sums).status).toBe(0);
    expect(run(into, signature).status).not.toBe(0);
  });

  test('says where the log of the server was changed', async () => {
    const { admin, means } = await started(10);
    await means.database.write((writing) =>
      writing.updateTable('audit').set({ actor: 'Bob' }).where('subject', '=', '4').execute(),
    );
    const { lines } = await opened(admin);
    expect(lines('manifest.json')[0].chain).toMatchObject({ entries: 11, brokenAt: 6 });
  });

  test('holds no secret, and is for those who administer all', async () => {
    const { ask, token, admin } = await started(0);
    for (const role of ['admin', 'auditor'] as const)
      expect((await ask(await token(role, 'default'), 'GET', '/audit/bundle')).status).toBe(403);
    const auditor = await token('auditor');
    for (const path of ['/audit', '/audit/bundle', '/projects', '/decisions'])
      expect([path, (await ask(auditor, 'GET', path)).status]).toEqual([path, 200]);
    expect((await ask(auditor, 'GET', '/users')).status).toBe(403);
    const { lines } = await opened(admin);
    const hashes = await server.means.database.read.selectFrom('token').select('hash').execute();
    const text = JSON.stringify(lines('people.ndjson'));
    for (const { hash } of hashes) expect(text).not.toContain(hash);
  });
});
