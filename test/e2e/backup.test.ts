import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { afterAll, expect, test } from 'vitest';
import { allAnswers } from './all-answers.ts';
import { answerOf, firstToken, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-backup-'));
const running: Server[] = [];
afterAll(async () => {
  for (const server of running) await server.stop(10_000);
  rmSync(folder, { recursive: true });
});

const run = promisify(execFile);
const backUp = (data: string, to: string) =>
  run('node', ['packages/cli/bin/fineprint.js', 'backup', '--data', data, '--to', to]);

async function started(data: string): Promise<Server> {
  const server = await served(data, { pages });
  running.push(server);
  return server;
}

const components = Array.from({ length: 12 }, (_, index) => ({
  type: 'library',
  name: `package-${index}`,
  version: `1.${index}.0`,
  purl: `pkg:npm/package-${index}@1.${index}.0`,
  licenses: [{ license: { id: index % 3 === 0 ? 'AGPL-3.0-only' : 'MIT' } }],
}));
const documentOf = (number: number) =>
  JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', version: number, components });

test('a backup under load is put back, and every page and answer is the same', async () => {
  const data = join(folder, 'data');
  const to = join(folder, 'backup');
  const server = await started(data);
  const admin = { authorization: `Bearer ${await firstToken(server)}`, 'content-type': 'application/json' };
  const post = <T>(path: string, body: object): Promise<T> =>
    answerOf<T>(`${server.url}/api/v1${path}`, {
      method: 'POST',
      headers: admin,
      body: JSON.stringify(body),
    });
  const send = async (number: number, query: string) => {
    const url = `${server.url}/api/v1/reports?${query}`;
    const { id } = await answerOf<{ id: string }>(url, {
      method: 'POST',
      headers: admin,
      body: documentOf(number),
    });
    return id;
  };
  const takenIn = async (url: string, id: string) => {
    for (let state = 'queued'; state === 'queued'; )
      ({ state } = await answerOf<{ state: string }>(`${url}/api/v1/reports/${id}`, { headers: admin }));
  };
  await post('/groups', { name: 'load' });
  for (let number = 0; number < 4; number += 1)
    await takenIn(server.url, await send(number, `project=steady-${number}&group=default`));
  await decideFirst(server.url, admin, post);
  const { link } = await post<{ link: string }>('/users', {
    name: 'Ada',
    roles: [{ role: 'reviewer', group: 'default' }],
  });
  const cookie = await letIn(server.url, new URL(link).searchParams.get('code') ?? '');
  const before = await allAnswers({ url: server.url, cookie });
  expect(before.size).toBeGreaterThan(60);

  let isLoading = true;
  const accepted: string[] = [];
  const load = (async () => {
    for (let number = 100; isLoading; number += 1)
      accepted.push(await send(number, `project=load-${number % 5}&group=load`));
  })();
  while (accepted.length < 5) await fetch(server.url);
  const certain = [...accepted];
  const { stdout } = await backUp(data, to);
  expect(stdout).toMatch(/^Backed up to .*: the database and \d+ documents, \d+ of them new\.\n$/);
  // It goes on all the while, and what was there before the backup began is in it.
  expect(accepted.length).toBeGreaterThan(certain.length);
  isLoading = false;
  await load;

  const restored = await started(to);
  const after = await allAnswers({ url: restored.url, cookie });

  expect(new Map([...before].filter(([path, answer]) => after.get(path) !== answer))).toEqual(new Map());
  expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
  for (const id of certain) {
    await takenIn(restored.url, id);
    const content = await answerOf<unknown>(`${restored.url}/api/v1/reports/${id}/content`, {
      headers: admin,
    });
    expect(content).toMatchObject({ bomFormat: 'CycloneDX', components });
  }
  // A running server's folder is no place for a backup, and what is there already is not copied again.
  await expect(backUp(data, to)).rejects.toThrow('Another server has');
  await restored.stop(10_000);
  running.pop();
  const again = await backUp(data, to);
  const { all = 0, copied = 0 } =
    /and (?<all>\d+) documents, (?<copied>\d+)/.exec(again.stdout)?.groups ?? {};
  expect(Number(copied)).toBeLessThan(Number(all) - 4);
}, 240_000);

async function decideFirst(
  url: string,
  headers: Record<string, string>,
  post: (path: string, body: object) => Promise<unknown>,
): Promise<void> {
  const { items } = await answerOf<{ items: { id: string }[] }>(`${url}/api/v1/inbox`, { headers });
  await post('/decisions', {
    question: items[0]?.id,
    scope: { is: 'all' },
    outcome: 'approved',
    reason: 'It was looked at.',
  });
}

async function letIn(url: string, code: string): Promise<string> {
  const body = new URLSearchParams({ code });
  const headers = { origin: url };
  const answer = await fetch(`${url}/welcome`, { method: 'POST', redirect: 'manual', body, headers });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

test('a folder without a database is no server, and a place within it no backup', async () => {
  await expect(backUp(folder, join(folder, 'x'))).rejects.toThrow('holds no database');
  const data = join(folder, 'small');
  const server = await started(data);
  await expect(backUp(data, join(data, 'backup'))).rejects.toThrow('what happens to one');
  expect(server.firstCode).not.toBe(null);
});
