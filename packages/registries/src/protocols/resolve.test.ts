import { createHash } from 'node:crypto';
import type { Answer, ResolvedOccurrence } from '@fineprint/core';
import { afterEach, describe, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';
import { advertisedRefs } from './git-refs.ts';

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function served(routes: Routes | ((origin: string) => Routes)): Promise<Loopback> {
  const server = await startLoopback(routes);
  open.push(server);
  return server;
}

async function answer(
  occurrence: ResolvedOccurrence,
  server: Loopback,
  mirrors: Readonly<Record<string, string>>,
  credentials = meansOf(webTo([]), {}).credentials,
): Promise<Answer> {
  const means = { ...meansOf(webTo([server.host]), mirrors), credentials };
  return registryLookup(registries, means).ask(occurrence);
}

const manifest = { schemaVersion: 2, layers: [] };
const digest = `sha256:${createHash('sha256').update(JSON.stringify(manifest)).digest('hex')}`;

describe('an image tag leads to its digest', () => {
  const image = occurrenceOf({ kind: 'container-image', name: 'redis', requested: '7' }, 'tag');

  test('where nobody has to ask who wants to know', async () => {
    const server = await served({ '/v2/library/redis/manifests/7': manifest });
    expect(await answer(image, server, { 'oci docker.io': server.origin })).toEqual({
      is: 'answer',
      version: null,
      commit: null,
      digest,
    });
  });

  test('with a token, fetched for reading this repository only', async () => {
    const server = await served((origin) => ({
      '/v2/library/redis/manifests/7': (request, response) => {
        if (request.headers.authorization === 'Bearer t0ken') response.end(JSON.stringify(manifest));
        else
          response
            .writeHead(401, { 'www-authenticate': `Bearer realm="${origin}/token",service="registry"` })
            .end();
      },
      '/token?scope=repository%3Alibrary%2Fredis%3Apull&service=registry': { token: 't0ken' },
    }));
    const credentials = {
      for: (purpose: string) =>
        purpose === 'oci' ? { authorization: 'Basic secret', identity: 'somebody' } : null,
    };
    const found = await answer(image, server, { 'oci docker.io': server.origin }, credentials);
    expect(found).toMatchObject({ digest });
    expect(server.requests.map(({ authorization }) => authorization)).toEqual([
      undefined,
      'Basic secret',
      'Bearer t0ken',
    ]);
  });

  test('but no password is sent to whomever the registry names', async () => {
    const thief = await served({ '/token?scope=repository%3Alibrary%2Fredis%3Apull': { token: 'x' } });
    const server = await served({
      '/v2/library/redis/manifests/7': (_, response) =>
        response.writeHead(401, { 'www-authenticate': `Bearer realm="${thief.origin}/token"` }).end(),
    });
    const credentials = { for: () => ({ authorization: 'Basic secret', identity: 'somebody' }) };
    const means = {
      ...meansOf(webTo([server.host, thief.host]), { 'oci docker.io': server.origin }),
      credentials,
    };
    await registryLookup(registries, means).ask(image);
    expect(thief.requests.map(({ authorization }) => authorization)).toEqual([undefined]);
  });
});

describe('a constraint leads to the newest version that it admits', () => {
  test('of a Terraform module and a provider', async () => {
    const server = await served({
      '/.well-known/terraform.json': { 'modules.v1': '/v1/modules/', 'providers.v1': '/v1/providers/' },
      '/v1/modules/a/b/aws/versions': {
        modules: [{ versions: [{ version: '5.1.0' }, { version: '6.0.0' }] }],
      },
      '/v1/providers/a/p/versions': { versions: [{ version: '1.0.0' }, { version: '1.2.0' }] },
    });
    const home = { 'terraform registry.terraform.io': server.origin };
    const of = (kind: string, path: string, requested: string) =>
      answer(
        occurrenceOf({ kind, name: path, key: `${kind}:registry.terraform.io/${path}`, requested }),
        server,
        home,
      );
    expect(await of('terraform-module', 'a/b/aws', '~> 5.0')).toMatchObject({ version: '5.1.0' });
    expect(await of('terraform-provider', 'a/p', '>= 1.0, < 1.2')).toMatchObject({ version: '1.0.0' });
    expect(await of('terraform-provider', 'a/p', '> 9')).toMatchObject({ is: 'unanswered' });
  });

  test('of a chart and a collection', async () => {
    const server = await served({
      '/index.yaml': 'entries: {podinfo: [{version: 6.6.0}, {version: 6.5.1}, {version: 7.0.0}]}',
      '/api/v3/plugin/ansible/content/published/collections/index/community/general/versions/?limit=100': {
        data: [{ version: '8.0.0' }, { version: '9.1.0' }],
      },
    });
    const chart = occurrenceOf({
      kind: 'helm-chart',
      name: 'podinfo',
      source: server.origin,
      requested: '6.x',
    });
    expect(await answer(chart, server, {})).toMatchObject({ version: '6.6.0' });
    const collection = occurrenceOf({
      kind: 'ansible-collection',
      name: 'community.general',
      requested: '<9.0.0',
    });
    expect(await answer(collection, server, { galaxy: server.origin })).toMatchObject({ version: '8.0.0' });
  });
});

describe('what is asked of a registry of a language leads to a version that can be had', () => {
  const file = { yanked: false };
  const routes: Routes = {
    '/pypi/ansible-lint/json': {
      releases: {
        '24.2': [file],
        '24.10.0': [file],
        '24.12.0': [{ yanked: true }, file],
        '24.12.2': [{ yanked: true }],
        '25.1.0': [],
        '25.0.0rc1': [file],
      },
    },
    '/api/v1/crates/just/versions': {
      versions: [
        { num: '1.40.0', yanked: false },
        { num: '1.36.1', yanked: false },
        { num: '1.50.0', yanked: true },
      ],
    },
    '/api/v1/versions/vagrant-libvirt.json': [
      { number: '0.12.2' },
      { number: '0.12.2' },
      { number: '0.11.0' },
    ],
  };

  test.each([
    ['library', 'pypi/ansible-lint', null, '24.12.0'],
    ['library', 'pypi/ansible-lint', '>=24,<24.12,!=24.10.0', '24.2'],
    ['library', 'pypi/ansible-lint', '~=24.1', '24.12.0'],
    ['library', 'pypi/ansible-lint', '>=25.0.0rc1', '25.0.0rc1'],
    ['library', 'cargo/just', null, '1.40.0'],
    ['library', 'cargo/just', '~1.36', '1.36.1'],
    ['library', 'gem/vagrant-libvirt', '~> 0.11.0', '0.11.0'],
    ['vagrant-plugin', 'vagrant-libvirt', null, '0.12.2'],
  ])('%s %s %s to %s', async (kind, name, requested, version) => {
    const server = await served(routes);
    const home = { pypi: server.origin, crates: server.origin, rubygems: server.origin };
    expect(await answer(occurrenceOf({ kind, name, requested }), server, home)).toMatchObject({ version });
  });

  test.each(['pypi/gone', 'cargo/gone', 'gem/gone'])('%s, which is not there, to none', async (name) => {
    const server = await served({});
    const home = { pypi: server.origin, crates: server.origin, rubygems: server.origin };
    expect(await answer(occurrenceOf({ kind: 'library', name }), server, home)).toEqual({
      is: 'unanswered',
      because: expect.stringContaining(`${server.host} knows no /`),
    });
  });

  test.each(['pypi/private', 'cargo/private', 'gem/private'])(
    '%s, which is of another index, to none',
    async (name) => {
      const server = await served({});
      const home = { pypi: server.origin, crates: server.origin, rubygems: server.origin };
      const occurrence = occurrenceOf({ kind: 'library', name, source: 'index.corp.example' });
      expect(await answer(occurrence, server, home)).toEqual({ is: 'offline' });
      expect(server.requests).toEqual([]);
    },
  );
});

describe('a tag or branch leads to its commit', () => {
  const commit = (letter: string) => letter.repeat(40);
  const line = (text: string) => `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
  const advertisement = [
    line('# service=git-upload-pack\n'),
    '0000',
    line(`${commit('a')} HEAD\0multi_ack agent=git/2.39\n`),
    line(`${commit('a')} refs/heads/main\n`),
    line(`${commit('b')} refs/tags/v1\n`),
    line(`${commit('c')} refs/tags/v1^{}\n`),
    line(`${commit('d')} refs/heads/v1\n`),
    '0000',
  ].join('');

  test.each([
    ['v1', 'c'],
    ['main', 'a'],
    ['refs/heads/v1', 'd'],
    [null, 'a'],
  ])('%s', async (requested, letter) => {
    const server = await served({ '/o/r.git/info/refs?service=git-upload-pack': advertisement });
    const occurrence = occurrenceOf(
      { kind: 'git-source', name: 'o/r', source: `${server.origin}/o/r`, requested },
      'git-ref',
    );
    expect(await answer(occurrence, server, {})).toMatchObject({ commit: commit(letter), version: null });
  });

  test('what a comment claims may leave out or add the letter of the tag, what is asked for may not', async () => {
    const server = await served({ '/o/r.git/info/refs?service=git-upload-pack': advertisement });
    const asking = { kind: 'github-action', name: 'o/r', source: `${server.origin}/o/r`, requested: '1' };
    const occurrence = occurrenceOf(asking, 'git-ref');
    const lookup = registryLookup(registries, meansOf(webTo([server.host]), {}));
    expect(await lookup.ask({ ...occurrence, claimed: '1' })).toMatchObject({ commit: commit('c') });
    expect(await lookup.ask(occurrence)).toMatchObject({ is: 'unanswered' });
  });

  test('a tag is told with all that are at its commit, a branch with none', async () => {
    const tagged = advertisement.replace(
      line(`${commit('d')} refs/heads/v1\n`),
      [
        line(`${commit('c')} refs/tags/v1.2.0\n`),
        line(`${commit('c')} refs/tags/\u001b[31mred\n`),
        line(`${commit('c')} refs/heads/next\n`),
      ].join(''),
    );
    const server = await served({ '/o/r.git/info/refs?service=git-upload-pack': tagged });
    const of = (requested: string | null) => {
      const asking = { kind: 'git-source', name: 'o/r', source: `${server.origin}/o/r`, requested };
      return answer(occurrenceOf(asking, 'git-ref'), server, {});
    };
    expect(await of('v1')).toMatchObject({ commit: commit('c'), names: ['v1', 'v1.2.0'] });
    for (const branch of ['next', 'refs/heads/next', null])
      expect(await of(branch)).not.toHaveProperty('names');
  });

  test('a file of a release is had by no commit', async () => {
    const source = 'https://github.com/o/r/releases/download/v1.2.3/tool.tgz';
    const asset = occurrenceOf({ kind: 'download', name: 'x', source, requested: 'v1.2.3' }, 'tag');
    const lookup = registryLookup(registries, meansOf(webTo([]), {}));
    expect(await lookup.ask(asset)).toMatchObject({
      is: 'unanswered',
      because: expect.stringContaining('a checksum would pin them'),
    });
  });

  test('one that is not there is said', async () => {
    const server = await served({ '/o/r.git/info/refs?service=git-upload-pack': advertisement });
    const occurrence = occurrenceOf(
      { kind: 'git-source', name: 'o/r', source: `${server.origin}/o/r`, requested: 'v9' },
      'git-ref',
    );
    expect(await answer(occurrence, server, {})).toEqual({
      is: 'unanswered',
      because: `${server.origin}/o/r has neither a tag nor a branch "v9".`,
    });
  });

  test('an advertisement that is none has no refs', () => {
    for (const text of ['', 'zzzz', '<html>', '0005', 'ffff', '0000'.repeat(1000)])
      expect(advertisedRefs(Buffer.from(text)).size).toBe(0);
  });
});
