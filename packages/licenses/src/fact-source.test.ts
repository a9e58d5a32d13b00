import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LicenseSource } from '@fineprint/core';
import { expect, test } from 'vitest';
import { factSource } from './fact-source.ts';
import { loadLicenses } from './load.ts';

const facts = loadLicenses((name) =>
  readFileSync(join(import.meta.dirname, '../data', name), 'utf8'),
).facts();

test('the facts are a source of evidence, and what they leave open is a gap', () => {
  const source = factSource(facts);
  const asked = (key: string, requested: string | null) => [
    ...source.evidence({ key, version: null, requested }),
  ];
  expect(asked('tool:vault', '~1.13')).toMatchObject([
    { method: 'fact', expression: 'MPL-2.0', versions: '>=1.13.0 <=1.13.12' },
    {
      is: 'gap',
      because: 'No licence fact speaks of the admitted versions 1.13.13 to 1.13.x of hashicorp/vault.',
    },
  ]);
  expect(asked('tool:nothing', null)).toEqual([
    { is: 'gap', because: 'No licence fact knows tool:nothing.' },
  ]);
  expect((source satisfies LicenseSource).id).toBe('facts');
});
