import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fineprint } from './terminal.ts';

// Files behind URLs, which a proxy of the test serves for every host.
const served: Readonly<Record<string, string>> = {
  'http://files.example.com/ci/shared.yml': 'build:\n  script: [make]\n',
  'http://files.example.com/tool.tgz': 'the tool',
};
let directory = '';
let server: Server;
let asked: string[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-checksums-'));
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const body = served[request.url ?? ''];
    if (body === undefined) response.writeHead(404).end();
    else response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  write('config/fineprint/settings.yaml', `network: { proxy: "http://127.0.0.1:${port}" }\n`);
  for (const [path, text] of Object.entries(files)) write(`repo/${path}`, text);
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  rmSync(directory, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const pipeline = `include:
  - remote: http://files.example.com/ci/shared.yml # of all
  - remote: 'http://files.example.com/gone.yml'
`;
const dockerfile = `FROM scratch
ADD --chown=1:1 http://files.example.com/tool.tgz /tool.tgz
RUN curl -fsSL http://files.example.com/install.sh | sh
`;
const files = { '.gitlab-ci.yml': pipeline, Dockerfile: dockerfile };

function read(path: string): string {
  return readFileSync(join(directory, 'repo', path), 'utf8');
}

function run(...options: readonly string[]) {
  const env = { XDG_CONFIG_HOME: join(directory, 'config'), XDG_CACHE_HOME: join(directory, 'cache') };
  return fineprint(['pin', join(directory, 'repo'), ...options], env);
}

const sum = (url: string, encoding: 'hex' | 'base64') =>
  createHash('sha256')
    .update(served[url] ?? '')
    .digest(encoding);

test('a file is pinned to the checksum of what is served, in the form that its reader compares', async () => {
  const { code, stderr } = await run('--online', '--write');
  expect(code).toBe(0);
  expect(stderr).toContain('2 references were pinned in 2 files.\n2 references stay as they are:\n');
  expect(stderr).toContain('- files.example.com knows no /gone.yml.\n    .gitlab-ci.yml:3  ');
  expect(stderr).toContain(
    '- Nobody says its checksum: fetch it once, and check its SHA-256 beside the download.',
  );
  const integrity = `    integrity: sha256-${sum('http://files.example.com/ci/shared.yml', 'base64')}\n`;
  expect(read('.gitlab-ci.yml')).toBe(pipeline.replace('# of all\n', `# of all\n${integrity}`));
  const checksum = `--checksum=sha256:${sum('http://files.example.com/tool.tgz', 'hex')}`;
  expect(read('Dockerfile')).toBe(dockerfile.replace('--chown', `${checksum} --chown`));
  expect(asked.toSorted()).toEqual([
    'http://files.example.com/ci/shared.yml',
    'http://files.example.com/gone.yml',
    'http://files.example.com/tool.tgz',
  ]);
  expect((await run()).stdout).toBe('');
});

test('offline nothing is fetched, and with --min-age nothing is old enough', async () => {
  expect(await run()).toMatchObject({ code: 0, stdout: '' });
  const { stdout, stderr } = await run('--online', '--min-age', '7');
  expect(stdout).toBe('');
  expect(stderr).toContain('- files.example.com does not say when files.example.com/tool.tgz was published.');
  expect(asked).toEqual([]);
});
