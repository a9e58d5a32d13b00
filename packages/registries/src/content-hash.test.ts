import { createHash } from 'node:crypto';
import { tarGzOf } from '@fineprint/core/testkit';
import { afterEach, expect, test } from 'vitest';
import { contentHashes } from './content-hash.ts';
import type { ArchiveFinding, AskingMeans, Registry } from './registry.ts';
import { meansOf, occurrenceOf } from './testkit/asked.ts';
import { type Loopback, memoryCache, startLoopback, webTo } from './testkit/loopback.ts';

const opened: Loopback[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

async function served(text: string): Promise<Loopback> {
  const server = await startLoopback({ '/tool.sh': (_, response) => response.end(text) });
  opened.push(server);
  return server;
}

function registryOf(archive: (means: AskingMeans) => Promise<ArchiveFinding | null>): Registry {
  return { id: 'x', title: 'X', kinds: ['helm-chart'], archive: (_, means) => archive(means) };
}

const chart = occurrenceOf({ kind: 'helm-chart', name: 'redis', requested: '1.0.0' });
const means = meansOf(webTo([]), {});

test('a file is hashed as its server has it', async () => {
  const { host, origin } = await served('echo\r\n');
  const hash = contentHashes([], meansOf(webTo([host]), {}));
  const file = occurrenceOf({ kind: 'download', name: 'x', source: `${origin}/tool.sh` });
  const sum = createHash('sha256').update('echo\r\n').digest('hex');
  expect(await hash(file, 'file')).toEqual({ is: 'hash', hash: `sha256:${sum}` });
  const gone = { ...file, source: `${origin}/gone.sh` };
  expect(await hash(gone, 'file')).toEqual({ is: 'unanswered', because: `${host} knows no /gone.sh.` });
});

test('a file is too young where only what is old enough may be chosen: nobody dates it', async () => {
  const { host, origin } = await served('echo');
  const publishedBefore = new Date('2026-01-01T00:00:00Z');
  const hash = contentHashes([], { ...meansOf(webTo([host]), {}), publishedBefore });
  const file = occurrenceOf({ kind: 'download', name: 'tool.sh', source: `${origin}/tool.sh` });
  expect(await hash(file, 'file')).toEqual({
    is: 'unanswered',
    because: `${host} does not say when tool.sh was published.`,
  });
});

test('a file of a private network is not asked for', async () => {
  const file = occurrenceOf({ kind: 'download', name: 'x', source: 'http://169.254.169.254/latest' });
  expect(await contentHashes([], means)(file, 'file')).toMatchObject({ is: 'unanswered' });
});

test('a tree is hashed by the first registry that has an archive of it, whatever holds it there', async () => {
  const none = registryOf(async () => null);
  const at = (top: string, within?: string) =>
    registryOf(async () => ({
      is: 'archive',
      bytes: tarGzOf({ [`${top}main.tf`]: 'x', [`${top}modules/a/main.tf`]: 'y' }),
      ...(within === undefined ? {} : { within }),
    }));
  const hashed = (registry: Registry) => contentHashes([none, registry], means)(chart, 'tree');
  const first = await hashed(at('redis-1.0.0/'));
  expect(first).toMatchObject({ is: 'hash' });
  expect(await hashed(at('', ''))).toEqual(first);
  expect(await hashed(at('a/b/', '*/b'))).toEqual(first);
  expect(await hashed(at('a/', ''))).not.toEqual(first);
});

test('what is refused or cannot be had is told, and a registry that fails is a defect', async () => {
  const because = 'charts.example: It is down.';
  const answers = [
    registryOf(async () => ({ is: 'unanswered', because })),
    registryOf(async () => ({ is: 'archive', bytes: Buffer.from('no archive') })),
    registryOf(() => Promise.reject(new Error('broken'))),
    registryOf(async () => ({ is: 'archive', bytes: tarGzOf({ 'a/x': '', '../x': '' }) })),
  ].map((registry) => contentHashes([registry], means)(chart, 'tree'));
  expect(await Promise.all(answers)).toEqual([
    { is: 'unanswered', because },
    { is: 'unanswered', because: 'The archive is no gzip (Z_DATA_ERROR).' },
    { is: 'unanswered', because: 'X: Asking failed, which is a defect of Fineprint (broken).' },
    { is: 'unanswered', because: 'The name "../x" is none inside the archive.' },
  ]);
  expect(await contentHashes([], means)(chart, 'tree')).toEqual({ is: 'nothing' });
});

test('what by its name never changes is asked for again after a day, also at the commit that a tag led to when it was kept', async () => {
  const asked: (string | undefined)[] = [];
  const web = webTo([], { cache: memoryCache() });
  const told: typeof web = {
    ...web,
    get: (_, options) => {
      asked.push(options?.fresh);
      return Promise.resolve({ is: 'unanswered', url: '', because: '' });
    },
  };
  const registry = registryOf(async ({ web: { get } }) => {
    await get('https://charts.example/redis.tgz', { fresh: 'forever' });
    await get('https://charts.example/redis.tgz', { fresh: 'never' });
    return { is: 'silent', because: '' };
  });
  const hash = contentHashes([registry], meansOf(told, {}));
  await hash(chart, 'tree');
  await hash({ ...chart, commit: 'a'.repeat(40) }, 'tree');
  expect(asked).toEqual(['day', 'never', 'day', 'never']);
});

test('only so many repositories are fetched in one scan', async () => {
  const hash = contentHashes([], means);
  const of = (name: string) =>
    hash(occurrenceOf({ kind: 'git-source', name, source: `http://127.0.0.1/${name}/x` }), 'tree');
  for (let index = 0; index < 100; index += 1) await of(`a${index}`);
  expect(await of('one-more')).toEqual({
    is: 'unanswered',
    because: '127.0.0.1: No more repositories are fetched in one scan.',
  });
  expect(await of('a0')).toMatchObject({ because: expect.not.stringContaining('No more') });
});

test('what was kept and is not answered any more says nothing of today', async () => {
  const { host, origin } = await served('echo\n');
  const cache = memoryCache();
  const file = occurrenceOf({ kind: 'download', name: 'x', source: `${origin}/tool.sh` });
  const at = (now: string) =>
    contentHashes([], meansOf(webTo([host], { cache, now: () => new Date(now) }), {}));
  expect(await at('2026-01-02T03:04:05Z')(file, 'file')).toMatchObject({ is: 'hash' });
  for (const one of opened.splice(0)) await one.close();
  expect(await at('2026-01-02T13:04:05Z')(file, 'file')).toMatchObject({ is: 'hash' });
  expect(await at('2026-01-04T03:04:05Z')(file, 'file')).toEqual({
    is: 'unanswered',
    because: `${origin}/tool.sh is not answered any more; what it was at 2026-01-02T03:04:05.000Z says nothing of today.`,
  });
});
