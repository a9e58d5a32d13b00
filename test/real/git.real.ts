import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gitRefs } from '../../packages/registries/src/protocols/git-refs.ts';
import { meansOf, occurrenceOf } from '../../packages/registries/src/testkit/asked.ts';
import { webTo } from '../../packages/registries/src/testkit/loopback.ts';

// git's own server, behind HTTP.
const directory = mkdtempSync(join(tmpdir(), 'fineprint-git-'));
const server = createServer(backend);
let origin = '';

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, '-C', directory, ...args], { encoding: 'utf8' }).trim();
}

function backend(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://x');
  const { REMOTE_USER: _, ...env } = process.env;
  const cgi = spawn('git', ['http-backend'], {
    env: {
      ...env,
      GIT_PROJECT_ROOT: directory,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
    },
  });
  const chunks: Buffer[] = [];
  cgi.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  cgi.on('close', () => {
    const output = Buffer.concat(chunks);
    const end = output.indexOf('\r\n\r\n');
    const status = /^Status: (?<code>\d+)/m.exec(output.toString('latin1', 0, end))?.groups?.code;
    response.writeHead(Number(status ?? 200)).end(output.subarray(end + 4));
  });
}

beforeAll(async () => {
  git('init', '--quiet', 'work');
  writeFileSync(join(directory, 'work/LICENSE'), 'MIT\n');
  git('-C', 'work', 'add', '.');
  git('-C', 'work', 'commit', '--quiet', '-m', 'one');
  git('-C', 'work', 'tag', '-a', 'v1', '-m', 'annotated');
  git('-C', 'work', 'tag', 'v2');
  git('-C', 'work', 'commit', '--quiet', '--allow-empty', '-m', 'two');
  git('clone', '--quiet', '--bare', 'work', 'team/repo.git');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(directory, { recursive: true });
});

test.each([
  ['v1', 'v1^{commit}'],
  ['v2', 'v2'],
  ['main', 'main'],
  [null, 'HEAD'],
])('%s leads to the commit that git says', async (requested, revision) => {
  const web = webTo([new URL(origin).host]);
  const source = `${origin}/team/repo`;
  const occurrence = occurrenceOf({ kind: 'git-source', name: 'team/repo', source, requested }, 'git-ref');
  expect(await gitRefs.resolve(occurrence, meansOf(web, {}))).toEqual({
    is: 'answer',
    version: null,
    digest: null,
    commit: git('-C', 'work', 'rev-parse', revision),
  });
  web.close();
});

test('a repository that is not there is told', async () => {
  const web = webTo([new URL(origin).host]);
  const occurrence = occurrenceOf(
    { kind: 'git-source', name: 'team/none', source: `${origin}/team/none` },
    'git-ref',
  );
  expect(await gitRefs.resolve(occurrence, meansOf(web, {}))).toEqual({
    is: 'unanswered',
    because: expect.stringContaining('knows no /team/none.git/info/refs'),
  });
  web.close();
});
