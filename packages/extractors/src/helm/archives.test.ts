import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scanFixture, tarGzOf } from '@fineprint/core/testkit';
import { kinds } from '@fineprint/kinds';
import { afterAll, expect, test } from 'vitest';
import { helm } from './extractor.ts';

const directory = mkdtempSync(join(tmpdir(), 'fineprint-charts-'));
afterAll(() => rmSync(directory, { recursive: true }));

const chart = (name: string, ...needed: readonly string[]) =>
  [
    `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    needed.length > 0 ? 'dependencies:\n' : '',
    ...needed.map((each) => {
      const [dependency, version = '1.0.0'] = each.split(' ');
      return `  - name: ${dependency}\n    version: ${version}\n    repository: https://charts.example.org\n`;
    }),
  ].join('');
const values = (image: string) => `image:\n  repository: ghcr.io/o/${image}\n  tag: 1.2.3\n`;

const redis = {
  'redis/Chart.yaml': chart('redis', 'common'),
  'redis/values.yaml': values('redis'),
  'redis/ci/all-values.yaml': values('ci'),
  'redis/charts/common/Chart.yaml': chart('common'),
  'redis/charts/common/values.yaml': values('common'),
};

async function scanned(files: Readonly<Record<string, string | Buffer>>, prepare?: (root: string) => void) {
  const root = mkdtempSync(join(directory, 'repo-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  prepare?.(root);
  const { occurrences, problems, whole } = await scanFixture(root, [helm], kinds);
  const name = (ref: string | null) => ref?.replace(/^.*\//, '') ?? null;
  const byName = Map.groupBy(occurrences, ({ name: each }) => each.replace(/^.*\//, ''));
  return {
    scopes: Object.fromEntries([...byName].map(([each, all]) => [each, all.map(({ scope }) => scope)])),
    found: occurrences.map(
      ({ ref, at, in: holder }) => `${name(ref)}  ${at.path}:${at.line}  ${name(holder)}`,
    ),
    held: new Set(occurrences.flatMap(({ heldAt }) => (heldAt ? [`${heldAt.path}:${heldAt.line}`] : []))),
    problems: problems.map(({ code, message, location }) => `${code} ${location?.path}: ${message}`),
    whole: Object.fromEntries([...whole].map(([ref, isWhole]) => [name(ref), isWhole])),
  };
}

test('what a packed chart and the charts in it name is found, and told where the chart is named', async () => {
  const { found, held, problems, whole } = await scanned({
    'app/Chart.yaml': chart('app', 'redis'),
    'app/charts/redis-1.0.0.tgz': tarGzOf(redis),
  });
  expect(found).toEqual([
    'redis@1.0.0  app/Chart.yaml:5  null',
    'common@1.0.0  app/charts/redis-1.0.0.tgz/redis/Chart.yaml:5  redis@1.0.0',
    'common@1.2.3  app/charts/redis-1.0.0.tgz/redis/charts/common/values.yaml:2  common@1.0.0',
    'redis@1.2.3  app/charts/redis-1.0.0.tgz/redis/values.yaml:2  redis@1.0.0',
  ]);
  expect([...held]).toEqual(['app/Chart.yaml:5']);
  expect(problems).toEqual([]);
  expect(whole).toMatchObject({ 'redis@1.0.0': true, 'common@1.0.0': true });
});

test('what an optional chart brings is optional, and so is what its own optional chart brings', async () => {
  const optional = (name: string) => `${chart('x', name)}    condition: ${name}.enabled\n`;
  const { scopes } = await scanned({
    'Chart.yaml': `${optional('redis')}  - name: other\n    version: 1.0.0\n    repository: https://charts.example.org\n`,
    'charts/redis-1.0.0.tgz': tarGzOf(redis),
    'charts/other-1.0.0.tgz': tarGzOf({
      'other/Chart.yaml': optional('inner'),
      'other/values.yaml': values('other'),
      'other/charts/inner/Chart.yaml': chart('inner'),
      'other/charts/inner/values.yaml': values('inner'),
    }),
  });
  expect(scopes).toEqual({
    redis: ['optional', 'optional'],
    common: ['optional', 'optional'],
    other: ['required', 'required'],
    inner: ['optional', 'optional'],
  });
});

test('an archive in an archive is looked into, and a link to one', async () => {
  const nested = { 'redis/Chart.yaml': redis['redis/Chart.yaml'], 'redis/values.yaml': values('redis') };
  const packed = tarGzOf({ 'common/Chart.yaml': chart('common'), 'common/values.yaml': values('deep') });
  const { found } = await scanned(
    {
      'app/Chart.yaml': chart('app', 'redis'),
      'app/charts/none': '',
      'shared/redis.tgz': tarGzOf({ ...nested, 'redis/charts/common-1.0.0.tgz': packed }),
    },
    (root) => symlinkSync('../../shared/redis.tgz', join(root, 'app/charts/redis-1.0.0.tgz')),
  );
  expect(found.at(-1)).toBe(
    'deep@1.2.3  app/charts/redis-1.0.0.tgz/redis/charts/common-1.0.0.tgz/common/values.yaml:2  common@1.0.0',
  );
});

test.each([
  ['that is asked for', chart('app', 'redis 2.0.0'), null],
  ['that the lock chose', chart('app', 'redis ^1.0.0'), '2.0.0'],
])('a copy of another version than the one %s is not looked into', async (_, manifest, locked) => {
  const lock = `dependencies:\n- name: redis\n  repository: https://charts.example.org\n  version: ${locked}\n`;
  const files: Record<string, string | Buffer> = {
    'Chart.yaml': manifest,
    'charts/redis-1.0.0.tgz': tarGzOf(redis),
  };
  const { found, problems } = await scanned(locked === null ? files : { ...files, 'Chart.lock': lock });
  expect(found).toEqual(['redis@2.0.0  Chart.yaml:5  null']);
  expect(problems).toEqual([]);
});

test('of several copies the one of the exact version is taken, and none where that is not known', async () => {
  const copies = {
    'charts/redis-1.0.0.tgz': tarGzOf(redis),
    'charts/redis-2.0.0.tgz': tarGzOf({ 'redis/values.yaml': values('other') }),
  };
  const exact = await scanned({ 'Chart.yaml': chart('app', 'redis 1.0.0'), ...copies });
  expect(exact.found).toHaveLength(4);
  const range = await scanned({ 'Chart.yaml': chart('app', 'redis 1.x'), ...copies });
  expect(range.found).toEqual(['redis@1.x  Chart.yaml:5  null']);
});

test('what of an archive cannot be read is told where the chart is named, and the rest is read', async () => {
  const { found, problems, whole } = await scanned({
    'Chart.yaml': chart('app', 'redis', 'gone', 'flat'),
    'charts/redis-1.0.0.tgz': tarGzOf({
      ...redis,
      'redis/Chart.lock': 'dependencies: [',
      'other/values.yaml': '',
    }),
    'charts/gone-1.0.0.tgz': 'no archive',
    'charts/flat-1.0.0.tgz': tarGzOf({ 'Chart.yaml': chart('flat') }),
  });
  expect(found).toHaveLength(6);
  expect(problems.filter((each) => !each.startsWith('version-unknown'))).toEqual([
    expect.stringMatching(/^syntax-invalid Chart.yaml: In redis \(redis\/Chart.lock:1\): /),
    'limit-reached Chart.yaml: Not all that redis holds was read. Beside "redis" it has 1 more directory at its top.',
    expect.stringMatching(
      /^file-unreadable Chart.yaml: "charts\/gone-1.0.0.tgz", the copy of gone, was not read. /,
    ),
    'limit-reached Chart.yaml: Not all that flat holds was read. It holds no directory with files.',
  ]);
  expect(whole).toMatchObject({ 'redis@1.0.0': false, 'gone@1.0.0': false, 'flat@1.0.0': false });
});
