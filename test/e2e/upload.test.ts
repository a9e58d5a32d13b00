import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from '@fineprint/server';
import { pages } from '@fineprint/web';
import { run } from 'fineprint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, firstToken, served } from './served.ts';

const folder = mkdtempSync(join(tmpdir(), 'fineprint-upload-'));
let server: Server;
let token: string;

beforeAll(async () => {
  server = await served(join(folder, 'data'), { pages });
  token = await firstToken(server);
});
afterAll(async () => {
  await server.stop(10_000);
  rmSync(folder, { recursive: true });
});

/** Runs the program with a token in its environment. */
async function program(args: readonly string[], env: Record<string, string> = { FINEPRINT_TOKEN: token }) {
  const said = { stdout: [] as string[], stderr: [] as string[] };
  const code = await run(args, {
    stdout: { write: (text) => said.stdout.push(text) },
    stderr: { write: (text) => said.stderr.push(text) },
    env,
  });
  return { code, stdout: said.stdout.join(''), stderr: said.stderr.join('') };
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const sbom = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: [] });

test('what a scan writes is sent, taken in, and stands under the name of its repository', async () => {
  const report = join(folder, 'report.json');
  await program(['scan', 'test/repos/harbour', '--fail-on', 'none', '--quiet', '-o', `json=${report}`]);
  const { code, stdout, stderr } = await program(['upload', report, '--server', server.url, '--wait']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Taken in: http:\/\/127\.0\.0\.1:\d+\/api\/v1\/reports\/[0-9a-f-]{36}\n$/);
  const headers = { authorization: `Bearer ${token}` };
  const { items } = await answerOf<{ items: readonly { name: string; components: number }[] }>(
    `${server.url}/api/v1/projects`,
    { headers },
  );
  expect(items.map(({ name }) => name)).toHaveLength(1);
  expect(items[0]?.components).toBeGreaterThan(20);
});

test('a token that only sends may wait for what it sent', async () => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const made = await answerOf<{ token: string }>(`${server.url}/api/v1/tokens`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ name: 'pipeline', role: 'ingest', days: 1 }),
  });
  const args = ['upload', file('bom.json', sbom), '--server', server.url, '--project', 'sent', '--wait'];
  const { code, stdout, stderr } = await program(args, { FINEPRINT_TOKEN: made.token });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Taken in: /);
});

test('what cannot be sent says why, and what to do', async () => {
  const path = file('bom.json', sbom);
  const to = ['--server', server.url];
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['upload', path], /Which server it goes to is not known: --server, FINEPRINT_SERVER or the settings/],
    [['upload', path, ...to], /An SBOM does not say which project it is of: name it with --project\./],
    [['upload', join(folder, 'none.json'), ...to, '--project', 'p'], /none\.json/],
    [['upload', path, '--server', 'http://fineprint.example', '--project', 'p'], /without TLS/],
    [
      ['upload', path, '--server', 'http://127.0.0.1:9', '--project', 'p'],
      /cannot be reached: .*ECONNREFUSED/,
    ],
    [
      ['upload', path, ...to, '--project', 'new', '--group', 'none'],
      /refuses it \(400\): .*There is no project group "none"\./,
    ],
    [['upload', file('broken.json', '{"schema":"fineprint-report/1"}'), ...to], /cannot be sent/],
    [
      ['upload', file('text.json', 'no JSON'), ...to, '--project', 'p', '--wait'],
      /could not take it in: .*JSON/,
    ],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await program(args);
    expect([args, code, stderr]).toEqual([args, 2, expect.stringMatching(message)]);
    expect(stderr).not.toContain(token);
  }
  const unknown = await program(['upload', path, ...to, '--project', 'p'], { FINEPRINT_TOKEN: `${token}x` });
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringMatching(/refuses it \(401\)/)]);
  const none = await program(['upload', path, ...to, '--project', 'p'], {});
  expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/FINEPRINT_TOKEN has to hold/)]);
});

test('a token goes to the server that the user named for it, and to no other', async () => {
  const path = file('bom.json', sbom);
  const env = { FINEPRINT_TOKEN: token, FINEPRINT_SERVER: server.url };
  expect(await program(['upload', path, '--project', 'p'], env)).toMatchObject({ code: 0, stderr: '' });
  const elsewhere = await program(
    ['upload', path, '--project', 'p', '--server', 'https://fineprint.example'],
    env,
  );
  expect([elsewhere.code, elsewhere.stderr]).toEqual([
    2,
    `FINEPRINT_TOKEN is for ${server.url}, which FINEPRINT_SERVER names, and is not sent to https://fineprint.example.\n`,
  ]);
});

test('a token is not sent where the server points to, and what no server of ours answers is said', async () => {
  const seen: string[] = [];
  const other = createServer((request, response) => {
    seen.push(request.url ?? '');
    if (request.url?.startsWith('/api') && request.headers['x-html'] === undefined && seen.length === 1)
      response.writeHead(307, { location: '/elsewhere' }).end();
    else response.writeHead(200).end('<html>');
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  other.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = other.address() as AddressInfo;
  const args = ['upload', file('bom.json', sbom), '--server', `http://127.0.0.1:${port}`, '--project', 'p'];
  expect((await program(args)).code).toBe(2);
  expect(seen).toHaveLength(1);
  expect((await program(args)).stderr).toContain('answers what no report server of Fineprint does');
  other.close();
});
