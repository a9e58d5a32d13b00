import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { componentOf, saidOf, textOf, treeOf } from './tree.testkit.ts';

const mit = textOf('MIT');
const mpl = textOf('MPL-2.0');

test('a copy that an occurrence names may be a package of any sort, and nothing above it counts', () => {
  const tree = treeOf({
    'ext/sub/package.json': '{"license":"ISC"}',
    'ext/sub/COPYING': 'Mine.',
    'ext/LICENSE': mit,
  });
  expect(saidOf(componentOf('git-source:h/x', { contents: 'ext/sub' }), tree)).toEqual([
    'ISC package-metadata ext/sub/package.json',
    expect.stringMatching(/^license-unreadable ext\/sub\/COPYING:1: /),
  ]);
  expect(saidOf(componentOf('git-source:h/x', { contents: 'ext/other' }), tree)).toEqual([]);
});

describe('modules that init fetched', () => {
  const at = 'a/.terraform/modules';
  const manifest = (...modules: readonly object[]) => ({
    [`${at}/modules.json`]: JSON.stringify({ Modules: modules }),
  });
  const vpc = {
    Key: 'vpc',
    Source: 'registry.terraform.io/n/vpc/aws',
    Version: '5.1.0',
    Dir: '.terraform/modules/vpc',
  };
  const git = {
    Key: 'git',
    Source: 'git::https://h/x.git//modules/x?ref=v2',
    Dir: '.terraform/modules/git/modules/x',
  };
  const tree = treeOf({
    ...manifest(vpc, git),
    [`${at}/vpc/LICENSE`]: mit,
    [`${at}/git/modules/x/main.tf`]: '',
    [`${at}/git/LICENSE`]: mpl,
    [`${at}/other/LICENSE`]: mit,
    [`${at}/LICENSE`]: mit,
  });
  const said = (contents: string, version: string | null, requested: string | null) =>
    saidOf(componentOf('terraform-module:x', { contents: `${at}/${contents}`, version, requested }), tree);

  test('have their license beside them, or above the part that is used', () => {
    expect(said('vpc', '5.1.0', '~> 5.0')).toEqual([`MIT file-text ${at}/vpc/LICENSE`]);
    expect(said('git/modules/x', null, 'v2')).toEqual([`MPL-2.0 file-text ${at}/git/LICENSE`]);
  });

  test('say nothing where another version or ref is asked for by now, or the manifest does not know them', () => {
    expect(said('vpc', '5.2.0', '5.2.0')).toEqual([]);
    expect(said('git/modules/x', null, 'v3')).toEqual([]);
    expect(said('git/modules/x', null, null)).toEqual([]);
    expect(said('other', '5.1.0', '5.1.0')).toEqual([]);
    expect(said('other', null, null)).toEqual([]);
  });
});

describe('modules that Terragrunt fetched', () => {
  // Hashes as Terragrunt makes them: of the source without its query, and of the query.
  const hash = (text: string) => createHash('sha1').update(text).digest('base64url');
  const unit = 'live/vpc/.terragrunt-cache/anything';
  const copy = `${unit}/${hash('git::https://github.com/acme/modules.git')}`;
  const files = (query: string) => ({
    [`${copy}/.terragrunt-source-version`]: hash(query),
    [`${copy}/LICENSE`]: mpl,
    [`${copy}/vpc/main.tf`]: '',
    [`${unit}/another/LICENSE`]: mit,
  });
  const said = (tree: ReturnType<typeof files>, parts: object) =>
    saidOf(
      componentOf('terraform-module:github.com/acme/modules', { at: 'live/vpc/terragrunt.hcl', ...parts }),
      treeOf(tree),
    );

  test('have their license where source and version lead to the hashes', () => {
    expect(said(files('ref=v1.2.0'), { requested: 'v1.2.0' })).toEqual([`MPL-2.0 file-text ${copy}/LICENSE`]);
    expect(said(files('depth=1&ref=v1.2.0'), { requested: 'v1.2.0', subpath: 'vpc' })).toHaveLength(1);
    expect(said(files(''), {})).toHaveLength(1);
  });

  test('say nothing where another version or source was fetched', () => {
    expect(said(files('ref=v1.1.0'), { requested: 'v1.2.0' })).toEqual([]);
    expect(said(files('ref=v1.2.0'), { requested: 'v1.2.0', name: 'github.com/acme/other' })).toEqual([]);
    expect(said(files('ref=v1.2.0'), { requested: 'v1.2.0', at: 'live/db/terragrunt.hcl' })).toEqual([]);
  });

  test('may come from a registry', () => {
    const module = `${unit}/${hash('tfr:///n/vpc/aws')}`;
    const tree = treeOf({
      [`${module}/LICENSE`]: mit,
      [`${module}/.terragrunt-source-version`]: hash('version=5.0.0'),
    });
    const key = 'terraform-module:registry.terraform.io/n/vpc/aws';
    const at = 'live/vpc/terragrunt.hcl';
    expect(saidOf(componentOf(key, { version: '5.0.0', at }), tree)).toEqual([
      `MIT file-text ${module}/LICENSE`,
    ]);
    expect(saidOf(componentOf(key, { version: '5.0.1', at }), tree)).toEqual([]);
  });
});

describe('providers', () => {
  const key = 'terraform-provider:registry.terraform.io/hashicorp/aws';
  const path = 'registry.terraform.io/hashicorp/aws/5.70.0/linux_amd64/LICENSE.txt';

  test.each(['.terraform/providers', 'terraform.d/plugins'])('lie in %s of the root module', (place) => {
    const tree = treeOf({ [`infra/${place}/${path}`]: mpl });
    const at = 'infra/.terraform.lock.hcl';
    expect(saidOf(componentOf(key, { version: '5.70.0', at }), tree)).toEqual([
      `MPL-2.0 file-text infra/${place}/${path}`,
    ]);
    expect(saidOf(componentOf(key, { version: '5.71.0', at }), tree)).toEqual([]);
    expect(saidOf(componentOf(key, { at }), tree)).toEqual([]);
  });

  test('with an unknown license text are said', () => {
    const tree = treeOf({ [`.terraform/providers/${path}`]: 'Mine.' });
    expect(saidOf(componentOf(key, { version: '5.70.0' }), tree)).toEqual([
      expect.stringMatching(/^license-unreadable \.terraform\/providers\/registry.*LICENSE.txt:1: /),
    ]);
  });
});

describe('charts', () => {
  const redis =
    'name: redis\nversion: 18.0.0\nappVersion: 7.2.0\nannotations:\n  artifacthub.io/license: Apache-2.0\n';
  const said = (
    files: Parameters<typeof treeOf>[0],
    version: string | null = '18.0.0',
    requested = '^18.0.0',
  ) => saidOf(componentOf('helm-chart:redis', { version, requested, at: 'app/Chart.yaml' }), treeOf(files));

  test('say their own license, unpacked', () => {
    expect(said({ 'app/charts/redis/Chart.yaml': redis, 'app/charts/redis/LICENSE': mit })).toEqual([
      'MIT file-text app/charts/redis/LICENSE',
      'Apache-2.0 package-metadata app/charts/redis/Chart.yaml',
    ]);
  });

  test("say it packed, and what a chart in the chart says is another one's", () => {
    const packed = {
      'redis/Chart.yaml': redis,
      'redis/charts/common/Chart.yaml': 'name: common\nversion: 1.0.0\nannotations:\n  licenses: ISC\n',
      'redis/charts/common/LICENSE': mit,
    };
    expect(said({ 'app/charts/redis-18.0.0.tgz': packed })).toEqual([
      'Apache-2.0 package-metadata app/charts/redis-18.0.0.tgz/redis/Chart.yaml',
    ]);
  });

  test('say it as Bitnami does, and where Kustomize puts them', () => {
    const bitnami =
      'name: redis\nversion: 18.0.0\nannotations:\n  licenses: Apache-2.0\n  category: Database\n';
    expect(said({ 'app/charts/redis-18.0.0/redis/Chart.yaml': bitnami })).toEqual([
      'Apache-2.0 package-metadata app/charts/redis-18.0.0/redis/Chart.yaml',
    ]);
  });

  test('of another version or name say nothing', () => {
    expect(said({ 'app/charts/redis/Chart.yaml': redis }, '18.0.1')).toEqual([]);
    expect(said({ 'app/charts/redis/Chart.yaml': redis }, null, '^19.0.0')).toEqual([]);
    expect(said({ 'app/charts/redis-cluster-18.0.0.tgz': { 'redis-cluster/Chart.yaml': redis } })).toEqual(
      [],
    );
    expect(said({ 'app/charts/redis/Chart.yaml': redis.replace('redis', 'valkey') })).toEqual([]);
  });

  test('in a damaged archive are said, at the archive', () => {
    expect(said({ 'app/charts/redis-18.0.0.tgz': 'no archive' })).toEqual([
      expect.stringMatching(/^license-unreadable app\/charts\/redis-18.0.0.tgz:1: .*no gzip/),
    ]);
    const broken = { 'redis/Chart.yaml': redis, 'redis/LICENSE': 'Mine.' };
    expect(said({ 'app/charts/redis-18.0.0.tgz': broken }).at(-1)).toMatch(
      /^license-unreadable app\/charts\/redis-18.0.0.tgz:1: "app\/charts\/redis-18.0.0.tgz\/redis\/LICENSE"/,
    );
  });
});

describe('modules of Puppet and cookbooks of Chef', () => {
  test('say it in metadata.json', () => {
    const metadata = '{"name":"puppetlabs-stdlib","version":"9.0.0","license":"Apache-2.0"}';
    const tree = treeOf({
      'modules/stdlib/metadata.json': metadata,
      'cookbooks/apache2/metadata.json':
        '{"name":"apache2","version":"1.0.0","license":"All rights reserved"}',
    });
    const puppet = (version: string) =>
      componentOf('puppet-module:puppetlabs/stdlib', { version, at: 'Puppetfile' });
    expect(saidOf(puppet('9.0.0'), tree)).toEqual([
      'Apache-2.0 package-metadata modules/stdlib/metadata.json',
    ]);
    expect(saidOf(puppet('9.0.1'), tree)).toEqual([]);
    expect(saidOf(componentOf('puppet-module:other/stdlib', { version: '9.0.0' }), tree)).toEqual([]);
    expect(saidOf(componentOf('chef-cookbook:apache2', { version: '1.0.0' }), tree)).toEqual([
      expect.stringMatching(/^license-unreadable cookbooks\/apache2\/metadata.json:1: /),
    ]);
  });
});

describe('images in OCI layouts', () => {
  const hex = (digit: string) => digit.repeat(64);
  const digest = (digit: string) => `sha256:${hex(digit)}`;
  const layout = (labels: string) => ({
    'img/oci-layout': '{"imageLayoutVersion":"1.0.0"}',
    'img/index.json': `{"manifests":[{"digest":"${digest('a')}","annotations":{"io.containerd.image.name":"docker.io/acme/web:1"}}]}`,
    [`img/blobs/sha256/${hex('a')}`]: `{"manifests":[{"digest":"${digest('b')}"}]}`,
    [`img/blobs/sha256/${hex('b')}`]: `{"config":{"digest":"${digest('c')}"}}`,
    [`img/blobs/sha256/${hex('c')}`]: `{"config":{\n"Labels":${labels}}}`,
  });
  const said = (labels: string, parts: object) =>
    saidOf(
      componentOf('container-image:docker.io/acme/web', parts),
      treeOf(layout(labels), ['img/oci-layout']),
    );
  const label = '{"org.opencontainers.image.licenses":"Apache-2.0"}';

  test.each([
    ['the digest of the index', { digest: digest('a') }],
    ['the digest of a platform', { digest: digest('b') }],
    ['its full name', { requested: '1' }],
  ])('say by a label what the main software stands under; found by %s', (_, parts) => {
    expect(said(label, parts)).toEqual([
      `Apache-2.0 package-metadata img/blobs/sha256/${hex('c')} main-software`,
    ]);
  });

  test('of another digest or tag, or without a label, say nothing', () => {
    expect(said(label, { digest: digest('e') })).toEqual([]);
    expect(said(label, { requested: '2' })).toEqual([]);
    expect(said('{}', { requested: '1' })).toEqual([]);
  });

  test('with a label that is no licence say so', () => {
    expect(said('{"org.opencontainers.image.licenses":"<script>"}', { requested: '1' })).toEqual([
      expect.stringMatching(/^license-unreadable img\/blobs\/sha256\/c+:2: /),
    ]);
  });
});
