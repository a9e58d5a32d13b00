import { tarGzOf } from '@fineprint/core/testkit';
import { afterEach, describe, expect, test } from 'vitest';
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
import { terraform } from './terraform.ts';
import { moduleSourceOf } from './terraform-source.ts';

const repository = (source: string, requested: string | null) => ({ is: 'source', source, requested });
const archive = (url: string, within = '') => ({ is: 'archive', url, within });

// The examples of the documentation of the registry protocol and of module sources, and what registries answer.
test.each([
  ['git::https://github.com/o/r?ref=v1', repository('https://github.com/o/r', 'v1')],
  ['git::https://github.com/o/r.git//modules/a?ref=v1', repository('https://github.com/o/r.git', 'v1')],
  ['git::ssh://git@example.com/r', repository('ssh://example.com/r', null)],
  [
    'https://api.github.com/repos/hashicorp/terraform-aws-consul/tarball/v0.0.1//*?archive=tar.gz',
    repository('https://github.com/hashicorp/terraform-aws-consul', 'v0.0.1'),
  ],
  ['https://example.com/vpc.tar.gz', archive('https://example.com/vpc.tar.gz')],
  ['https://example.com/vpc.tgz//modules/a/?x=1', archive('https://example.com/vpc.tgz?x=1', 'modules/a')],
  ['https://example.com/object?archive=tar.gz', archive('https://example.com/object')],
  ['https://example.com/a.tgz?checksum=sha256:00', archive('https://example.com/a.tgz')],
  ['./vpc.tar.gz//*', archive('https://registry.example/v1/m/1/vpc.tar.gz', '*')],
  ['https://example.com/vpc.zip', null],
  ['https://example.com/vpc.tar.gz?archive=zip', null],
  ['https://example.com/vpc', null],
  ['s3::https://s3.amazonaws.com/bucket/vpc.tar.gz', null],
  ['file:///etc/a.tar.gz', null],
  ['git::', null],
])('%s', (written, expected) => {
  expect(moduleSourceOf(written, 'https://registry.example/v1/m/1/download')).toEqual(expected);
});

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

/** A registry that serves one module as an archive. */
async function serving(
  location: string,
  given: Answering | Readonly<Record<string, string>>,
): Promise<Loopback> {
  const send: Answering = typeof given === 'function' ? given : (_, response) => response.end(tarGzOf(given));
  const routes: Routes = {
    '/.well-known/terraform.json': { 'modules.v1': '/v1/' },
    '/v1/a/b/aws/1.0.0/download': (_, response) =>
      response.writeHead(204, { 'x-terraform-get': location }).end(),
    '/object.tgz': send,
  };
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

const key = 'terraform-module:registry.example/a/b/aws';
const module = asked({ kind: 'terraform-module', name: 'a/b/aws', key, version: '1.0.0' });
const named = { ...occurrenceOf({ kind: 'terraform-module', name: 'a/b/aws', key }), version: '1.0.0' };

function meansTo(server: Loopback, means: Partial<WebMeans> = {}) {
  return meansOf(webTo([server.host], means), { 'terraform registry.example': server.origin });
}

describe('a module in an archive', () => {
  test.each([
    ['at the top', '/object.tgz', { LICENSE: 'MIT', 'modules/x/main.tf': '' }, 'MIT'],
    ['below one directory', '/object.tgz//*', { 'b-1.0.0/LICENSE': 'MIT', 'b-1.0.0/main.tf': '' }, 'MIT'],
    [
      'in a directory of its own',
      '/object.tgz//modules/x',
      { LICENSE: 'MIT', 'modules/x/LICENSE': 'own' },
      'own',
    ],
    [
      'in a directory without one',
      '/object.tgz//modules/x',
      { LICENSE: 'MIT', 'modules/x/main.tf': '' },
      'MIT',
    ],
  ])('has its licence %s', async (_, location, files, text) => {
    const server = await serving(location, files);
    expect(await terraform.licenses(module, meansTo(server))).toEqual([
      { is: 'text', text, name: 'LICENSE', source: `${server.origin}/object.tgz LICENSE`, staleSince: null },
    ]);
  });

  test('is handed out with the directory in which it lies', async () => {
    const server = await serving('/object.tgz//modules/x', { 'modules/x/main.tf': '' });
    expect(await terraform.archive(named, meansTo(server))).toEqual({
      is: 'archive',
      bytes: expect.any(Buffer),
      within: 'modules/x',
    });
  });

  test('without a license file says so', async () => {
    const server = await serving('/object.tgz', { 'main.tf': '' });
    expect(await terraform.licenses(module, meansTo(server))).toEqual([
      { is: 'silent', because: `${server.origin}/object.tgz has no licence file.` },
    ]);
  });

  test('that cannot be had says so', async () => {
    const server = await serving('/object.tgz', (_, response) => response.writeHead(403).end());
    const unanswered = {
      is: 'unanswered',
      because: `${server.host}: It asks for credentials (status 403).`,
    };
    expect(await terraform.licenses(module, meansTo(server))).toEqual([unanswered]);
    expect(await terraform.archive(named, meansTo(server))).toEqual(unanswered);
  });

  test('that is none says so', async () => {
    const server = await serving('/object.tgz', (_, response) => response.end('no archive'));
    const [found] = await terraform.licenses(module, meansTo(server));
    expect(found).toMatchObject({ is: 'silent', because: expect.stringContaining('no gzip') });
  });

  test('in a private network is not asked for', async () => {
    const server = await serving('http://169.254.169.254/object.tgz', {});
    const [found] = await terraform.licenses(module, meansTo(server));
    expect(found).toMatchObject({ is: 'unanswered', because: expect.stringContaining('private network') });
  });

  test('is asked for once in a lifetime of the kept answers', async () => {
    const cache = memoryCache();
    const server = await serving('/object.tgz', { LICENSE: 'MIT' });
    const first = await terraform.licenses(module, meansTo(server, { cache }));
    await server.close();
    expect(await terraform.licenses(module, meansTo(server, { cache }))).toEqual(first);
  });
});
