import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { gitBackend } from '../real/git-backend.ts';
import { type Ended, fineprint } from './terminal.ts';

const long = '2020-01-02T03:04:05Z';
const lately = new Date(Date.now() - 3600_000).toISOString();

// A forge, a registry of images and one of Terraform modules, all on one port; git's own server is behind the first.
const forge = mkdtempSync(join(tmpdir(), 'fineprint-forge-'));
const git = gitBackend(forge);
let server: Server;
let host = '';
let answers: Record<string, object> = {};
let asked: string[] = [];

let directory = '';

beforeAll(() => {
  commit(long, 'one', 'v1.0.0', 'v1');
});

afterAll(() => rmSync(forge, { recursive: true }));

/** Adds a commit to the action, and puts tags on it. */
function commit(date: string, message: string, ...tags: readonly string[]): string {
  const bare = join(forge, 'acme/setup.git');
  const env = {
    ...process.env,
    GIT_COMMITTER_DATE: date,
    GIT_AUTHOR_DATE: date,
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  const run = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      env,
      encoding: 'utf8',
    });
  const work = join(forge, 'work');
  if (!existsSync(work)) {
    run('init', '--quiet', '--initial-branch=main', work);
    run('init', '--quiet', '--bare', '--initial-branch=main', bare);
  }
  run('-C', bare, 'config', 'uploadpack.allowFilter', 'true');
  run('-C', bare, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  run('-C', work, 'commit', '--quiet', '--allow-empty', '-m', message);
  for (const tag of tags) run('-C', work, 'tag', '--force', '--annotate', '-m', tag, tag);
  run('-C', work, 'push', '--quiet', '--force', bare, 'main', '--tags');
  return run('-C', work, 'rev-parse', 'HEAD').trim();
}

/** What leads to a commit today. */
function commitAt(tag: string): string {
  return execFileSync('git', ['-C', join(forge, 'work'), 'rev-parse', `${tag}^{commit}`], {
    encoding: 'utf8',
  }).trim();
}

const answer: RequestListener = (request, response) => {
  const url = request.url ?? '';
  asked.push(url);
  const known = answers[url];
  if (url.startsWith('/acme/')) git(request, response);
  else if (known === undefined) response.writeHead(404).end();
  else response.end(JSON.stringify(known));
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-pin-'));
  asked = [];
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers = registry();
  write('config/fineprint/settings.yaml', settings());
  for (const [path, text] of Object.entries(files)) write(`repo/${path}`, text);
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

function settings(): string {
  const stood = [
    'git github.com',
    'files of github.com',
    'oci docker.io',
    'terraform registry.terraform.io',
    'npm',
  ];
  const mirrors = stood.map((id) => `  "${id}": "http://${host}"\n`).join('');
  return `network: { hosts: ["${host}"] }\nmirrors:\n${mirrors}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

const image = (created: string) => ({
  schemaVersion: 2,
  annotations: { 'org.opencontainers.image.created': created },
});

function digestOf(manifest: object): string {
  return `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;
}

function registry(created = long): Record<string, object> {
  const module = '/v1/modules/acme/network/aws';
  return {
    '/v2/library/redis/manifests/7': image(created),
    [`/v2/library/redis/manifests/${digestOf(image(created))}`]: image(created),
    '/.well-known/terraform.json': { 'modules.v1': '/v1/modules/' },
    [`${module}/versions`]: {
      modules: [{ versions: [{ version: '1.2.0' }, { version: '1.3.1' }, { version: '2.0.0' }] }],
    },
    [`${module}/1.2.0`]: { published_at: long },
    [`${module}/1.3.1`]: { published_at: lately },
  };
}

const workflow = `on: push
jobs:
  build:
    runs-on: self-hosted
    container: redis:7   # the cache
    steps:
      - uses: acme/setup@v1
      - uses: "acme/setup@v1.0.0"
`;
const main = `module "network" {
  source  = "acme/network/aws"
  version = "~> 1.2"
}
`;
const compose = `services:\r\n  cache:\r\n    image: 'redis:7'\r\n`;
const files = { '.github/workflows/ci.yaml': workflow, 'main.tf': main, 'compose.yaml': compose };

function read(path: string): string {
  return readFileSync(join(directory, 'repo', path), 'utf8');
}

function run(command: string, ...options: readonly string[]): Promise<Ended> {
  const env = { XDG_CONFIG_HOME: join(directory, 'config'), XDG_CACHE_HOME: join(directory, 'cache') };
  return fineprint([command, join(directory, 'repo'), ...options], env);
}

test('what is pinned is what registries say, and nothing else changes', async () => {
  const { code, stderr } = await run('pin', '--online', '--write');
  expect(stderr).toContain('5 references were pinned in 3 files.');
  expect(code).toBe(0);
  const [sha, digest] = [commitAt('v1'), digestOf(image(long))];
  expect(read('.github/workflows/ci.yaml')).toBe(
    workflow
      .replace('redis:7', `redis:7@${digest}`)
      .replace('@v1\n', `@${sha} # v1.0.0\n`)
      .replace('@v1.0.0"', `@${sha}" # v1.0.0`),
  );
  expect(read('main.tf')).toBe(main.replace('~> 1.2', '1.3.1'));
  expect(read('compose.yaml')).toBe(compose.replace('redis:7', `redis:7@${digest}`));
});

test('a second run has nothing to do and says so, and a scan finds all pinned', async () => {
  await run('pin', '--online', '--write');
  expect(await run('pin', '--online')).toEqual({ code: 0, stdout: '', stderr: 'Everything is pinned.\n' });
  expect(await run('pin')).toEqual({ code: 0, stdout: '', stderr: 'Everything is pinned.\n' });
  const report = join(directory, 'report.json');
  await run('scan', '--fail-on', 'none', '-o', `json=${report}`);
  const { coverage }: { coverage: { references: { seen: number; pinned: number } } } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  expect(coverage.references).toMatchObject({ seen: 5, pinned: 5 });
});

test('what could not be read is told, since nobody can say that it is pinned', async () => {
  write('repo/broken.tf', 'module "a" {\n');
  const { stderr } = await run('pin', '--only', 'tflint');
  expect(stderr).toMatch(
    /^Everything of tflint is pinned\.\nOne thing could not be read:\n {4}broken\.tf:\d+ {2}\S/,
  );
});

test('a repository that several references name is asked once', async () => {
  await run('pin', '--online');
  expect(asked.filter((url) => url.startsWith('/acme/'))).toEqual([
    '/acme/setup.git/info/refs?service=git-upload-pack',
  ]);
});

test('--only pins what one extractor reads', async () => {
  const { stdout, stderr } = await run('pin', '--online', '--only', 'terraform,compose');
  expect(stdout.match(/^--- .*$/gm)).toEqual(['--- a/compose.yaml', '--- a/main.tf']);
  expect(stderr).toBe('2 references can be pinned in 2 files.\nNothing was written; --write does it.\n');
  expect((await run('pin', '--only', 'teraform')).stderr).toContain('Did you mean "terraform"?');
});

test('registries that are down leave everything as it is, each with its reason', async () => {
  await stop();
  const { code, stdout, stderr } = await run('pin', '--online', '--write');
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  expect(stderr).toContain('There is nothing that could be pinned.\n5 references stay as they are:\n');
  expect(stderr).toContain(`- ${host}: It `);
  expect(Object.keys(files).map(read)).toEqual(Object.values(files));
});

describe('--min-age', () => {
  test('takes the newest version that is old enough, and leaves what moved too recently', async () => {
    answers = registry(lately);
    const { stderr } = await run('pin', '--online', '--min-age', '7', '--write');
    expect(read('main.tf')).toBe(main.replace('~> 1.2', '1.2.0'));
    expect(read('compose.yaml')).toBe(compose);
    expect(read('.github/workflows/ci.yaml')).toBe(
      workflow
        .replace('@v1\n', `@${commitAt('v1')} # v1.0.0\n`)
        .replace('@v1.0.0"', `@${commitAt('v1')}" # v1.0.0`),
    );
    const when = lately.slice(0, 16).replace('T', ' ');
    expect(stderr).toContain(
      `- Too young: what the tag "7" of docker.io/library/redis leads to was published on ${when} UTC, after `,
    );
  });

  test('leaves a tag whose commit is young, and an image that says no real date', async () => {
    answers = registry('1970-01-01T00:00:00Z');
    write('repo/.github/workflows/ci.yaml', workflow.replace('@v1\n', '@main\n'));
    commit(lately, 'two');
    const { stderr } = await run('pin', '--online', '--min-age', '1');
    expect(stderr).toContain('- Too young: the commit that "main" leads to was published on ');
    expect(stderr).toContain('does not say when what the tag "7"');
  });

  test.each([
    [['--min-age', '7'], '--min-age is about what registries say today: give --online, too.'],
    [['--online', '--min-age', 'soon'], 'It has to be a number of days from 0 to 3650.'],
    [['--online', '--min-age', '-1'], 'It has to be a number of days from 0 to 3650.'],
    [['--update'], '--update is about what registries say today: give --online, too.'],
  ])('%s makes no sense', async (options, because) => {
    const { code, stderr } = await run('pin', ...options);
    expect(code).toBe(2);
    expect(stderr).toContain(because);
  });
});

describe('--update', () => {
  test('follows a claim and a tag to what they lead to today, a release to the next, and none that moved', async () => {
    const old = commitAt('v1.0.0');
    await run('pin', '--online', '--write');
    const [first, second] = read('.github/workflows/ci.yaml').split('\n').slice(-3);
    // What is followed is what the claim says.
    const following = read('.github/workflows/ci.yaml').replace(
      `${first}`,
      `${first}`.replace('v1.0.0', 'v1'),
    );
    write('repo/.github/workflows/ci.yaml', following);
    const moved = commit(long, 'three', 'v1', 'v1.1.0');
    answers = registry('2021-01-01T00:00:00Z');
    rmSync(join(directory, 'cache'), { recursive: true });

    const { stderr } = await run('pin', '--online', '--update', '--write');
    expect(read('.github/workflows/ci.yaml')).toBe(
      following
        .replace(`${old} # v1\n`, `${moved} # v1\n`)
        .replace(`${old}" # v1.0.0`, `${moved}" # v1.1.0`)
        .replace(digestOf(image(long)), digestOf(image('2021-01-01T00:00:00Z'))),
    );
    expect(second).toContain(`@${old}" # v1.0.0`);
    expect(read('main.tf')).toContain('"1.3.1"');
    expect(stderr).toBe('4 references were pinned in 2 files.\n');

    commit(long, 'four', 'v1.1.0');
    rmSync(join(directory, 'cache'), { recursive: true });
    const danger = await run('pin', '--online', '--update');
    expect(danger.stdout).toBe('');
    expect(danger.stderr).toContain(
      '- "v1.1.0" leads to another commit today than the one that it is pinned to. A release',
    );
  });
});
