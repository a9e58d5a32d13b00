import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { factKeysOf } from './keys.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();
const answer = (key: string, requested: string | null = null) =>
  factsFor(facts, { key, version: null, requested });

test.each([
  ['runtime:python', '3.12', 'PSF-2.0', 'main-software'],
  ['runtime:nodejs', '20.x', 'MIT', 'main-software'],
  ['runtime:provided', 'al2023', 'LicenseRef-Linux-Distribution-Mixed', 'artifact'],
  ['bicep-module:mcr.microsoft.com/bicep/avm/res/network/private-endpoint', '0.9.0', 'MIT', 'artifact'],
  ['devcontainer-feature:ghcr.io/devcontainers/features/node', '1', 'MIT', 'artifact'],
  ['cloudformation-type:MongoDB::Atlas::Cluster', null, 'Apache-2.0', 'artifact'],
  ['lambda-layer:017000801446/AWSLambdaPowertoolsPythonV3-python312-x86_64', '7', 'MIT-0', 'artifact'],
  ['sar-application:451282441545/aws-lambda-power-tuning', '4.3.0', 'Apache-2.0', 'artifact'],
  [
    'crossplane-package:xpkg.upbound.io/crossplane-contrib/provider-helm',
    'v0.19.0',
    'Apache-2.0',
    'artifact',
  ],
  ['bicep-extension:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0', '1.0.0', 'MIT', 'artifact'],
  ['vm-image:github-hosted/ubuntu', '24.04', 'LicenseRef-Linux-Distribution-Mixed', 'artifact'],
  ['vm-image:Canonical/ubuntu-24_04-lts/server', 'latest', 'LicenseRef-Linux-Distribution-Mixed', 'artifact'],
  ['homebrew-package:hashicorp/tap/terraform', '1.5.0', 'MPL-2.0', 'artifact'],
])('%s %s stands under %s', (key, requested, expression, covers) => {
  const { evidence, gap } = answer(key, requested);
  expect(gap).toBeNull();
  expect(evidence.map((one) => [one.expression, one.covers])).toEqual([[expression, covers]]);
});

test.each(['canonical/ubuntu-24_04-lts/ubuntu-pro', 'aws/service/canonical/ubuntu/eks-pro/22.04'])(
  'Ubuntu Pro (%s) has terms of its own',
  (name) => {
    expect(factKeysOf(`vm-image:${name}`, new Map()).packages).toEqual([`vm-image:${name}`]);
  },
);

test('why nothing can be known of an AMI is said', () => {
  expect(answer('vm-image:aws/ami', 'ami-0123456789abcdef0')).toMatchObject({
    evidence: [],
    gap: 'The id of an AMI names an image of one account and region; what it holds cannot be told from its id.',
  });
});
