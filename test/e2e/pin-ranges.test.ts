import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gitBackend } from '../real/git-backend.ts';
import { fineprint } from './terminal.ts';

// What Flux and Argo CD follow by ranges: tags of a git repository, tags of a registry, and the index of a chart repository.
let directory = '';
let server: Server;
const commits = new Map<string, string>();

const manifest = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
const digest = `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;
const tags = ['latest', '1.0.0', '1.4.2', '1.5.0-rc.1', '2.0.0'];
const answers: Readonly<Record<string, string>> = {
  '/charts/index.yaml': `apiVersion: v1
entries:
  web:
${['1.0.0', '1.4.2', '1.5.0-rc.1', '2.0.0'].map((version) => `    - { name: web, version: ${version}, urls: [web-${version}.tgz] }\n`).join('')}`,
  '/v2/acme/manifests/web/tags/list?n=1000': JSON.stringify({ name: 'acme/manifests/web', tags }),
  '/v2/acme/charts/web/tags/list?n=1000': JSON.stringify({ name: 'acme/charts/web', tags }),
  '/v2/acme/manifests/web/manifests/1.4.2': JSON.stringify(manifest),
  '/v2/acme/manifests/web/manifests/latest': JSON.stringify(manifest),
};

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-ranges-'));
  const git = gitBackend(join(directory, 'forge'));
  makeForge();
  server = createServer((request, response) => {
    const answer = answers[request.url ?? ''];
    if (request.url?.startsWith('/acme/')) git(request, response);
    else if (answer === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': manifest.mediaType }).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stood = {
    'git github.com': '',
    'oci ghcr.io': '',
    'helm https://charts.example.com': '/charts',
  };
  const mirrors = Object.entries(stood).map(([id, path]) => `  "${id}": "http://${host}${path}"\n`);
  write('config/fineprint/settings.yaml', `network: { hosts: ["${host}"] }\nmirrors:\n${mirrors.join('')}`);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  rmSync(directory, { recursive: true });
});

function makeForge(): void {
  const work = join(directory, 'work');
  const run = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
      env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null' },
      encoding: 'utf8',
    }).trim();
  run('init', '--quiet', '--initial-branch=main', work);
  for (const tag of ['v1.0.0', 'v1.4.2', 'v1.5.0-rc.1', 'v2.0.0', 'not-a-version']) {
    run('-C', work, 'commit', '--quiet', '--allow-empty', '-m', tag);
    run('-C', work, 'tag', '--annotate', '-m', tag, tag);
    commits.set(tag, run('-C', work, 'rev-parse', 'HEAD'));
  }
  run('clone', '--quiet', '--bare', work, join(directory, 'forge/acme/web.git'));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

async function pinned(text: string): Promise<string> {
  write('repo/apps.yaml', text);
  const env = { XDG_CONFIG_HOME: join(directory, 'config'), XDG_CACHE_HOME: join(directory, 'cache') };
  const { code, stderr } = await fineprint(['pin', join(directory, 'repo'), '--online', '--write'], env);
  const again = await fineprint(['pin', join(directory, 'repo')], env);
  expect({ code, stderr, again: again.stderr }).toEqual({
    code: 0,
    stderr: 'One reference was pinned in one file.\n',
    again: 'Everything is pinned.\n',
  });
  return readFileSync(join(directory, 'repo/apps.yaml'), 'utf8');
}

const fluxSource = (kind: string, url: string, ref: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: { name: web }
spec:
  url: ${url}
  ref:
    ${ref}
`;

test.each([
  ['">=1.0.0 <2.0.0"', 'v1.4.2'],
  ['1.x', 'v1.4.2'],
  ['"~1.0"', 'v1.0.0'],
  ['">=1.0.0-0 <2.0.0"', 'v1.5.0-rc.1'],
  ['"*"', 'v2.0.0'],
])('a GitRepository with %s stands at the commit of %s', async (range, tag) => {
  const source = fluxSource('GitRepository', 'https://github.com/acme/web', `semver: ${range}`);
  const quote = range.startsWith('"') ? '"' : '';
  expect(await pinned(source)).toBe(`${source}    commit: ${quote}${commits.get(tag)}${quote}\n`);
});

test.each(['semver: 1.x', 'tag: 1.4.2', 'semver: ">=1.0.0 <2.0.0"'])(
  'an OCIRepository with %s stands at a digest',
  async (ref) => {
    const source = fluxSource('OCIRepository', 'oci://ghcr.io/acme/manifests/web', ref);
    const quote = ref.includes('"') ? '"' : '';
    expect(await pinned(source)).toBe(`${source}    digest: ${quote}${digest}${quote}\n`);
  },
);

test('an OCIRepository that says nothing stands at what is latest', async () => {
  const source = fluxSource('OCIRepository', 'oci://ghcr.io/acme/manifests/web', '').replace(
    / {2}ref:\n.*\n/,
    '',
  );
  expect(await pinned(source)).toBe(`${source}  ref:\n    digest: ${digest}\n`);
});

test.each([
  ['HelmRepository', 'https://charts.example.com'],
  ['HelmRepository', 'oci://ghcr.io/acme/charts'],
])('the chart of a release is an exact version of its %s (%s)', async (kind, url) => {
  const files = (version: string) => `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: { name: charts }
spec: { url: "${url}" }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: web }
spec:
  chart:
    spec: { chart: web, version: ${version}, sourceRef: { kind: HelmRepository, name: charts } }
`;
  expect(await pinned(files('^1.0.0'))).toBe(files('1.4.2'));
  expect(await pinned(files("'>= 1.0, < 2'"))).toBe(files("'1.4.2'"));
});

const application = (source: string, revision: string) => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: web }
spec:
  source:
    ${source}
    targetRevision: ${revision}
  destination: { server: https://kubernetes.default.svc, namespace: web }
`;

test.each(['1.*', '~1.4', '^1.0.0', 'v1.x', '1.0.0 - 1.9.0', "'>=1.0.0 <2.0.0'"])(
  'an application at the range %s of a repository stands at a commit',
  async (range) => {
    const quote = range.startsWith("'") ? "'" : '';
    const source = 'repoURL: https://github.com/acme/web.git';
    expect(await pinned(application(source, range))).toBe(
      application(source, `${quote}${commits.get('v1.4.2')}${quote} # v1.4.2`),
    );
  },
);

test.each(['https://charts.example.com', 'ghcr.io/acme/charts'])(
  'an application at a range of a chart in %s stands at an exact version',
  async (repository) => {
    const source = `chart: web\n    repoURL: ${repository}`;
    expect(await pinned(application(source, '1.*'))).toBe(application(source, '1.4.2'));
  },
);
