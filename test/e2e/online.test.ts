import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

let directory = '';
let server: Server;
let asked: string[] = [];
let authorizations: (string | undefined)[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-online-'));
  asked = [];
  authorizations = [];
  server = createServer(({ url = '', headers }, response) => {
    asked.push(url);
    authorizations.push(headers.authorization);
    if (url === '/fine-print-example/1.0.0') response.end('{"license":"ISC"}');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const home = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  mkdirSync(join(directory, 'config/fineprint'), { recursive: true });
  writeFileSync(
    join(directory, 'config/fineprint/settings.yaml'),
    `network: { hosts: ["${home}"] }\nmirrors: { npm: "http://${home}" }\n`,
  );
  mkdirSync(join(directory, 'repo'));
  writeFileSync(
    join(directory, 'repo/package.json'),
    '{"dependencies":{"fine-print-example":"1.0.0","other-example":"2.0.0"}}',
  );
});

afterEach(async () => {
  await stop();
  rmSync(directory, { recursive: true });
});

function stop(): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function report(...options: readonly string[]): Promise<string> {
  const file = join(directory, 'report.json');
  const env = {
    GITHUB_TOKEN: `ghp_${'s3cr3t'.repeat(6)}`,
    NPM_CONFIG_USERCONFIG: join(directory, 'npmrc'),
    XDG_CONFIG_HOME: join(directory, 'config'),
    XDG_CACHE_HOME: join(directory, 'cache'),
    SOURCE_DATE_EPOCH: '0',
  };
  const { code, stderr } = await fineprint(
    [
      'scan',
      join(directory, 'repo'),
      '--fail-on',
      'none',
      '--policy',
      'default',
      '-o',
      `json=${file}`,
      ...options,
    ],
    env,
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return readFileSync(file, 'utf8');
}

function licenses(json: string): Readonly<Record<string, string>> {
  const {
    components,
  }: {
    components: { name: string; license: { concluded: { expression: string | null; because: string } } }[];
  } = JSON.parse(json);
  return Object.fromEntries(
    components.map(({ name, license: { concluded } }) => [name, concluded.expression ?? concluded.because]),
  );
}

// Row 43 of the hostile inputs: what we know and nobody else may.
test('no secret of the user reaches an output, or is kept', async () => {
  const secret = `ghp_${'s3cr3t'.repeat(6)}`;
  const { port } = server.address() as AddressInfo;
  writeFileSync(join(directory, 'npmrc'), `//127.0.0.1:${port}/:_authToken=${secret}\n`);
  const json = await report('--online');
  expect(authorizations).toEqual([`Bearer ${secret}`, `Bearer ${secret}`]);
  const kept = readdirSync(join(directory, 'cache'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
  expect(kept.length).toBeGreaterThan(0);
  for (const text of [json, ...kept]) expect(text).not.toContain(secret);
});

test('a file of the user that cannot be read holds no credentials', async () => {
  symlinkSync('npmrc', join(directory, 'npmrc'));
  expect(licenses(await report('--online'))).toMatchObject({ 'npm/fine-print-example': 'ISC' });
  expect(authorizations).toEqual([undefined, undefined]);
});

describe('--online', () => {
  test('asks the registry about what is open, and says whom', async () => {
    const json = await report('--online');
    expect(asked.toSorted()).toEqual(['/fine-print-example/1.0.0', '/other-example/2.0.0']);
    expect(JSON.parse(json).scan.online).toBe(true);
    expect(licenses(json)).toEqual({
      'npm/fine-print-example': 'ISC',
      'npm/other-example': expect.stringMatching(/^127\.0\.0\.1:\d+ knows no \/other-example\/2\.0\.0\.$/),
    });
  });

  test('keeps the answers: the next scan asks nobody and says the same', async () => {
    const first = await report('--online');
    asked = [];
    await stop();
    expect(await report('--online')).toBe(first);
    expect(asked).toEqual([]);
    expect(readdirSync(join(directory, 'cache/fineprint')).toSorted()).toContain('answers');
  });

  // It keeps its port: one that is free may be given to anybody's server in the middle of the test.
  test('a registry that is gone is a problem, and no failure', async () => {
    server.on('connection', (socket) => socket.resetAndDestroy());
    const json = await report('--online');
    const { problems, complete }: { problems: { code: string; message: string }[]; complete: boolean } =
      JSON.parse(json);
    expect(complete).toBe(true);
    expect(problems.filter(({ code }) => code === 'lookup-unanswered').map(({ message }) => message)).toEqual(
      [expect.stringContaining('and 1 other could not be asked for')],
    );
  });
});

test('without it nobody is asked, and kept answers change nothing', async () => {
  const before = await report();
  await report('--online');
  asked = [];
  expect(await report()).toBe(before);
  expect(asked).toEqual([]);
});
