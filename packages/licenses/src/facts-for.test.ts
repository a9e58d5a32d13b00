import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '@fineprint/core';
import { describe, expect, test } from 'vitest';
import { type CompiledFacts, readFacts } from './facts.ts';
import { factsFor } from './facts-for.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

/** `<concluded> (<admitted>)`, or the expressions of the ranges where they differ. */
function answer(key: string, requested: string | null, version: string | null = null): string {
  const { evidence, gap, admitted } = factsFor(facts, { key, version, requested });
  const { concluded, ranges } = conclude(evidence, { gap });
  if (concluded.is === 'expression') return `${concluded.expression} (${admitted})`;
  if (concluded.is === 'none') return `NONE (${admitted})`;
  if (gap !== null) return `? ${gap}`;
  return ranges.length > 0
    ? `? ${ranges.map((range) => range.expression).join(' | ')} (${admitted})`
    : `? ${concluded.because}`;
}

const image = (name: string) => `container-image:docker.io/${name}`;
const module = (name: string) => `terraform-module:registry.terraform.io/${name}`;

describe('licenses that changed at surprising versions', () => {
  test.each([
    ['tool:nomad', '1.5.12', 'MPL-2.0 (one)'],
    ['tool:nomad', '1.5.13', 'BUSL-1.1 (one)'],
    ['tool:nomad', '1.6.0', 'MPL-2.0 (one)'],
    ['tool:nomad', '1.6.5', 'MPL-2.0 (one)'],
    ['tool:nomad', '1.6.6', 'BUSL-1.1 (one)'],
    ['tool:vagrant', '2.3.7', 'MIT (one)'],
    ['tool:vagrant', '2.4.0', 'BUSL-1.1 (one)'],
    ['tool:tempo', '0.6.0', 'Apache-2.0 (one)'],
    ['tool:tempo', '0.7.0', 'AGPL-3.0-only (one)'],
    ['github-action:gradle/actions', 'v6.0.1', 'MIT (one)'],
    ['github-action:gradle/actions', 'v6.1.0', 'MIT AND LicenseRef-Gradle-Technologies-ToU (one)'],
    ['github-action:gitleaks/gitleaks-action', 'v1.6.0', 'MIT (one)'],
    ['github-action:gitleaks/gitleaks-action', 'v2.0.0', 'LicenseRef-Gitleaks-Action-EULA (one)'],
    ['tool:liquibase', '4.33.0', 'Apache-2.0 (one)'],
    ['tool:liquibase', '5.0.0', 'LicenseRef-Liquibase-Subscription (one)'],
    ['tool:liquibase', '5.0.1', 'FSL-1.1-ALv2 (one)'],
    ['tool:emqx', '5.8.9', 'Apache-2.0 AND BUSL-1.1 (one)'],
    ['tool:emqx', '5.9.0', 'BUSL-1.1 (one)'],
    ['tool:trivy', '0.0.11', 'MIT (one)'],
    ['tool:trivy', '0.0.12', 'AGPL-3.0-only (one)'],
    ['tool:trivy', '0.5.3', 'Apache-2.0 (one)'],
    ['tool:golangci-lint', '1.11.0', 'AGPL-3.0-only (one)'],
    ['tool:golangci-lint', '1.11.1', 'GPL-3.0-only (one)'],
    ['tool:tflint', '0.50.3', 'MPL-2.0 (one)'],
    ['tool:tflint', '0.51.0', 'MPL-2.0 AND BUSL-1.1 (one)'],
    ['tool:logstash', '6.2.4', 'Apache-2.0 (one)'],
    ['tool:logstash', '9.0.0', 'Apache-2.0 AND LicenseRef-Elastic-License-1.0 (one)'],
    ['github-action:dflook/terraform-plan', 'v1.2.3', 'NONE (one)'],
    ['github-action:dflook/tofu-apply', 'v1.2.3', 'NONE (one)'],
    [module('terraform-aws-modules/alb/aws'), '4.2.0', 'MIT (one)'],
    [module('terraform-aws-modules/alb/aws'), '5.0.0', 'Apache-2.0 (one)'],
    [image('eqalpha/keydb'), '6.2.2', 'BSD-3-Clause (one)'],
    [image('eqalpha/keydb'), '6.3.0', 'LicenseRef-Proprietary (one)'],
    [image('eqalpha/keydb'), '6.3.1', 'BSD-3-Clause (one)'],
    [image('getmeili/meilisearch'), 'v0.4.0', 'MIT (one)'],
    [image('getmeili/meilisearch'), 'v0.6.0', 'MIT AND LicenseRef-Commons-Clause-1.0 (one)'],
    [image('getmeili/meilisearch'), 'v0.7.0', 'MIT (one)'],
  ])('%s %s: %s', (key, version, expected) => {
    expect(answer(key, version)).toBe(expected);
    expect(answer(key, version, version)).toBe(expected);
  });
});

describe('what is requested admits versions', () => {
  test.each([
    // A partial version is a range.
    [image('library/redis'), '7.2', 'BSD-3-Clause (several)'],
    [image('library/redis'), '7.4-alpine', 'LicenseRef-RSALv2 OR SSPL-1.0 (several)'],
    [image('library/redis'), '7', '? BSD-3-Clause | LicenseRef-RSALv2 OR SSPL-1.0 (several)'],
    [image('library/redis'), '7.2.4-alpine3.20', 'BSD-3-Clause (one)'],
    [image('library/redis'), '8.2.1@sha256:abc', 'LicenseRef-RSALv2 OR SSPL-1.0 OR AGPL-3.0-only (one)'],
    ['tool:terraform', '1.5', 'MPL-2.0 (several)'],
    ['tool:terraform', '~> 1.5.0', 'MPL-2.0 (several)'],
    ['tool:terraform', '>= 1.6, < 2', 'BUSL-1.1 (several)'],
    ['tool:terraform', '>= 1.5', '? MPL-2.0 | BUSL-1.1 (several)'],
    ['tool:terraform', '^1.6.2', 'BUSL-1.1 (several)'],
    [module('terraform-aws-modules/alb/aws'), '~> 4.1', 'MIT (several)'],
    [module('terraform-aws-modules/alb/aws'), '~> 4', '? MIT | Apache-2.0 (several)'],
    ['github-action:gradle/actions', 'v6', '? MIT | MIT AND LicenseRef-Gradle-Technologies-ToU (several)'],
    // No version admits every one.
    [
      image('library/redis'),
      'latest',
      '? BSD-3-Clause | LicenseRef-RSALv2 OR SSPL-1.0 | LicenseRef-RSALv2 OR SSPL-1.0 OR AGPL-3.0-only (every)',
    ],
    ['github-action:actions/checkout', null, 'MIT (every)'],
    ['github-action:actions/checkout', 'main', 'MIT (every)'],
    ['github-action:actions/checkout', '11bd71901bbe5b1630ceea73d27597364c9af683', 'MIT (every)'],
  ])('%s %s: %s', (key, requested, expected) => {
    expect(answer(key, requested)).toBe(expected);
  });

  test('an exact version decides before what was requested', () => {
    expect(answer('tool:terraform', '>= 1.5', '1.5.7')).toBe('MPL-2.0 (one)');
  });

  test('a pre-release of the version at a border may stand on either side', () => {
    expect(answer('tool:terraform', null, '1.6.0-alpha20230816')).toBe('? MPL-2.0 | BUSL-1.1 (one)');
    expect(answer('tool:terraform', null, '1.7.0-rc1')).toBe('BUSL-1.1 (one)');
  });

  test('a border that is itself a pre-release is exact', () => {
    expect(
      answer('terraform-provider:registry.terraform.io/cloudflare/cloudflare', null, '5.0.0-alpha1'),
    ).toBe(answer('terraform-provider:registry.terraform.io/cloudflare/cloudflare', null, '5.1.0'));
  });

  test('MinIO orders its releases by date', () => {
    const minio = 'container-image:quay.io/minio/minio';
    expect(answer(minio, 'RELEASE.2021-05-11T23-27-40Z')).toBe('Apache-2.0 (one)');
    expect(answer(minio, 'RELEASE.2021-05-11T23-27-41Z')).toBe('AGPL-3.0-only (one)');
    expect(answer(image('bitnami/minio'), '2025.7.23-debian-12-r3')).toBe('AGPL-3.0-only (one)');
  });
});

describe('variants of an image', () => {
  test.each([
    [image('library/logstash'), '7.10.0-oss', 'Apache-2.0 (one)'],
    [image('timescale/timescaledb'), '2.14.2-pg16-oss', 'Apache-2.0 (one)'],
    [image('timescale/timescaledb'), '2.14.2-pg16', 'Apache-2.0 AND LicenseRef-Timescale (one)'],
    [image('library/aerospike'), 'ee-6.4.0.1', 'LicenseRef-Proprietary (one)'],
    [image('library/aerospike'), '6.4.0.1', 'AGPL-3.0-only (one)'],
    [image('library/influxdb'), '1.11-meta', 'LicenseRef-Proprietary (several)'],
  ])('%s:%s has terms of its own: %s', (key, tag, expected) => {
    expect(answer(key, tag)).toBe(expected);
    expect(answer(key, tag, tag)).toBe(expected);
  });

  test('an edition of which no fact speaks concludes nothing', () => {
    expect(answer('container-image:docker.elastic.co/kibana/kibana', '7.10.0-oss')).toContain(
      'variant "oss"',
    );
    expect(answer(image('hashicorp/vault'), '1.15.0-ent')).toContain('variant "ent"');
  });

  test('a word that stands in the name of the image is no variant of it', () => {
    expect(
      factsFor(facts, { key: image('gitlab/gitlab-ee'), version: null, requested: '17.0.0-ee.0' }).gap,
    ).toBeNull();
  });
});

describe('one application under many names', () => {
  test.each([
    [
      'terraform-provider:registry.terraform.io/hashicorp/kubernetes',
      'terraform-provider:registry.opentofu.org/hashicorp/kubernetes',
    ],
    [
      'terraform-provider:registry.terraform.io/hashicorp/kubernetes',
      'git-source:github.com/hashicorp/terraform-provider-kubernetes',
    ],
    [
      module('terraform-aws-modules/alb/aws'),
      'terraform-module:registry.opentofu.org/terraform-aws-modules/alb/aws',
    ],
    [
      module('terraform-aws-modules/alb/aws'),
      'terraform-module:github.com/terraform-aws-modules/terraform-aws-alb',
    ],
    [
      module('terraform-aws-modules/alb/aws'),
      'git-source:github.com/Terraform-AWS-Modules/terraform-aws-alb.git',
    ],
    [module('terraform-aws-modules/alb/aws'), `${module('terraform-aws-modules/alb/aws')}#modules/x`],
    ['github-action:gradle/actions', 'github-action:gradle/actions#setup-gradle'],
    ['github-action:gradle/actions', 'git-source:github.com/gradle/actions'],
    ['github-action:gradle/actions', 'github-workflow:gradle/actions#.github/workflows/x.yml'],
    [image('library/redis'), 'container-image:public.ecr.aws/docker/library/redis'],
    [image('library/redis'), 'container-image:mirror.gcr.io/library/redis'],
    [image('library/redis'), 'git-source:github.com/redis/redis'],
    ['helm-chart:bitnami/redis', 'helm-chart:charts.bitnami.com/bitnami/redis'],
    ['helm-chart:bitnami/redis', 'helm-chart:registry-1.docker.io/bitnamicharts/redis'],
    ['tool:opentofu', 'tool:tofu'],
    ['ansible-collection:community.general', 'ansible-collection:galaxy.ansible.com/community.general'],
  ])('%s is %s', (one, other) => {
    const application = (key: string) => factsFor(facts, { key, version: null, requested: null }).application;
    expect(application(one)).not.toBeNull();
    expect(application(other)).toBe(application(one));
  });

  test('the source of what is shipped under other terms is not concluded from the shipped thing', () => {
    expect(answer(image('library/elasticsearch'), '8.10.0')).toBe('Elastic-2.0 (one)');
    expect(answer('git-source:github.com/elastic/elasticsearch', 'v8.10.0')).toBe(
      'SSPL-1.0 OR Elastic-2.0 (one)',
    );
    expect(
      factsFor(facts, { key: 'git-source:github.com/sonatype/nexus-public', version: null, requested: null })
        .application,
    ).toBeNull();
  });

  test('a repository elsewhere is not the one of that name on GitHub', () => {
    const application = (key: string) => factsFor(facts, { key, version: null, requested: null }).application;
    expect(application('git-source:gitlab.com/gitlab-org/gitlab')).toBe('gitlab.com/gitlab-org/gitlab');
    expect(application('git-source:github.com/gitlab-org/gitlab')).toBeNull();
  });
});

describe('a chart', () => {
  test('concludes its own license and only observes that of its application', () => {
    const query = { key: 'helm-chart:charts.bitnami.com/bitnami/redis', version: '18.0.0', requested: null };
    const { evidence, gap } = factsFor(facts, { ...query, appVersion: '7.4.1' });
    const { concluded, observed } = conclude(evidence, { gap });
    expect(concluded).toMatchObject({ is: 'expression', expression: 'Apache-2.0', covers: 'artifact' });
    expect(observed).toContainEqual(
      expect.objectContaining({ expression: 'LicenseRef-RSALv2 OR SSPL-1.0', covers: 'application' }),
    );
  });

  test('without the version of its application has only a hint of that license', () => {
    const { evidence } = factsFor(facts, {
      key: 'helm-chart:bitnami/redis',
      version: '18.0.0',
      requested: null,
    });
    expect(evidence.map(({ method, covers }) => `${method} ${covers}`)).toEqual([
      'fact artifact',
      'hint application',
    ]);
  });
});

describe('what no fact says', () => {
  test.each([
    ['tool:vault', '1.13.13', '? No licence fact speaks of version 1.13.13 of hashicorp/vault.'],
    [
      'tool:vault',
      '~1.13',
      '? No licence fact speaks of the admitted versions 1.13.13 to 1.13.x of hashicorp/vault.',
    ],
    [
      image('localstack/localstack'),
      '4.15.0',
      '? No licence fact speaks of version 4.15.0 of localstack/localstack.',
    ],
    [
      image('localstack/localstack'),
      'latest',
      '? The tag "latest" names no version. No licence fact speaks of versions after 4.14.0 of localstack/localstack.',
    ],
    [image('nobody/nothing'), '1.0', '? No licence fact knows container-image:docker.io/nobody/nothing.'],
    ['homebrew-package:wget', null, '? No licence fact knows homebrew-package:wget.'],
    ['container-image:__proto__', 'constructor', '? No licence fact knows container-image:__proto__.'],
  ])('%s %s: %s', (key, requested, expected) => {
    expect(answer(key, requested)).toBe(expected);
  });

  test('a remembered license is a hint', () => {
    const file: CompiledFacts = {
      format: 'fineprint-facts/1',
      version: '2026-11-27',
      sha256: '',
      applications: [['acme/tool', [['*', 'MIT', 'memory', 0, 'assumed', 'memory']]]],
      packages: [['tool:tool', 0]],
      helmAliases: [],
    };
    const remembered = readFacts(JSON.stringify(file), () =>
      JSON.stringify({ ...file, applications: [], packages: [] }),
    );
    const { evidence } = factsFor(remembered, { key: 'tool:tool', version: '5.0.0', requested: null });
    expect(evidence).toEqual([expect.objectContaining({ method: 'hint', verified: false })]);
    expect(conclude(evidence, { gap: null }).concluded.is).toBe('no-assertion');
  });
});
