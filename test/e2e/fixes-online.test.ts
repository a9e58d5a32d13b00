import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareReports, type Edit, type Report, writeReport } from '@fineprint/core';
import { readReport } from '@fineprint/core/json-1';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runAction } from '../../packages/action/src/run-action.ts';
import { reportErrors, sarifErrors } from '../contracts/official-schemas.ts';
import { fineprint } from './terminal.ts';

// A registry of images and one of Terraform modules, on one port.
let server: Server;
let host = '';
let asked: string[] = [];
let directory = '';

const manifest = { schemaVersion: 2 };
const digest = `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;
const versions = { modules: [{ versions: [{ version: '1.2.0' }, { version: '1.3.1' }] }] };
const answers: Readonly<Record<string, object>> = {
  '/v2/library/redis/manifests/7': manifest,
  '/v2/library/redis/manifests/7.2.5': manifest,
  [`/v2/library/redis/manifests/${digest}`]: manifest,
  '/.well-known/terraform.json': { 'modules.v1': '/v1/modules/' },
  '/v1/modules/acme/network/aws/versions': versions,
};

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-fixes-'));
  asked = [];
  server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const known = answers[url];
    if (known === undefined) response.writeHead(404).end();
    else response.end(JSON.stringify(known));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const mirrors = [
    'oci docker.io',
    'terraform registry.terraform.io',
    'git github.com',
    'files of github.com',
  ];
  write(
    'config/fineprint/settings.yaml',
    `network: { hosts: ["${host}"] }\nmirrors:\n${mirrors.map((id) => `  "${id}": "http://${host}"\n`).join('')}`,
  );
  for (const [path, text] of Object.entries(files)) write(`repo/${path}`, text);
});

afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
  rmSync(directory, { recursive: true });
});

// The compose file begins with a byte order mark and has the line ends of Windows.
const compose =
  "\ufeffservices:\r\n  cache:\r\n    image: 'redis:7' # 🚀\r\n  queue:\r\n    image: redis:7.2.5\r\n  web:\r\n    image: redis\r\n";
const main = 'module "network" {\n  source  = "acme/network/aws"\n  version = "~> 1.2"\n}\n';
const files = { 'compose.yaml': compose, 'main.tf': main };
const fixed = {
  'compose.yaml': compose.replace(/redis:[\d.]+/g, (image) => `${image}@${digest}`),
  'main.tf': main.replace('~> 1.2', '1.3.1'),
};

function write(path: string, text: string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), text);
}

function env(): Readonly<Record<string, string>> {
  return { XDG_CONFIG_HOME: join(directory, 'config'), XDG_CACHE_HOME: join(directory, 'cache') };
}

async function run(command: string, ...options: readonly string[]): Promise<string> {
  const { stdout } = await fineprint([command, join(directory, 'repo'), ...options], env());
  return stdout;
}

async function reportOf(...options: readonly string[]): Promise<Report> {
  return readReport(await run('scan', '--policy', 'strict', '-o', 'json', ...options));
}

/** The files with every edit of a report's findings made, each once. */
function mended({ findings }: Report): Readonly<Record<string, string>> {
  const edits = new Map(
    findings.flatMap(({ fix }) => fix ?? []).map((edit) => [JSON.stringify(edit), edit] as const),
  );
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      [...edits.values()]
        .filter((edit) => edit.path === path)
        .sort((a, b) => b.start - a.start)
        .reduce(
          (rest, { start, end, text: written }: Edit) => rest.slice(0, start) + written + rest.slice(end),
          text,
        ),
    ]),
  );
}

test('findings of a scan that asks registries carry the edits that mend them', async () => {
  const report = await reportOf('--online');
  expect(mended(report)).toEqual(fixed);
  const { findings } = report;
  expect(
    findings.filter(({ fix }) => fix).map(({ rule, locations: [at] }) => `${rule} ${at.path}:${at.line}`),
  ).toEqual([
    'version-not-pinned compose.yaml:5',
    'version-not-pinned compose.yaml:3',
    'version-not-pinned main.tf:2',
  ]);
  const text = writeReport(report);
  expect(reportErrors(text)).toEqual([]);
  expect(writeReport(readReport(text))).toBe(text);
});

test('a scan that asks nobody has no edits, and says nothing of any', async () => {
  const { findings } = await reportOf();
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.filter(({ fix }) => fix !== null)).toEqual([]);
  expect(await run('scan', '--policy', 'strict')).not.toContain('fineprint pin');
});

test('no more is asked than what a tag that names a version leads to', async () => {
  await run('licenses', '--online', '--no-cache');
  const without = new Set(asked);
  asked = [];
  await run('scan', '--policy', 'strict', '--online', '--no-cache');
  expect([...new Set(asked)].filter((url) => !without.has(url))).toEqual([
    '/v2/library/redis/manifests/7.2.5',
  ]);
  expect(asked.length).toBe(new Set(asked).size);
  asked = [];
  // The default policy is content with such a tag.
  await run('scan', '--online', '--no-cache');
  expect(asked.filter((url) => !without.has(url))).toEqual([]);
});

test('SARIF has them as fixes, whose offsets leave a byte order mark out', async () => {
  const log = await run('scan', '--policy', 'strict', '--online', '-o', 'sarif');
  expect(sarifErrors(log)).toEqual([]);
  const [{ results }]: readonly [{ results: readonly { fixes?: readonly object[] }[] }] =
    JSON.parse(log).runs;
  const at = compose.indexOf('7.2.5') + '7.2.5'.length;
  expect(results.flatMap(({ fixes = [] }) => fixes)[0]).toMatchObject({
    artifactChanges: [
      {
        artifactLocation: { uri: 'compose.yaml' },
        replacements: [
          { deletedRegion: { charOffset: at - 1, charLength: 0 }, insertedContent: { text: `@${digest}` } },
        ],
      },
    ],
  });
});

test.each(['text', 'markdown', 'html'])('%s says which command makes them', async (format) => {
  const shown = await run('scan', '--policy', 'strict', '--online', '-o', format);
  expect(shown).toMatch(/fineprint pin --online --write.{1,8} makes the edits that mend 3 of \d+ findings\./);
});

test('the edits are those of pin, also where only one extractor is scanned', async () => {
  const { findings } = await reportOf('--online', '--only', 'terraform');
  expect(findings.flatMap(({ fix }) => fix ?? [])).toEqual([
    { path: 'main.tf', start: main.indexOf('~>'), end: main.indexOf('"\n}'), text: '1.3.1' },
  ]);
  await run('pin', '--online', '--write', '--only', 'terraform');
  expect(readFileSync(join(directory, 'repo/main.tf'), 'utf8')).toBe(fixed['main.tf']);
});

test('judging a stored report again, a baseline and a comparison are what they were without edits', async () => {
  const report = await reportOf('--online');
  const without = { ...report, findings: report.findings.map((finding) => ({ ...finding, fix: null })) };
  write('report.json', writeReport(report));
  write('without.json', writeReport(without));
  const check = async (name: string, policy: string) =>
    readReport(
      (await fineprint(['check', join(directory, name), '--policy', policy, '-o', 'json'], env())).stdout,
    );
  expect((await check('report.json', 'strict')).findings).toEqual(report.findings);
  expect((await check('without.json', 'strict')).findings).toEqual(without.findings);
  expect(await check('report.json', 'default')).toEqual(await check('without.json', 'default'));
  expect(compareReports(without, report).findings).toMatchObject({ opened: [], closed: [] });
});

test('the Action gives them too', async () => {
  const output = join(directory, 'output');
  writeFileSync(output, '');
  const write = () => undefined;
  await runAction({
    env: {
      ...env(),
      INPUT_ONLINE: 'true',
      INPUT_POLICY: 'strict',
      GITHUB_OUTPUT: output,
      GITHUB_WORKSPACE: join(directory, 'repo'),
      RUNNER_TEMP: join(directory, 'runner'),
      SOURCE_DATE_EPOCH: '1790000000',
    },
    stdout: { write },
    stderr: { write },
  });
  const path = /^report-path<<(?<mark>.+)\n(?<path>.+)\n\k<mark>$/m.exec(readFileSync(output, 'utf8'))?.groups
    ?.path;
  expect(mended(readReport(readFileSync(path ?? '', 'utf8')))).toEqual(fixed);
});
