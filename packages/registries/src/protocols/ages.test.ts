import { createHash } from 'node:crypto';
import type { ResolvedOccurrence } from '@fineprint/core';
import { afterEach, expect, test } from 'vitest';
import { registryLookup } from '../lookup.ts';
import { registries } from '../registries.ts';
import { meansOf, occurrenceOf } from '../testkit/asked.ts';
import { type Loopback, type Routes, startLoopback, webTo } from '../testkit/loopback.ts';

// The web's clock is at the beginning of 2026: what was published in the last days before is young.
const publishedBefore = new Date('2025-12-20T00:00:00Z');
const [old, young] = ['2025-12-01T10:00:00Z', '2025-12-31T10:00:00Z'];

const open: Loopback[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function leadsTo(
  occurrence: (origin: string) => ResolvedOccurrence,
  routes: Routes,
  ...mirrors: readonly string[]
) {
  const server = await startLoopback(routes);
  open.push(server);
  const means = meansOf(webTo([server.host]), Object.fromEntries(mirrors.map((id) => [id, server.origin])));
  const ask = (before: Date | null) =>
    registryLookup(registries, { ...means, publishedBefore: before }).ask(occurrence(server.origin));
  return { whenever: await ask(null), aged: await ask(publishedBefore) };
}

const library = (name: string, requested: string | null) => () =>
  occurrenceOf({ kind: 'library', name, requested });

const collection = '/api/v3/plugin/ansible/content/published/collections/index/community/general/versions';
const cases: readonly [string, (origin: string) => ResolvedOccurrence, Routes, readonly string[]][] = [
  [
    'npm',
    library('npm/example', '^1.0.0'),
    {
      '/example': {
        name: 'example',
        'dist-tags': { latest: '1.1.0' },
        versions: {
          '1.0.0': { name: 'example', version: '1.0.0', dist: { tarball: 'http://x/1.tgz' } },
          '1.1.0': { name: 'example', version: '1.1.0', dist: { tarball: 'http://x/2.tgz' } },
        },
        time: { created: old, modified: young, '1.0.0': old, '1.1.0': young },
      },
    },
    ['npm'],
  ],
  [
    'PyPI',
    library('pypi/example', '>=1'),
    {
      '/pypi/example/json': {
        releases: {
          '1.0.0': [{ upload_time_iso_8601: old }],
          // A file was added to it lately.
          '1.0.1': [{ upload_time_iso_8601: old }, { upload_time_iso_8601: young }],
          '1.1.0': [{ upload_time_iso_8601: young }],
        },
      },
    },
    ['pypi'],
  ],
  [
    'crates.io',
    library('cargo/example', '1'),
    {
      '/api/v1/crates/example/versions': {
        versions: [
          { num: '1.1.0', created_at: young },
          { num: '1.0.0', created_at: '2025-12-01T10:00:00.123456+00:00' },
        ],
      },
    },
    ['crates'],
  ],
  [
    'RubyGems',
    library('gem/example', '~> 1.0'),
    {
      '/api/v1/versions/example.json': [
        { number: '1.1.0', created_at: young, platform: 'ruby' },
        { number: '1.0.0', created_at: old, platform: 'ruby' },
      ],
    },
    ['rubygems'],
  ],
  [
    'Ansible Galaxy',
    () => occurrenceOf({ kind: 'ansible-collection', name: 'community.general', requested: '>=1.0.0' }),
    {
      [`${collection}/?limit=100`]: {
        data: [
          { version: '1.1.0', created_at: young },
          { version: '1.0.0', created_at: old },
        ],
      },
    },
    ['galaxy'],
  ],
  [
    'a Helm repository',
    (source) => occurrenceOf({ kind: 'helm-chart', name: 'podinfo', source, requested: '1.x' }),
    {
      '/index.yaml': `entries:
  podinfo:
    - { version: 1.1.0, created: "${young}" }
    - { version: 1.0.0, created: 2025-12-01T10:00:00.123456789Z }
`,
    },
    [],
  ],
  [
    'a chart in an OCI registry',
    () =>
      occurrenceOf({ kind: 'helm-chart', name: 'podinfo', source: 'oci://ghcr.io/charts', requested: '1.x' }),
    {
      '/v2/charts/podinfo/tags/list?n=1000': { name: 'charts/podinfo', tags: ['1.0.0', '1.1.0', 'latest'] },
      '/v2/charts/podinfo/manifests/1.1.0': { annotations: { 'org.opencontainers.image.created': young } },
      '/v2/charts/podinfo/manifests/1.0.0': { annotations: { 'org.opencontainers.image.created': old } },
    },
    ['oci ghcr.io'],
  ],
  [
    'HashiCorp’s registry',
    () =>
      occurrenceOf({
        kind: 'terraform-provider',
        name: 'a/p',
        key: 'terraform-provider:registry.terraform.io/a/p',
        requested: '~> 1.0',
      }),
    {
      '/.well-known/terraform.json': { 'providers.v1': '/v1/providers/' },
      '/v1/providers/a/p/versions': { versions: [{ version: '1.0.0' }, { version: '1.1.0' }] },
      '/v1/providers/a/p/1.0.0': { published_at: old },
      '/v1/providers/a/p/1.1.0': { published_at: young },
    },
    ['terraform registry.terraform.io'],
  ],
  [
    'OpenTofu’s registry',
    () =>
      occurrenceOf({
        kind: 'terraform-module',
        name: 'a/b/aws',
        key: 'terraform-module:registry.opentofu.org/a/b/aws',
        requested: '~> 1.0',
      }),
    {
      '/.well-known/terraform.json': { 'modules.v1': '/v1/modules/' },
      '/v1/modules/a/b/aws/versions': {
        modules: [{ versions: [{ version: '1.0.0' }, { version: '1.1.0' }] }],
      },
      '/registry/docs/modules/a/b/aws/index.json': {
        versions: [
          { id: 'v1.1.0', published: young },
          { id: 'v1.0.0', published: old },
        ],
      },
    },
    ['terraform registry.opentofu.org', 'opentofu'],
  ],
  [
    'a proxy of Go modules',
    library('golang/example.com/m', '^1'),
    {
      '/example.com/m/@v/list': 'v1.0.0\nv1.1.0\n',
      '/example.com/m/@v/v1.0.0.info': { Version: 'v1.0.0', Time: old },
      '/example.com/m/@v/v1.1.0.info': { Version: 'v1.1.0', Time: young },
    },
    ['golang'],
  ],
];

test.each(cases)('of %s the newest version that is old enough', async (_, occurrence, routes, mirrors) => {
  const { whenever, aged } = await leadsTo(occurrence, routes, ...mirrors);
  const numbers = (version: string) => expect.stringMatching(new RegExp(`^v?${version}$`));
  expect(whenever).toMatchObject({ version: numbers('1.1.0') });
  expect(aged).toMatchObject({ version: numbers('1.0.0') });
});

test.each(cases)(
  'and %s, where it tells no dates, leads to nothing',
  async (_, occurrence, routes, mirrors) => {
    const dated = /\b(?:published_at|published|created_at|created|upload_time_iso_8601|time|Time)(?=\\?"?:)/g;
    const undated = JSON.parse(JSON.stringify(routes).replaceAll(dated, (name) => `no-${name}`));
    const { aged } = await leadsTo(occurrence, undated, ...mirrors);
    expect(aged).toMatchObject({ is: 'unanswered', because: expect.stringContaining('does not say when') });
  },
);

test('the newest module of a proxy is sought in its list, and a branch is as young as its commit', async () => {
  const routes = {
    '/example.com/m/@v/list': 'v1.0.0\nv1.1.0\n',
    '/example.com/m/@latest': { Version: 'v1.1.0', Time: young },
    '/example.com/m/@v/v1.0.0.info': { Version: 'v1.0.0', Time: old },
    '/example.com/m/@v/v1.1.0.info': { Version: 'v1.1.0', Time: young },
    '/example.com/m/@v/main.info': { Version: 'v1.1.1-0.20251231100000-0123456789ab', Time: young },
  };
  expect(await leadsTo(library('golang/example.com/m', null), routes, 'golang')).toMatchObject({
    whenever: { version: 'v1.1.0' },
    aged: { version: 'v1.0.0' },
  });
  expect((await leadsTo(library('golang/example.com/m', 'main'), routes, 'golang')).aged).toEqual({
    is: 'unanswered',
    because:
      'Too young: v1.1.1-0.20251231100000-0123456789ab was published on 2025-12-31 10:00 UTC, after 2025-12-20 00:00 UTC.',
  });
});

test('a package of npm of which no version is old enough is said to have none', async () => {
  const { aged } = await leadsTo(library('npm/example', '^1.1.0'), cases[0]?.[2] ?? {}, 'npm');
  expect(aged).toEqual({
    is: 'unanswered',
    because: 'Its registry has no version that is asked for and was published before 2025-12-20 00:00 UTC.',
  });
});

const digest = (value: object) =>
  `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;

test.each([
  [{ created: old }, {}, 'answer'],
  [
    { created: young },
    {},
    'Too young: what the tag "7" of docker.io/library/redis leads to was published on 2025',
  ],
  [{ created: '1970-01-01T00:00:00Z' }, {}, 'does not say when'],
  [{ created: '1980-01-01T00:00:01Z' }, {}, 'does not say when'],
  [{ created: 'some day' }, {}, 'does not say when'],
  [{}, {}, 'does not say when'],
  // What a manifest says stands above what is in it.
  [{ created: old }, { annotations: { 'org.opencontainers.image.created': young } }, 'Too young'],
])('an image whose configuration says %j and whose manifest says %j', async (config, said, outcome) => {
  const single = { schemaVersion: 2, config: { digest: digest(config) }, ...said };
  const platforms = [
    { digest: digest({}), platform: { os: 'linux', architecture: 'arm64' } },
    { digest: digest(single), platform: { os: 'linux', architecture: 'amd64' } },
  ];
  const routes = {
    '/v2/library/redis/manifests/7': { manifests: platforms },
    [`/v2/library/redis/manifests/${digest(single)}`]: single,
    [`/v2/library/redis/blobs/${digest(config)}`]: config,
  };
  const image = () => occurrenceOf({ kind: 'container-image', name: 'redis', requested: '7' }, 'tag');
  const { whenever, aged } = await leadsTo(image, routes, 'oci docker.io');
  expect(whenever).toMatchObject({ is: 'answer', digest: digest({ manifests: platforms }) });
  if (outcome === 'answer') expect(aged).toEqual(whenever);
  else expect(aged).toEqual({ is: 'unanswered', because: expect.stringContaining(outcome) });
});
