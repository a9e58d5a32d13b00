import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compareSets,
  conclude,
  intersect,
  parseConstraint,
  parseVersions,
  rangesInWords,
  subtract,
  type VersionSet,
} from '@fineprint/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factsFor } from './facts-for.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

function answer(key: string, requested: string | null) {
  const { evidence, gap } = factsFor(facts, { key, version: null, requested });
  return conclude(evidence, { gap });
}

describe('a constraint across a licence border', () => {
  test.each([
    ['tool:terraform', '>= 1.5', 'MPL-2.0 for 1.5.x and BUSL-1.1 from 1.6.0'],
    ['tool:terraform', '>= 1.2.3, < 2.0', 'MPL-2.0 for 1.2.3 to 1.5.x and BUSL-1.1 for 1.6.0 to 1.x'],
    [
      'tool:nomad',
      null,
      'MPL-2.0 before 1.5.13, BUSL-1.1 for 1.5.13 to 1.5.x, MPL-2.0 for 1.6.0 to 1.6.5 and BUSL-1.1 from 1.6.6',
    ],
    ['tool:nomad', '~1.6', 'MPL-2.0 for 1.6.0 to 1.6.5 and BUSL-1.1 for 1.6.6 to 1.6.x'],
    [
      'container-image:docker.io/library/redis',
      '7',
      'BSD-3-Clause for 7.0.0 to 7.3.x and LicenseRef-RSALv2 OR SSPL-1.0 for 7.4.0 to 7.x',
    ],
    [
      'container-image:docker.io/library/redis',
      'latest',
      'BSD-3-Clause before 7.4.0, LicenseRef-RSALv2 OR SSPL-1.0 for 7.4.0 to 7.x and LicenseRef-RSALv2 OR SSPL-1.0 OR AGPL-3.0-only from 8.0.0',
    ],
    [
      'terraform-module:registry.terraform.io/terraform-aws-modules/alb/aws',
      '~> 4',
      'MIT for 4.x and Apache-2.0 from 5.0.0',
    ],
    [
      'container-image:quay.io/minio/minio',
      'latest',
      'Apache-2.0 before RELEASE.2021-05-11T23-27-41Z and AGPL-3.0-only from RELEASE.2021-05-11T23-27-41Z',
    ],
  ])('%s %s: %s', (key, requested, words) => {
    const { concluded, ranges } = answer(key, requested);
    expect(rangesInWords(ranges)).toBe(words);
    expect(concluded).toMatchObject({ is: 'no-assertion', because: expect.stringContaining(words) });
  });
});

test('ranges cover exactly the admitted versions that the facts speak of, once and in their order', () => {
  const number = fc.nat({ max: 9 });
  const version = fc.tuple(fc.nat({ max: 4 }), number, number).map((numbers) => numbers.join('.'));
  const constraint = fc.oneof(
    fc.tuple(fc.constantFrom('>=', '<', '<=', '>', '~', '^'), version).map((parts) => parts.join('')),
    fc.tuple(version, version).map(([low, high]) => `>=${low} <${high}`),
  );
  const keys = ['tool:terraform', 'tool:nomad', 'tool:vault', 'tool:consul', 'tool:emqx', 'tool:trivy'];
  fc.assert(
    fc.property(fc.constantFrom(...keys), constraint, (key, requested) => {
      const admitted = parseConstraint(requested, 'npm');
      if ('invalid' in admitted) throw new Error(admitted.invalid);
      const known = factsFor(facts, { key, version: null, requested: null }).evidence;
      const spoken = intersect(
        admitted,
        known.flatMap(({ versions = '*' }) => setOf(versions)),
      );
      const { ranges } = answer(key, requested);
      const sets = ranges.map(({ versions }) => setOf(versions));
      if (ranges.length === 0) return;
      expect(subtract(spoken, sets.flat())).toEqual([]);
      expect(subtract(sets.flat(), spoken)).toEqual([]);
      expect(sets.toSorted(compareSets)).toEqual(sets);
      for (const [place, set] of sets.entries())
        for (const other of sets.slice(place + 1)) expect(intersect(set, other)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});

function setOf(versions: string): VersionSet {
  const set = parseVersions(versions);
  if (set === null) throw new Error(versions);
  return set;
}
