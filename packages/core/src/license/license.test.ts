import { expect, test } from 'vitest';
import type { Component } from '../model/component.ts';
import type { ResolvedScan } from '../resolve/resolve.ts';
import type { LicenseEvidence } from './evidence.ts';
import { license } from './license.ts';
import type { Gap, LicenseSource } from './source.ts';

const fact: LicenseEvidence = {
  expression: 'MIT',
  covers: 'artifact',
  method: 'fact',
  acknowledgement: 'observed',
  source: 'o/r LICENSE',
  verified: true,
  confidence: 0.95,
  versions: '>=1.0.0',
};
const component = { key: 'tool:x', ref: 'tool:x@1.0.0', occurrences: [] } as unknown as Component;
const resolved = { components: [component], problems: [] } as unknown as ResolvedScan;
const curating = { curations: [], kinds: new Map(), admitsOnly: () => false };

function source(id: string, ...items: readonly (LicenseEvidence | Gap)[]): LicenseSource {
  return { id, evidence: () => items };
}

async function concluded(...sources: readonly LicenseSource[]): Promise<string> {
  const { components } = await license(resolved, sources, curating);
  const { concluded: answer } = components[0]?.license ?? {};
  return answer?.is === 'expression' ? answer.expression : (answer?.because ?? '');
}

const gap = (because: string): Gap => ({ is: 'gap', because });

test('that one source knows nothing is no gap in what another says', async () => {
  expect(await concluded(source('lockfile', gap('The field is odd.')), source('facts', fact))).toBe('MIT');
});

test('a source that speaks of a part of the versions only leaves a gap', async () => {
  expect(await concluded(source('facts', fact, gap('No fact speaks of 0.9.')))).toBe(
    'No fact speaks of 0.9.',
  );
});

test('where nobody knows anything, the first says why', async () => {
  expect(await concluded(source('a', gap('One.')), source('b', gap('Two.')))).toBe('One.');
});

test('who has to wait is asked about what is left open, and closes the gap', async () => {
  const asked: string[] = [];
  const registry: LicenseSource = {
    id: 'registry',
    prepare: async (components) => {
      asked.push(...components.map(({ ref }) => ref));
    },
    evidence: () => [{ ...fact, expression: 'ISC' }],
  };
  expect(await concluded(source('facts', gap('Nothing.')), registry)).toBe('ISC');
  expect(await concluded(source('facts', fact), registry)).toBe('MIT');
  expect(asked).toEqual(['tool:x@1.0.0']);
});
