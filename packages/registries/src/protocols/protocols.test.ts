import { createHash } from 'node:crypto';
import type { Component } from '@fineprint/core';
import { zipOf } from '@fineprint/core/testkit';
import { afterEach, describe, expect, test } from 'vitest';
import { registries } from '../registries.ts';
import type { LicenseFinding, Registry } from '../registry.ts';
import { asked, meansOf } from '../testkit/asked.ts';
import {
  type Loopback,
  memoryCache,
  partsOf,
  type Routes,
  startLoopback,
  webTo,
} from '../testkit/loopback.ts';
import type { Web } from '../web/web.ts';

// Each protocol, with answers shaped as its documentation shows them.

interface Case {
  readonly registry: string;
  readonly component: Component;
  /** The ids under which the registry's homes are replaced by the server of the test. */
  readonly mirrors: readonly string[];
  readonly routes: (origin: string) => Routes;
  readonly finds: string;
}

const mit = 'MIT License\n\nPermission is hereby granted …';
const digestOf = (value: object) =>
  `sha256:${createHash('sha256').update(JSON.stringify(value)).digest('hex')}`;
const image = { config: { Labels: { 'org.opencontainers.image.licenses': 'MIT' } } };
const chart = { name: 'podinfo', annotations: { 'artifacthub.io/license': 'Apache-2.0' } };
const manifest = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: digestOf(image), size: 2 },
  layers: [],
};

const cases: readonly Case[] = [
  {
    registry: 'npm',
    component: asked({ kind: 'library', name: 'npm/@scope/name', version: '1.2.3' }),
    mirrors: ['npm'],
    routes: () => ({
      '/@scope%2Fname/1.2.3': { name: '@scope/name', version: '1.2.3', license: 'Apache-2.0' },
    }),
    finds: 'field Apache-2.0 by author',
  },
  {
    registry: 'npm',
    component: asked({ kind: 'library', name: 'npm/old', version: '0.1.0', source: 'registry.example' }),
    mirrors: ['npm registry.example'],
    routes: () => ({ '/old/0.1.0': { licenses: [{ type: 'MIT', url: 'x' }, { type: 'GPL-2.0' }] } }),
    finds: 'field MIT OR GPL-2.0 by author',
  },
  {
    registry: 'pypi',
    component: asked({ kind: 'library', name: 'pypi/requests', version: '2.32.0' }),
    mirrors: ['pypi'],
    routes: () => ({
      '/pypi/requests/2.32.0/json': {
        info: {
          license: 'Apache-2.0',
          license_expression: null,
          classifiers: ['License :: OSI Approved :: Apache Software License'],
        },
      },
    }),
    finds: 'field Apache-2.0 by author',
  },
  {
    registry: 'pypi',
    component: asked({ kind: 'library', name: 'pypi/classified', version: '1' }),
    mirrors: ['pypi'],
    routes: () => ({
      '/pypi/classified/1/json': {
        info: {
          license: `${mit}\n${'x'.repeat(200)}`,
          classifiers: ['License :: OSI Approved', 'License :: OSI Approved :: MIT License'],
        },
      },
    }),
    finds: 'field MIT License by author',
  },
  {
    registry: 'crates',
    component: asked({ kind: 'library', name: 'cargo/serde', version: '1.0.0', source: 'crates.io' }),
    mirrors: ['crates'],
    routes: () => ({
      '/api/v1/crates/serde/1.0.0': { version: { num: '1.0.0', license: 'MIT/Apache-2.0' } },
    }),
    finds: 'field MIT OR Apache-2.0 by author',
  },
  {
    registry: 'rubygems',
    component: asked({ kind: 'library', name: 'gem/rails', version: '7.0.0', source: 'rubygems.org' }),
    mirrors: ['rubygems'],
    routes: () => ({ '/api/v2/rubygems/rails/versions/7.0.0.json': { name: 'rails', licenses: ['MIT'] } }),
    finds: 'field MIT by author',
  },
  {
    registry: 'packagist',
    component: asked({ kind: 'library', name: 'composer/symfony/yaml', version: 'v6.0.0' }),
    mirrors: ['packagist'],
    routes: () => ({
      '/p2/symfony/yaml.json': {
        minified: 'composer/2.0',
        packages: {
          'symfony/yaml': [
            { version: 'v7.0.0', license: ['MIT'] },
            { version: 'v6.0.0' },
            { version: 'v5.0.0', license: '__unset' },
          ],
        },
      },
    }),
    finds: 'field MIT by author',
  },
  {
    registry: 'maven',
    component: asked({ kind: 'library', name: 'maven/org.example/app', version: '1.0' }),
    mirrors: ['maven'],
    routes: () => ({
      '/org/example/app/1.0/app-1.0.pom':
        '<project><parent><groupId>org.example</groupId><artifactId>parent</artifactId><version>3</version></parent></project>',
      '/org/example/parent/3/parent-3.pom':
        '<project><licenses><license><name>Apache License, Version 2.0</name></license></licenses></project>',
    }),
    finds: 'field Apache License, Version 2.0 by author',
  },
  {
    registry: 'nuget',
    component: asked({ kind: 'library', name: 'nuget/Newtonsoft.Json', version: '13.0.1' }),
    mirrors: ['nuget'],
    routes: () => ({
      '/v3-flatcontainer/newtonsoft.json/13.0.1/newtonsoft.json.nuspec':
        '<package xmlns="http://x"><metadata><license type="expression">MIT</license></metadata></package>',
    }),
    finds: 'field MIT by author',
  },
  {
    registry: 'galaxy',
    component: asked({ kind: 'ansible-collection', name: 'community.general', version: '9.0.0' }),
    mirrors: ['galaxy'],
    routes: () => ({
      '/api/v3/plugin/ansible/content/published/collections/index/community/general/versions/9.0.0/': {
        version: '9.0.0',
        metadata: { license: ['GPL-3.0-or-later'] },
      },
    }),
    finds: 'field GPL-3.0-or-later by author',
  },
  {
    registry: 'helm',
    component: asked({
      kind: 'helm-chart',
      name: 'podinfo',
      version: '6.5.0',
      source: 'https://charts.example/stable',
    }),
    mirrors: ['helm https://charts.example/stable'],
    routes: () => ({
      '/index.yaml':
        'apiVersion: v1\nentries:\n  podinfo:\n    - version: 6.6.0\n    - version: 6.5.0\n      annotations: {artifacthub.io/license: Apache-2.0}\n',
    }),
    finds: 'field Apache-2.0 by author',
  },
  {
    registry: 'oci',
    component: asked({ kind: 'container-image', name: 'ghcr.io/o/app', requested: '1.0' }),
    mirrors: ['oci ghcr.io'],
    routes: () => ({
      '/v2/o/app/manifests/1.0': {
        manifests: [{ digest: digestOf(manifest), platform: { os: 'linux', architecture: 'amd64' } }],
      },
      [`/v2/o/app/manifests/${digestOf(manifest)}`]: manifest,
      [`/v2/o/app/blobs/${digestOf(image)}`]: image,
    }),
    finds: 'field MIT by registry of main-software',
  },
  {
    registry: 'oci',
    component: asked({
      kind: 'helm-chart',
      name: 'podinfo',
      version: '6.5.0',
      source: 'oci://ghcr.io/o/charts',
    }),
    mirrors: ['oci ghcr.io'],
    routes: () => ({
      '/v2/o/charts/podinfo/manifests/6.5.0': { ...manifest, config: { digest: digestOf(chart) } },
      [`/v2/o/charts/podinfo/blobs/${digestOf(chart)}`]: chart,
    }),
    finds: 'field Apache-2.0 by author',
  },
  {
    registry: 'terraform',
    component: asked({
      kind: 'terraform-module',
      name: 'a/b/aws',
      key: 'terraform-module:registry.terraform.io/a/b/aws',
      version: '1.0.0',
    }),
    mirrors: ['terraform registry.terraform.io', 'files of github.com'],
    routes: () => ({
      '/.well-known/terraform.json': { 'modules.v1': '/v1/modules/' },
      '/v1/modules/a/b/aws/1.0.0/download': (_, response) =>
        response
          .writeHead(204, { 'x-terraform-get': 'git::https://github.com/a/terraform-aws-b?ref=v1.0.0' })
          .end(),
      '/a/terraform-aws-b/v1.0.0/LICENSE': mit,
    }),
    finds: 'text MIT License',
  },
  {
    registry: 'terraform',
    component: asked({
      kind: 'terraform-provider',
      name: 'a/p',
      key: 'terraform-provider:registry.terraform.io/a/p',
      version: '2.0.0',
    }),
    mirrors: ['terraform registry.terraform.io', 'files of github.com'],
    routes: (origin) => ({
      '/.well-known/terraform.json': { 'providers.v1': `${origin}/v1/providers/` },
      '/v1/providers/a/p/2.0.0': { source: 'https://github.com/a/terraform-provider-p', tag: 'v2.0.0' },
      '/a/terraform-provider-p/v2.0.0/LICENSE.md': mit,
    }),
    finds: 'text MIT License',
  },
  {
    registry: 'opentofu',
    component: asked({
      kind: 'terraform-provider',
      name: 'Hashicorp/random',
      key: 'terraform-provider:registry.opentofu.org/Hashicorp/random',
      version: '3.8.1',
    }),
    mirrors: ['opentofu'],
    routes: () => ({
      '/registry/docs/providers/hashicorp/random/v3.8.1/index.json': {
        id: 'v3.8.1',
        docs: {},
        license: [{ spdx: 'MPL-2.0', confidence: 0.9995788, is_compatible: true, file: 'LICENSE' }],
        incompatible_license: false,
      },
    }),
    finds: 'field MPL-2.0 by registry',
  },
  {
    registry: 'opentofu',
    component: asked({
      kind: 'terraform-module',
      name: 'a/b/aws',
      key: 'terraform-module:registry.opentofu.org/a/b/aws#modules/c',
      version: 'v1.0.0',
    }),
    mirrors: ['opentofu'],
    routes: () => ({
      '/registry/docs/modules/a/b/aws/1.0.0/index.json': {
        id: '1.0.0',
        licenses: [{ spdx: 'Apache-2.0', confidence: 1, is_compatible: true, file: '' }],
      },
    }),
    finds: 'field Apache-2.0 by registry',
  },
  {
    registry: 'git-files',
    component: asked({
      kind: 'github-action',
      name: 'o/a',
      source: 'https://github.com/o/a',
      requested: 'v4',
    }),
    mirrors: ['files of github.com'],
    routes: () => ({ '/o/a/v4/COPYING': mit }),
    finds: 'text MIT License',
  },
  {
    registry: 'git-files',
    component: asked({
      kind: 'gitlab-include',
      name: 'g/s/p',
      source: 'https://gitlab.com/g/s/p',
      requested: 'main',
    }),
    mirrors: ['files of gitlab.com'],
    routes: () => ({ '/g/s/p/-/raw/main/LICENSE': mit }),
    finds: 'text MIT License',
  },
  {
    registry: 'go-proxy',
    component: asked({ kind: 'library', name: 'golang/example.com/BigCo/mod', version: 'v1.2.0-RC1' }),
    mirrors: ['golang'],
    routes: () => ({
      '/example.com/!big!co/mod/@v/v1.2.0-!r!c1.zip': partsOf(
        zipOf([
          { path: 'example.com/BigCo/mod@v1.2.0-RC1/inner/LICENSE', text: 'Another license' },
          { path: 'example.com/BigCo/mod@v1.2.0-RC1/LICENSE', text: mit },
        ]),
      ),
    }),
    finds: 'text MIT License',
  },
  {
    registry: 'deps.dev',
    component: asked({
      kind: 'library',
      name: 'npm/@colors/colors',
      version: '1.5.0',
      source: 'registry.npmjs.org',
    }),
    mirrors: ['deps.dev'],
    routes: () => ({
      '/v3/systems/npm/packages/%40colors%2Fcolors/versions/1.5.0': { licenses: ['MIT', 'Apache-2.0'] },
    }),
    finds: 'field MIT AND Apache-2.0 by registry',
  },
  {
    registry: 'clearlydefined',
    component: asked({
      kind: 'library',
      name: 'maven/org.example/app',
      version: '1.0',
      source: 'repo1.maven.org',
    }),
    mirrors: ['clearlydefined'],
    routes: () => ({
      '/definitions/maven/mavencentral/org.example/app/1.0': { licensed: { declared: 'EPL-2.0' } },
    }),
    finds: 'field EPL-2.0 by registry',
  },
];

const open: { close(): unknown }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

function registryNamed(id: string): Registry {
  const found = registries.find((registry) => registry.id === id);
  if (!found) throw new Error(`There is no registry "${id}".`);
  return found;
}

async function findings(
  { registry, component, mirrors }: Case,
  server: Loopback,
  web: Web,
): Promise<readonly LicenseFinding[]> {
  const homes = Object.fromEntries(mirrors.map((id) => [id, server.origin]));
  const { licenses, kinds } = registryNamed(registry);
  expect(kinds).toContain(component.kind);
  return (await licenses?.(component, meansOf(web, homes))) ?? [];
}

function said(found: readonly LicenseFinding[]): string {
  return found
    .map((one) => {
      if (one.is === 'field')
        return `field ${one.field} by ${one.by}${one.covers ? ` of ${one.covers}` : ''}`;
      return one.is === 'text' ? `text ${one.text.split('\n', 1)}` : one.is;
    })
    .join('; ');
}

describe.each(cases)('$registry: $component.ref', (one) => {
  async function started(routes: Parameters<typeof startLoopback>[0]): Promise<Loopback> {
    const server = await startLoopback(routes);
    open.push(server);
    return server;
  }

  test('gives what the registry says, and the same of a kept answer when it is gone', async () => {
    const server = await started(one.routes);
    const cache = memoryCache();
    const first = await findings(one, server, webTo([server.host], { cache }));
    expect(said(first)).toBe(one.finds);
    await server.close();
    const later = await findings(
      one,
      server,
      webTo([server.host], { cache, now: () => new Date('2027-01-01') }),
    );
    expect(said(later)).toBe(one.finds);
  });

  test('says that there is nothing where there is none', async () => {
    const server = await started({
      '/.well-known/terraform.json': { 'modules.v1': '/v1/modules/', 'providers.v1': '/v1/providers/' },
    });
    expect(said(await findings(one, server, webTo([server.host])))).toBe('silent');
  });

  test('says why it knows nothing where the registry fails', async () => {
    const broken = new Proxy(
      {},
      {
        get: () => (_: unknown, response: { writeHead(status: number): { end(): void } }) =>
          response.writeHead(500).end(),
      },
    );
    const server = await started(broken);
    const found = await findings(one, server, webTo([server.host]));
    expect(found).toEqual([
      { is: 'unanswered', because: expect.stringContaining('It answered with status 500.') },
    ]);
  });

  test('takes nothing from an answer that is none', async () => {
    const strange = new Proxy({}, { get: () => '<html>Please log in</html>' });
    const server = await started(strange);
    const found = await findings(one, server, webTo([server.host]));
    // A file is whatever it is: its readers find no license in it.
    if (one.registry !== 'git-files') expect(found.map(({ is }) => is)).not.toContain('field');
  });
});

// Git itself answers in the tests against real servers.
test('every registry is asked in some case', () => {
  const missing = registries.filter(
    ({ id, licenses }) => licenses && id !== 'git-fetch' && !cases.some(({ registry }) => registry === id),
  );
  expect(missing.map(({ id }) => id)).toEqual([]);
});

describe('services that nothing names', () => {
  const registry = registryNamed('deps.dev');
  const component = asked({ kind: 'library', name: 'npm/a', version: '1.0.0', source: 'registry.npmjs.org' });

  test('are not asked unless the user allows it', async () => {
    const means = { ...meansOf(webTo([]), {}), services: new Set<string>() };
    expect(await registry.licenses?.(component, means)).toEqual([]);
  });

  test.each([null, 'npm.corp.example'])('are not asked about a package from %s', async (source) => {
    expect(await registry.licenses?.({ ...component, source }, meansOf(webTo([]), {}))).toEqual([]);
  });

  test('are not asked about a Go module that the user keeps private', async () => {
    const module = asked({ kind: 'library', name: 'golang/corp.example/m', version: 'v1.0.0' });
    const means = { ...meansOf(webTo([]), {}), env: { GOPRIVATE: 'corp.example' } };
    for (const id of ['deps.dev', 'clearlydefined'])
      expect(await registryNamed(id).licenses?.(module, means)).toEqual([]);
  });
});
