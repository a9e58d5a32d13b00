import { readdirSync } from 'node:fs';
import { kinds } from '@fineprint/kinds';
import { admitsOnly, loadLicenses } from '@fineprint/licenses';
import {
  bindPolicy,
  effectivePolicy,
  isPassed,
  type PolicySource,
  readPolicyTests,
  rules,
  runPolicyTests,
} from '@fineprint/policy';
import { describe, expect, test } from 'vitest';
import { bindMeans, extendedSources, filesOnly } from '../../packages/cli/src/bound-policy.ts';
import { readData } from '../../packages/cli/src/data.ts';
import { readyMade, readyMadePolicy } from '../../packages/cli/src/policies.ts';
import { read, root } from './sources.ts';

const known = loadLicenses(readData);

function sourcesOf(name: string): Promise<readonly PolicySource[]> {
  return extendedSources([readyMadePolicy(name)], root, filesOnly);
}

async function outcomesOf(tests: string, policy: string) {
  const path = `policies/${tests}.test.yaml`;
  const cases = readPolicyTests(
    { name: path, path, text: read(path) },
    kinds.map(({ id }) => id),
  );
  const base = await sourcesOf(policy);
  return runPolicyTests(cases, {
    kinds: new Map(kinds.map((kind) => [kind.id, kind])),
    admitsOnly,
    async bind(override) {
      const text = JSON.stringify(override ?? {});
      const sources = [...base, { name: 'case', path: 'case.json', text }];
      return bindPolicy(sources, await bindMeans(sources, known));
    },
  });
}

test('each ready-made policy has a file and its tests, and there are no others', () => {
  const files = readyMade.flatMap((name) => [`${name}.test.yaml`, `${name}.yaml`]);
  expect(readdirSync(`${root}/policies`).sort()).toEqual(files.sort());
});

describe.each(readyMade)('%s', (name) => {
  test('passes its tests, which are at least ten', async () => {
    const outcomes = await outcomesOf(name, name);
    expect(outcomes.length).toBeGreaterThanOrEqual(10);
    expect(outcomes.filter((outcome) => !isPassed(outcome))).toEqual([]);
  });

  test.each(readyMade.filter((other) => other !== name))('is told from %s by them', async (other) => {
    const outcomes = await outcomesOf(name, other);
    expect(outcomes.some((outcome) => !isPassed(outcome))).toBe(true);
  });

  test('says why of every entry: a comment stands at it, or at the one that it stands under', () => {
    const lines = read(`policies/${name}.yaml`).split('\n');
    expect(lines[0]).toMatch(/^# /);
    const sections = lines.filter((line) => /^[a-z-]+:/.test(line)).length;
    expect(lines.filter((line) => /^\s*#/.test(line)).length).toBeGreaterThan(sections);
  });
});

test('audit asks every rule, and none of them fails', async () => {
  const policy = bindPolicy(await sourcesOf('audit'), await bindMeans([], known));
  expect(policy.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
  expect(policy.rules.filter(({ level }) => level === 'error').map(({ id }) => id)).toEqual([]);
});

test('strict lets no rule off', async () => {
  const { content } = effectivePolicy(await sourcesOf('strict'), {});
  expect(Object.entries(content.rules).filter(([, { level }]) => level === 'off')).toEqual([]);
});
