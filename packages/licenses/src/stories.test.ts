import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

/** What a component that is written like this stands under, and where that was read. */
function told(key: string, requested: string | null) {
  const { evidence, gap } = factsFor(facts, { key, version: null, requested });
  const { concluded, ranges } = conclude(evidence, { gap });
  return {
    license: concluded.is === 'expression' ? concluded.expression : concluded.is,
    ranges: ranges.map(({ versions, expression }) => `${expression} for ${versions}`),
    because: concluded.because,
    read: evidence.map(({ source }) => source).join('\n'),
    verified: evidence.every(({ verified }) => verified),
  };
}

const image = (name: string) => `container-image:docker.io/${name}`;

describe('Vault left the MPL at 1.15.0', () => {
  test.each([
    ['1.14', 'no-assertion', true],
    ['1.14.8', 'MPL-2.0', true],
    ['1.15.0', 'BUSL-1.1', true],
    ['1.16', 'BUSL-1.1', true],
    ['1.20.4', 'BUSL-1.1', true],
  ])('hashicorp/vault:%s', (tag, license, verified) => {
    expect(told(image('hashicorp/vault'), tag)).toMatchObject({ license, verified });
  });

  test('the text that was read names its versions', () => {
    const { because, read } = told(image('hashicorp/vault'), '1.16');
    expect(because).toContain('"Licensed Work: Vault Version 1.15.0 or later"');
    expect(read).toContain('0b12cdcfd172 (2023-08-10');
  });
});

describe('Redis changed twice', () => {
  test.each([
    ['7.2', 'BSD-3-Clause', 'COPYING @ 1.3.6 … 7.2.6', true],
    ['7.4', 'LicenseRef-RSALv2 OR SSPL-1.0', 'LICENSE.txt @ 7.4-rc1 … 7.4.1', true],
    [
      '8.0',
      'LicenseRef-RSALv2 OR SSPL-1.0 OR AGPL-3.0-only',
      'upstream LICENSE.txt: "The licensing structure for Redis 8.0',
      true,
    ],
  ])('redis:%s', (tag, license, source, verified) => {
    const answer = told(image('library/redis'), tag);
    expect(answer).toMatchObject({ license, verified });
    expect(answer.read).toContain(source);
  });
});

describe('Grafana is AGPL since 8', () => {
  test.each(['grafana/grafana', 'grafana/grafana-oss'])('%s:11', (name) => {
    const { license, read, verified } = told(image(name), '11');
    expect({ license, verified }).toEqual({ license: 'AGPL-3.0-only', verified: true });
    expect(read).toContain('LICENSING.md ("The default license for this project is AGPL-3.0-only") @');
  });

  test('its enterprise image stands under other terms, which are only remembered', () => {
    const { license, because } = told(image('grafana/grafana-enterprise'), '11');
    expect(license).toBe('no-assertion');
    expect(because).toContain('LicenseRef-Proprietary');
  });
});

describe('MongoDB left the AGPL with the releases after 2018-10-16', () => {
  test.each([
    ['3.6.8', 'AGPL-3.0-only'],
    ['3.6.9', 'SSPL-1.0'],
    ['4.0.3', 'AGPL-3.0-only'],
    ['4.0.4', 'SSPL-1.0'],
    ['4.1.4', 'AGPL-3.0-only'],
    ['7', 'SSPL-1.0'],
  ])('mongo:%s', (tag, license) => {
    expect(told(image('library/mongo'), tag)).toMatchObject({ license, verified: true });
  });

  test('patches whose tree contradicts the announcement are a gap', () => {
    expect(told(image('library/mongo'), '3.4.17').license).toBe('AGPL-3.0-only');
    expect(told(image('library/mongo'), '3.4.18')).toMatchObject({
      license: 'no-assertion',
      because: 'No licence fact speaks of version 3.4.18 of mongodb/mongo.',
    });
  });
});

describe('Terraform left the MPL at 1.6.0', () => {
  test('a constraint on both sides concludes nothing and names both ranges', () => {
    expect(told('tool:terraform', '>= 1.5')).toMatchObject({
      license: 'no-assertion',
      ranges: [
        expect.stringMatching(/^MPL-2\.0 for .*<1\.6\.0/),
        expect.stringMatching(/^BUSL-1\.1 for >=1\.6\.0/),
      ],
      verified: true,
    });
  });

  test.each([
    ['~> 1.5.0', 'MPL-2.0'],
    ['>= 1.6', 'BUSL-1.1'],
  ])('terraform %s', (requested, license) => {
    expect(told('tool:terraform', requested).license).toBe(license);
  });
});

describe('MinIO is AGPL, whatever the license of its chart', () => {
  const chart = (key: string, version: string, appVersion: string) => {
    const { evidence, gap } = factsFor(facts, { key, version, requested: null, appVersion });
    const { concluded, observed } = conclude(evidence, { gap });
    return [
      concluded.is === 'expression' ? `${concluded.covers} ${concluded.expression}` : concluded.is,
      ...observed
        .filter(({ covers }) => covers === 'application')
        .map(({ covers, expression }) => `${covers} ${expression}`),
    ];
  };

  test.each([
    ['charts.bitnami.com/bitnami/minio', '14.0.0', '2024.4.6', 'Apache-2.0'],
    ['charts.min.io/minio', '5.4.0', 'RELEASE.2024-12-18T13-15-44Z', 'AGPL-3.0-only'],
  ])('%s', (name, version, appVersion, license) => {
    expect(chart(`helm-chart:${name}`, version, appVersion)).toEqual([
      `artifact ${license}`,
      'application AGPL-3.0-only',
    ]);
  });

  test('the old chart holds two texts, and what it deployed was Apache-2.0', () => {
    expect(chart('helm-chart:helm.min.io/minio', '8.0.10', 'RELEASE.2021-02-14T04-01-33Z')).toEqual([
      'artifact AGPL-3.0-only AND Apache-2.0',
      'application Apache-2.0',
    ]);
  });
});

describe('changes that were found at the tags', () => {
  test.each([
    ['container-image:docker.io/syncthing/syncthing', '0.9.0', 'MIT'],
    ['container-image:docker.io/syncthing/syncthing', '0.10.0', 'GPL-3.0-only'],
    ['container-image:docker.io/syncthing/syncthing', '0.10.28', 'MPL-2.0'],
    ['tool:shellcheck', '0.3.7', 'AGPL-3.0-or-later'],
    ['tool:shellcheck', '0.3.8', 'GPL-3.0-or-later'],
    ['container-image:ghcr.io/cloudnative-pg/cloudnative-pg', '1.14.0', 'LicenseRef-Proprietary'],
    ['container-image:ghcr.io/cloudnative-pg/cloudnative-pg', '1.15.0', 'Apache-2.0'],
    ['container-image:ghcr.io/kedacore/keda', '1.2.0', 'MIT'],
    ['container-image:ghcr.io/kedacore/keda', '1.3.0', 'Apache-2.0'],
    ['tool:skopeo', '0.1.3', 'MIT'],
    ['tool:skopeo', '0.1.13', 'GPL-2.0-only'],
    ['tool:skopeo', '0.1.15', 'Apache-2.0'],
    ['tool:terratest', '0.7.14', 'LicenseRef-Proprietary'],
    ['tool:terratest', '0.8.0', 'Apache-2.0'],
    ['tool:yarn', '0.13.6', 'BSD-3-Clause'],
    ['tool:yarn', '1.22.22', 'BSD-2-Clause'],
    ['helm-chart:stefanprodan.github.io/podinfo/podinfo', '4.0.6', 'MIT'],
    ['helm-chart:stefanprodan.github.io/podinfo/podinfo', '5.0.0', 'Apache-2.0'],
    [image('directus/directus'), '11.17.4', 'BUSL-1.1'],
    [image('directus/directus'), '12.0.2', 'LicenseRef-MSCL-1.0-GPL'],
    [image('n8nio/n8n'), '0.73.1', 'Apache-2.0 AND LicenseRef-Commons-Clause-1.0'],
    [image('n8nio/n8n'), '2.41.3', 'SUL-1.0 AND LicenseRef-n8n-Enterprise'],
  ])('%s %s: %s', (key, version, license) => {
    expect(told(key, version)).toMatchObject({ license, verified: true });
  });
});

test('a chart that counts versions of its own is not judged by those of its application', () => {
  // Tag 1.4.0 of the controller would have had no license file.
  expect(told('helm-chart:aws.github.io/eks-charts/aws-load-balancer-controller', '1.4.0').license).toBe(
    'Apache-2.0',
  );
});

test('first versions without a license file are told to whoever names them, and hinder nobody else', () => {
  const role = 'ansible-role:geerlingguy.java';
  expect(told(role, '1.7.4').license).toBe('none');
  expect(told(role, '2.0.0').license).toBe('MIT');
  expect(told(role, null).license).toBe('MIT');
  expect(told('git-source:github.com/argoproj/argo-cd', 'master').license).toBe('Apache-2.0');
  // A repository that never had one is told so.
  expect(told('git-source:github.com/argoproj/argocd-example-apps', 'master').license).toBe('none');
});

describe('names that lead to a repository', () => {
  test.each([
    ['devcontainer-feature:ghcr.io/devcontainers/features/node', '1', 'MIT'],
    ['pre-commit-hook:github.com/pre-commit/pre-commit-hooks', 'v4.5.0', 'MIT'],
    ['download:raw.githubusercontent.com/nvm-sh/nvm/{version}/install.sh', 'v0.39.7', 'MIT'],
    [
      'download:releases.hashicorp.com/terraform/{version}/terraform_{version}_linux_amd64.zip',
      '1.6.0',
      'BUSL-1.1',
    ],
    ['download:get.helm.sh/helm-{version}-linux-amd64.tar.gz', 'v3.14.0', 'Apache-2.0'],
    ['download:getcomposer.org/installer', null, 'MIT'],
    ['download:awscli.amazonaws.com/awscli-exe-linux-x86_64.zip', null, 'Apache-2.0'],
    ['git-source:opendev.org/openstack/nova', 'stable/2024.1', 'Apache-2.0'],
    ['helm-chart:ghcr.io/bjw-s-labs/helm/app-template', '4.1.1', 'Apache-2.0'],
  ])('%s %s: %s', (key, requested, license) => {
    expect(told(key, requested)).toMatchObject({ license, verified: true });
  });

  test('an archived index of Bitnami is Bitnami’s', () => {
    const index = `raw.githubusercontent.com/bitnami/charts/${'e'.repeat(40)}/bitnami`;
    expect(told(`helm-chart:${index}/redis`, '17.0.0').license).toBe('Apache-2.0');
  });

  test('a branch of a charts repository is not Bitnami’s index', () => {
    expect(
      told('helm-chart:raw.githubusercontent.com/other/charts/main/bitnami/redis', '17.0.0').license,
    ).toBe('no-assertion');
  });
});
