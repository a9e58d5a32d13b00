import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { tokenBy } from './first-token.testkit.ts';
import { serve } from './serve.ts';
import { noPages as pages } from './server.testkit.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-serve-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// What a machine with much to do comes to in the end.
const patient = { timeout: 60_000 };

const cyclonedx = JSON.stringify({
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  components: [
    {
      type: 'library',
      name: 'left-pad',
      version: '1.3.0',
      purl: 'pkg:npm/left-pad@1.3.0',
      licenses: [{ license: { id: 'WTFPL' } }],
    },
  ],
});

test('a server takes what is sent, survives its end, and refuses a second one on its folder', async () => {
  const failures: unknown[] = [];
  const options = {
    data: join(folder, 'data'),
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    pages,
    failed: (cause: unknown) => failures.push(cause),
  };
  const first = await serve(options);
  await expect(serve(options)).rejects.toThrow(`its process is ${process.pid}`);
  const headers = { authorization: `Bearer ${await tokenBy(first)}`, 'content-type': 'application/json' };
  const sent = await fetch(`${first.url}/api/v1/reports?project=pad`, {
    method: 'POST',
    headers,
    body: cyclonedx,
  });
  expect(sent.status).toBe(202);
  // What it is at may take long on a machine that has much to do.
  await first.stop(60_000);

  const second = await serve(options);
  expect(second.firstCode).toBe(null);
  const { id } = (await sent.json()) as { id: string };
  const stateOf = async () => {
    const answer = await fetch(`${second.url}/api/v1/reports/${id}`, { headers });
    return ((await answer.json()) as { state: string }).state;
  };
  await expect.poll(stateOf, patient).toBe('processed');
  const projects = (await (await fetch(`${second.url}/api/v1/projects`, { headers })).json()) as {
    items: unknown[];
  };
  expect([projects.items, failures]).toEqual([[expect.objectContaining({ name: 'pad', components: 1 })], []]);
  await second.stop(10_000);
});

test('a port that is taken is told, and nothing goes on behind', async () => {
  const options = { host: '127.0.0.1', port: 0, databaseUrl: null, pages, failed: () => undefined };
  const first = await serve({ ...options, data: join(folder, 'first') });
  const taken = { ...options, data: join(folder, 'second'), port: Number(new URL(first.url).port) };
  await expect(serve(taken)).rejects.toThrow(/^Nothing can listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/);
  // Its folder is free again.
  const second = await serve({ ...taken, port: 0 });
  await second.stop(10_000);
  await first.stop(10_000);
});

test('a start that fails leaves nothing behind', async () => {
  const failures: unknown[] = [];
  const failed = (cause: unknown) => failures.push(cause);
  const data = join(folder, 'without');
  const options = { data, host: '127.0.0.1', port: 0, databaseUrl: null, pages, failed };
  const first = await serve(options);
  const token = await tokenBy(first);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await fetch(`${first.url}/api/v1/reports?project=p`, { method: 'POST', headers, body: cyclonedx });
  await first.stop(10_000);
  renameSync(join(data, 'blobs'), join(data, 'elsewhere'));
  await expect(serve(options)).rejects.toThrow('The newest document of this database does not lie in');
  rmSync(join(data, 'blobs'), { recursive: true });
  renameSync(join(data, 'elsewhere'), join(data, 'blobs'));
  const second = await serve(options);
  await second.stop(10_000);
  expect(failures).toEqual([]);
});

test('a decision whose day has passed while no server ran is over when one starts', async () => {
  const data = join(folder, 'expired');
  const options = {
    data,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    pages,
    failed: (cause: unknown) => {
      throw cause;
    },
  };
  const first = await serve(options);
  await first.stop(10_000);
  const database = new Sqlite(join(data, 'fineprint.db'));
  const at = Date.now();
  // The minute that no server ran.
  database.exec(`
    update chore set due_at = ${at};
    insert into decision_group (uid, rule, identity, severity, first_seen_at) values ('q', 'license-unknown', 'q', 2, ${at});
    insert into decision (uid, decision_group_id, outcome, reason, state, expires_at, decided_by, decided_at)
      values ('d', 1, 'approved-until', 'For now.', 'in-force', ${at - 1}, 'Ada', ${at - 2});`);
  const stateOf = () => database.prepare<[], { state: string }>('select state from decision').get()?.state;
  const second = await serve(options);
  await expect.poll(stateOf, patient).toBe('expired');
  await second.stop(10_000);
  database.close();
});

test('an administrator who has no other way in gets a link from whoever starts the server', async () => {
  const options = {
    data: join(folder, 'locked-out'),
    host: '127.0.0.1',
    port: 0,
    databaseUrl: null,
    pages,
    failed: (cause: unknown) => {
      throw cause;
    },
  };
  const first = await serve(options);
  await tokenBy(first);
  await first.stop(10_000);
  const second = await serve({ ...options, adminLink: true });
  expect(second.firstCode).not.toBe(null);
  const token = await tokenBy(second);
  const headers = { authorization: `Bearer ${token}` };
  const users = (await (await fetch(`${second.url}/api/v1/users`, { headers })).json()) as {
    items: unknown[];
  };
  expect(users.items).toEqual([expect.objectContaining({ name: 'admin', disabledAt: null })]);
  await second.stop(10_000);
});
