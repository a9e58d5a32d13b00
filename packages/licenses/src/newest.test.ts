import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conclude } from '@fineprint/core';
import { expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

const redis = 'container-image:docker.io/library/redis';
const newestRedis = 'LicenseRef-RSALv2 OR SSPL-1.0 OR AGPL-3.0-only';

test.each([
  [redis, 'latest', 'tag', newestRedis],
  [redis, 'latest-alpine', 'tag', newestRedis],
  [redis, null, 'none', newestRedis],
  ['tool:terraform', 'latest', 'tag', 'BUSL-1.1'],
  ['github-action:gradle/actions', 'main', 'branch', 'MIT AND LicenseRef-Gradle-Technologies-ToU'],
  ['github-action:gradle/actions', 'refs/heads/main', 'branch', 'MIT AND LicenseRef-Gradle-Technologies-ToU'],
  // A digest of what was the newest once; a name that means something else; what could not be evaluated.
  [redis, 'latest', 'digest', 'no-assertion'],
  [redis, 'latestish', 'tag', 'no-assertion'],
  [redis, 'alpine', 'tag', 'no-assertion'],
  [redis, null, null, 'no-assertion'],
  // Terraform takes the newest only where nothing is locked or installed.
  ['tool:terraform', null, 'none', 'no-assertion'],
  ['tool:terraform', '>= 1.5', 'range', 'no-assertion'],
])('%s %s, pinned by %s: %s', (key, requested, pin, expected) => {
  const { evidence, gap } = factsFor(facts, { key, version: null, requested, pin });
  const { concluded } = conclude(evidence, { gap });
  expect(concluded.is === 'expression' ? concluded.expression : concluded.is).toBe(expected);
});

test('where facts end at an older version, the newest is what they do not speak of', () => {
  const asked = { version: null, requested: 'latest', pin: 'tag' };
  const { evidence, gap } = factsFor(facts, { key: 'library:npm/jquery', ...asked });
  expect(evidence).toEqual([]);
  expect(gap).toBe(
    '"latest" is no version. No licence fact speaks of the newest version of library:npm/jquery.',
  );
});

test('that the newest was meant is said and believed less, where it decides', () => {
  const asked = { version: null, requested: 'latest', pin: 'tag' };
  const [evidence] = factsFor(facts, { key: redis, ...asked }).evidence;
  expect(evidence).toMatchObject({ note: expect.stringContaining('Its newest release is meant.') });
  expect(evidence?.confidence).toBeLessThan(0.9);
  const [other] = factsFor(facts, {
    key: 'container-image:registry.k8s.io/ingress-nginx/controller',
    ...asked,
  }).evidence;
  expect(other?.expression).toBe('Apache-2.0');
  expect(other?.note).toBeUndefined();
});
