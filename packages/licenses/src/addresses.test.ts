import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { factKeysOf } from './keys.ts';
import { loadLicenses } from './load.ts';

const repositoryOf = (key: string) => factKeysOf(key, new Map()).repository;

describe('the repository behind an address', () => {
  test.each([
    ['github.com/Owner/name/releases/download/{version}/a_{version}.tar.gz', 'owner/name'],
    ['github.com/owner/name/archive/refs/tags/{version}.tar.gz', 'owner/name'],
    ['github.com/owner/name/raw/main/a.sh', 'owner/name'],
    ['github.com/stedolan/jq/releases/download/jq-{version}/jq-linux64', 'jqlang/jq'],
    ['raw.githubusercontent.com/owner/name/{version}/install.sh', 'owner/name'],
    ['codeload.github.com/owner/name/tar.gz/main', 'owner/name'],
    ['cdn.jsdelivr.net/gh/owner/name@{version}/a.js', 'owner/name'],
    ['api.github.com/repos/owner/name/tarball/main', 'owner/name'],
    ['gitlab.com/group/sub/name/-/raw/main/a.yml', 'gitlab.com/group/sub/name'],
    ['codeberg.org/owner/name/archive/{version}.zip', 'codeberg.org/owner/name'],
    ['releases.hashicorp.com/terraform/{version}/terraform_{version}_linux_amd64.zip', 'hashicorp/terraform'],
    ['archive.apache.org/dist/kafka/{version}/kafka_2.13-{version}.tgz', 'apache/kafka'],
    ['dl.k8s.io/release/{version}/bin/linux/amd64/kubectl', 'kubernetes/kubernetes'],
    ['get.helm.sh/helm-{version}-linux-amd64.tar.gz', 'helm/helm'],
    ['nodejs.org/dist/{version}/node-{version}-linux-x64.tar.xz', 'nodejs/node'],
    ['awscli.amazonaws.com/awscli-exe-linux-x86_64.zip', 'aws/aws-cli'],
    ['s3.eu-west-1.amazonaws.com/amazon-ssm-eu-west-1/latest/agent.rpm', 'aws/amazon-ssm-agent'],
    [
      'aws-quickstart-${AWS::Region}.s3.amazonaws.com/quickstart-a/submodules/quickstart-b/templates/c.yaml',
      'aws-quickstart/quickstart-b',
    ],
    ['./install.sh:github.com/owner/name/releases/download/v$1/a-$1.tar.gz', 'owner/name'],
  ])('%s is %s', (name, expected) => {
    expect(repositoryOf(`download:${name}`)).toBe(expected);
  });

  test.each([
    ['is an answer of an API', 'api.github.com/repos/owner/name/releases/latest'],
    ['is a key', 'download.docker.com/linux/ubuntu/gpg'],
    ['says a version only', 'dl.k8s.io/release/stable.txt'],
    ['is another edition', 'releases.hashicorp.com/vault/{version}+ent/vault_{version}+ent_linux_amd64.zip'],
    ['is another host', 'github.com.example.com/owner/name/archive/main.zip'],
    ['has an owner that is not known', './a.sh:github.com/$OWNER/name/archive/main.zip'],
    ['has a name that is not known as a whole', './a.sh:github.com/owner/name-$KIND/archive/main.zip'],
    ["is in somebody's bucket", 'bucket.s3.amazonaws.com/quickstart-a/key'],
  ])('is none where it %s: %s', (_, name) => {
    expect(repositoryOf(`download:${name}`)).toBeNull();
  });

  test.each(['remote-manifest', 'arm-template', 'cloudformation-template', 'git-source', 'pre-commit-hook'])(
    'is the same for %s',
    (kind) => {
      expect(repositoryOf(`${kind}:github.com/owner/name/raw/{version}/a.json`)).toBe('owner/name');
    },
  );

  test('is found in hostile names without a long search', () => {
    const long = `download:aws-quickstart.s3.amazonaws.com/${'submodules/'.repeat(20_000)}`;
    expect(repositoryOf(long)).toBeNull();
    expect(repositoryOf(`download:gitlab.com/${'-/'.repeat(50_000)}`)).not.toBe('owner/name');
  });
});

test.each([
  [
    'releases.ubuntu.com/noble/ubuntu-{version}-live-server-amd64.iso',
    'container-image:docker.io/library/ubuntu',
  ],
  [
    'cdimage.debian.org/cdimage/cloud/bookworm/a/debian-12-generic-amd64.qcow2',
    'container-image:docker.io/library/debian',
  ],
  ['releases.ubuntu.com/noble/SHA256SUMS', undefined],
  ['example.com/ubuntu.iso', undefined],
])('an image for a machine holds a distribution: %s', (name, expected) => {
  expect(factKeysOf(`download:${name}`, new Map()).packages[1]).toBe(expected);
});

test('the version in the address decides between licenses', () => {
  const facts = loadLicenses((name) =>
    readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
  ).facts();
  const licenseOf = (key: string, requested: string | null, pin: string | null = null) => {
    const { evidence, gap } = factsFor(facts, { key, version: null, requested, pin });
    const { concluded } = conclude(evidence, { gap });
    return concluded.is === 'expression' ? concluded.expression : concluded.is;
  };
  const terraform = 'download:releases.hashicorp.com/terraform/{version}/terraform_{version}_linux_amd64.zip';
  expect(licenseOf(terraform, '1.5.7')).toBe('MPL-2.0');
  expect(licenseOf(terraform, '1.6.2')).toBe('BUSL-1.1');
  expect(licenseOf(terraform, null)).toBe('no-assertion');
  expect(licenseOf('download:github.com/stefanprodan/podinfo/archive/{version}.tar.gz', '4.0.6')).toBe('MIT');
  // What nothing pins is the newest; a version that could not be evaluated can be any.
  const archive = 'download:github.com/stefanprodan/podinfo/archive/a.tar.gz';
  expect(licenseOf(archive, null, 'none')).toBe('Apache-2.0');
  expect(licenseOf(archive, 'master', 'branch')).toBe('Apache-2.0');
  expect(licenseOf(archive, 'master', 'commit')).toBe('no-assertion');
  expect(licenseOf(archive, 'old', 'branch')).toBe('no-assertion');
  expect(licenseOf(archive, null, null)).toBe('no-assertion');
  expect(licenseOf('tool:terraform', null, 'none')).toBe('no-assertion');
  // In the file of repositories, which is read when the others do not know one.
  expect(licenseOf('download:github.com/oras-project/oras/releases/download/{version}/a', 'v1.2.0')).toBe(
    'Apache-2.0',
  );
});

describe('the repository that an image is built from', () => {
  test.each([
    ['ghcr.io/Owner/name', 'owner/name'],
    ['ghcr.io/owner/name/name-agent', 'owner/name'],
    ['ghcr.io/owner/name/controller', 'owner/name'],
    ['ghcr.io/owner/image-controller', 'owner/image-controller'],
    ['quay.io/prometheus/snmp-exporter', 'prometheus/snmp_exporter'],
    ['docker.io/prom/pushgateway', 'prometheus/pushgateway'],
    ['quay.io/prometheuscommunity/json-exporter', 'prometheus-community/json_exporter'],
    ['gcr.io/knative-releases/knative.dev/serving/cmd/queue', 'knative/serving'],
    ['gcr.io/knative-releases/knative.dev/net-istio/cmd/webhook', 'knative-extensions/net-istio'],
    ['quay.io/numaio/numaflow-java/simple-sink', 'numaproj/numaflow-java'],
  ])('%s is %s', (name, expected) => {
    expect(repositoryOf(`container-image:${name}`)).toBe(expected);
  });

  test.each([
    ['another registry', 'docker.io/owner/name'],
    ['what a program needs', 'ghcr.io/owner/name/postgres'],
    ['a deep path', 'ghcr.io/owner/name/examples/server'],
    ['a repository that packages', 'ghcr.io/owner/docker-nginx'],
    ['a repository that packages much', 'ghcr.io/owner/postgres-containers/server'],
    ['images of another name', 'quay.io/prometheus/busybox'],
  ])('is not known of %s', (_, name) => {
    expect(repositoryOf(`container-image:${name}`)).toBeNull();
  });

  test('is that of a chart where it lies on GitHub Pages', () => {
    expect(repositoryOf('helm-chart:owner.github.io/charts/deep/name')).toBe('owner/charts');
    expect(repositoryOf('helm-chart:ghcr.io/owner/charts/name')).toBeNull();
  });
});
