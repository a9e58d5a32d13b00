import { createHash } from 'node:crypto';
import { tarGzOf } from '@fineprint/core/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import type { LicenseFinding } from '../registry.ts';
import { asked, meansOf, occurrenceOf } from '../testkit/asked.ts';
import {
  type Answering,
  type Loopback,
  memoryCache,
  type Routes,
  startLoopback,
  webTo,
} from '../testkit/loopback.ts';
import type { WebMeans } from '../web/web.ts';
import { npm } from './npm.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(routes: (origin: string) => Routes): Promise<Loopback> {
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

function licensesFrom(server: Loopback, means: Partial<WebMeans> = {}): Promise<readonly LicenseFinding[]> {
  const component = asked({ kind: 'library', name: 'npm/thing', version: '1.0.0' });
  return npm.licenses(component, meansOf(webTo([server.host], means), { npm: server.origin }));
}

const sri = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
const bytesOf =
  (bytes: Buffer): Answering =>
  (_, response) =>
    response.end(bytes);

/** A registry with one version of a package, whose manifest and tarball are given. */
function registryWith(manifest: object, files: Readonly<Record<string, string>>) {
  const tarball = Buffer.from(tarGzOf(files));
  return (origin: string): Routes => ({
    '/thing/1.0.0': { dist: { tarball: `${origin}/thing-1.0.0.tgz`, integrity: sri(tarball) }, ...manifest },
    '/thing-1.0.0.tgz': bytesOf(tarball),
  });
}

describe('a package whose manifest names no licence', () => {
  test.each([
    ['the usual file', {}, { 'package/LICENSE': 'MIT License', 'package/LICENSE-docs': 'x' }, 'MIT License'],
    ['the only file', {}, { 'package/LICENSE.markdown': 'MIT License' }, 'MIT License'],
    ['a file in a directory of another name', {}, { 'thing-1.0.0/LICENSE': 'MIT License' }, 'MIT License'],
    [
      'the file that it points to',
      { license: 'SEE LICENSE IN legal/OURS.txt' },
      { 'package/LICENSE': 'other', 'package/legal/OURS.txt': 'ours' },
      'ours',
    ],
  ])('has %s in its tarball', async (_, manifest, files, text) => {
    const server = await served(registryWith(manifest, files));
    expect(await licensesFrom(server)).toEqual([
      expect.objectContaining({ is: 'text', text, source: expect.stringContaining('/thing-1.0.0.tgz ') }),
    ]);
  });

  test.each([
    ['no licence file', {}, { 'package/index.js': '' }, 'has no licence file.'],
    [
      'a pointer to nothing',
      { license: 'SEE LICENSE IN ../x' },
      { 'package/LICENSE': 'a' },
      'has no "../x".',
    ],
  ])('and whose tarball has %s says so', async (_, manifest, files, because) => {
    const server = await served(registryWith(manifest, files));
    expect(await licensesFrom(server)).toEqual([
      { is: 'silent', because: expect.stringContaining('names no licence') },
      { is: 'silent', because: expect.stringContaining(because) },
    ]);
  });

  test('has all files of a tarball in which none has the usual name', async () => {
    const files = { 'package/LICENSE-MIT': 'a', 'package/LICENSE-APACHE': 'b', 'package/license.js': 'c' };
    const server = await served(registryWith({}, files));
    const found = await licensesFrom(server);
    expect(found.map((one) => (one.is === 'text' ? one.text : one))).toEqual(['b', 'a']);
  });

  test('and names no tarball is silent', async () => {
    const server = await served(() => ({ '/thing/1.0.0': {} }));
    expect(await licensesFrom(server)).toEqual([
      { is: 'silent', because: `${server.origin}/thing/1.0.0 names no licence.` },
    ]);
  });

  test('is fetched once in a lifetime of the kept answers', async () => {
    const cache = memoryCache();
    const server = await served(registryWith({}, { 'package/LICENSE': 'MIT License' }));
    const first = await licensesFrom(server, { cache });
    const { length } = server.requests;
    await server.close();
    expect(await licensesFrom(server, { cache })).toEqual(first);
    expect(length).toBe(2);
  });
});

describe('a tarball', () => {
  const files = { 'package/LICENSE': 'MIT License' };
  test.each<[string, (origin: string) => Routes, string]>([
    [
      'with other bytes than its hash names',
      (origin) => ({ ...registryWith({}, files)(origin), '/thing-1.0.0.tgz': bytesOf(Buffer.from('evil')) }),
      'The archive is not the one whose hash its registry names. (EINTEGRITY',
    ],
    [
      'with other bytes than its old hash names',
      (origin) =>
        registryWith(
          { dist: { tarball: `${origin}/thing-1.0.0.tgz`, shasum: '00'.repeat(20) } },
          files,
        )(origin),
      'The archive is not the one whose hash its registry names. (EINTEGRITY',
    ],
    [
      'in a private network',
      (origin) => registryWith({ dist: { tarball: 'http://169.254.169.254/a.tgz' } }, files)(origin),
      '169.254.169.254: It lies in a private network',
    ],
    [
      'that leads into a private network',
      (origin) => ({
        ...registryWith({}, files)(origin),
        '/thing-1.0.0.tgz': (_, response) =>
          response.writeHead(302, { location: 'http://169.254.169.254/a.tgz' }).end(),
      }),
      '169.254.169.254: It lies in a private network',
    ],
    [
      'that is a repository, which would be cloned and built',
      (origin) => registryWith({ dist: { tarball: 'https://github.com/owner/name' } }, files)(origin),
      'EALLOWGIT',
    ],
    [
      'that is a file of this machine',
      (origin) => registryWith({ dist: { tarball: 'file:///a.tgz' } }, files)(origin),
      'EALLOWFILE',
    ],
    [
      'that is a directory of this machine',
      (origin) => registryWith({ dist: { tarball: '/etc' } }, files)(origin),
      'EALLOWDIRECTORY',
    ],
    [
      'that is another package',
      (origin) => registryWith({ dist: { tarball: 'other@1' } }, files)(origin),
      'EALLOWREGISTRY',
    ],
    [
      'whose server fails',
      (origin) => ({
        ...registryWith({}, files)(origin),
        '/thing-1.0.0.tgz': (_, response) => response.writeHead(500).end(),
      }),
      'It answered with status 500.',
    ],
  ])('%s is refused', async (_, routes, because) => {
    const server = await served(routes);
    expect(await licensesFrom(server)).toEqual([
      { is: 'unanswered', because: expect.stringContaining(because) },
    ]);
  });
});

describe('what is asked for leads to a version', () => {
  const versions = Object.fromEntries(
    ['1.0.0', '1.2.0', '1.3.0-beta.1', '2.0.0'].map((version) => [
      version,
      { name: 'thing', version, dist: { tarball: 'https://registry.example/a.tgz' } },
    ]),
  );
  const document = { name: 'thing', versions, 'dist-tags': { latest: '1.2.0', next: '2.0.0' } };
  const answerTo = async (requested: string | null, given: Routes[string] = document) => {
    const server = await served(() => ({ '/thing': given }));
    const means = meansOf(webTo([server.host]), { npm: server.origin });
    return npm.resolve(occurrenceOf({ kind: 'library', name: 'npm/thing', requested }), means);
  };

  test.each([
    ['^1.0.0', '1.2.0'],
    ['>=1 <3', '1.2.0'],
    ['2.x', '2.0.0'],
    ['next', '2.0.0'],
    ['latest', '1.2.0'],
    [null, '1.2.0'],
    ['^1.3.0-beta', '1.3.0-beta.1'],
  ])('%s to %s', async (requested, version) => {
    expect(await answerTo(requested)).toEqual({ is: 'answer', version, digest: null, commit: null });
  });

  test.each<[string, string, Routes[string] | undefined, string]>([
    [
      'a range that nothing is in',
      '^9',
      undefined,
      'Its registry has no version that is asked for. (ETARGET',
    ],
    ['a tag that is none', 'no tag', undefined, 'npm makes nothing of it. (EINVALIDTAGNAME'],
    ['a repository', 'github:owner/name', undefined, 'EALLOWGIT'],
    ['an address', 'https://registry.example/a.tgz', undefined, 'EALLOWREMOTE'],
    ['a file', 'file:/a.tgz', undefined, 'EALLOWFILE'],
    ['a document that is none', '1', 'no JSON', 'npm makes nothing of it.'],
    ['a document of another form', '1', [], 'npm makes nothing of it.'],
    [
      'a server that fails',
      '1',
      (_, response) => response.writeHead(500).end(),
      'It answered with status 500.',
    ],
    [
      'a server that wants credentials',
      '1',
      (_, response) => response.writeHead(401).end(),
      'It asks for credentials',
    ],
  ])('%s to none', async (_, requested, given, because) => {
    expect(await answerTo(requested, given)).toEqual({
      is: 'unanswered',
      because: expect.stringContaining(because),
    });
  });

  test('a package that is not there has none', async () => {
    const server = await served(() => ({}));
    const means = meansOf(webTo([server.host]), { npm: server.origin });
    const occurrence = occurrenceOf({ kind: 'serverless-plugin', name: 'thing', requested: '1' });
    const because = `${server.host} knows no /thing.`;
    expect(await npm.resolve(occurrence, means)).toEqual({ is: 'unanswered', because });
  });

  test('libraries of other languages are not asked about', async () => {
    const means = meansOf(webTo([]), {});
    expect(await npm.resolve(occurrenceOf({ kind: 'library', name: 'pypi/thing' }), means)).toBeNull();
  });
});
