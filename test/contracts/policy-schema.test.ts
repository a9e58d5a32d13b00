import { readdirSync } from 'node:fs';
import { kinds } from '@fineprint/kinds';
import { bindPolicy, loadConditions, PolicyError, readPolicyTests } from '@fineprint/policy';
import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { policyJsonSchema, policyTestJsonSchema } from '../../packages/cli/build-schema.ts';
import { read, root } from './sources.ts';

const ajv = new Ajv({ allErrors: true, strictTypes: false });
const policySchema = JSON.parse(policyJsonSchema().text);
ajv.addSchema(policySchema, 'policy-1.schema.json');
const isPolicy = ajv.compile(policySchema);
const isTest = ajv.compile({ $id: 'policy-test-1.schema.json', ...JSON.parse(policyTestJsonSchema().text) });
const means = { classOf: () => null, kinds: kinds.map(({ id }) => id as string) };

const files = readdirSync(`${root}/policies`);
const policies = files
  .filter((name) => !name.endsWith('.test.yaml'))
  .map((name) => parse(read(`policies/${name}`)));

test('the published schemas are those of the binder, and every key is described', () => {
  expect(read('packages/policy/schema/policy-1.schema.json')).toBe(policyJsonSchema().text);
  expect(read('packages/policy/schema/policy-test-1.schema.json')).toBe(policyTestJsonSchema().text);
  expect([...policyJsonSchema().undescribed, ...policyTestJsonSchema().undescribed]).toEqual([]);
});

test.each(files)('%s is valid by its schema', (name) => {
  const value: unknown = parse(read(`policies/${name}`));
  const isValid = name.endsWith('.test.yaml') ? isTest : isPolicy;
  expect(isValid(value), JSON.stringify(isValid.errors)).toBe(true);
});

/** What the binder says of the form of a policy, or `null`; what it means is not a schema's question. */
async function formDefect(value: unknown): Promise<string | null> {
  const sources = [{ name: 'p', path: 'p.json', text: JSON.stringify(value) }];
  try {
    bindPolicy(sources, { ...means, conditions: await loadConditions(sources, means) });
    return null;
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return (
      error.defects
        .map(({ message }) => message)
        .find((message) => /must be|is not known|is missing|no kind/.test(message)) ?? null
    );
  }
}

describe('what is wrong in its form, both refuse', () => {
  test.each([
    { licences: {} },
    { licenses: { allow: 'MIT' } },
    { licenses: { allow: [{ license: 'MIT', usages: ['ci'] }] } },
    { licenses: { allow: [{ license: 'MIT', usage: ['prod'] }] } },
    { licenses: { allow: [{ license: 'MIT', kinds: ['docker-image'] }] } },
    { licenses: { allow: [{ usage: ['ci'] }] } },
    { licenses: { unknown: 'fail' } },
    { licenses: { allow: { added: ['MIT'] } } },
    { pinning: { 'github-actoin': 'tag' } },
    { pinning: { 'github-action': 'sha' } },
    { pinning: { 'github-action': { in: {} } } },
    { rules: { 'license-unknown': 'eror' } },
    { rules: { 'image-tag-floating': { tag: [] } } },
    { rules: { 'image-tag-floating': { tags: 'latest' } } },
    { 'custom-rules': { ours: { title: 'x', level: 'fatal', when: 'true', message: 'x', remedy: 'x' } } },
    { 'custom-rules': { ours: { title: 'x', level: 'note', message: 'x', remedy: 'x' } } },
    { waivers: [{ id: 'a' }] },
    { curations: [{ id: 'a', component: 'tool:*', license: 'MIT', reason: 'x', licence: 'MIT' }] },
    { exclude: 'vendor/**' },
    { usage: [{ path: 'a', usage: 'prod' }] },
    { extends: { strict: true } },
    [],
  ])('%j', async (value) => {
    expect(isPolicy(value)).toBe(false);
    expect(await formDefect(value)).not.toBe(null);
  });

  test('a misspelt rule, where the policy neither makes nor extends any', () => {
    expect(isPolicy({ rules: { 'license-unkown': 'off' } })).toBe(false);
    expect(isPolicy({ extends: 'strict', rules: { 'image-not-ours': 'off' } })).toBe(true);
  });
});

test('what the schema accepts, the binder accepts as far as its form goes', async () => {
  const value = fc.constantFrom<unknown>(
    'error',
    'off',
    'MIT',
    'tag',
    'ci',
    '*',
    [],
    ['MIT'],
    {},
    { add: [] },
    { remove: ['MIT'] },
    { level: 'note' },
    null,
    3,
    true,
  );
  const step = fc.nat({ max: 30 });
  const change = fc.record({
    path: fc.array(step, { minLength: 1, maxLength: 4 }),
    value,
    key: fc.constantFrom(null, 'add', 'level', 'licens', 'kinds'),
  });
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...policies),
      fc.array(change, { maxLength: 2 }),
      async (policy, changes) => {
        const changed = changes.reduce(
          (before, { path, value: put, key }) => mutated(before, path, put, key),
          structuredClone(policy),
        );
        if (!isPolicy(changed)) return;
        accepted += 1;
        expect(await formDefect(changed)).toBe(null);
      },
    ),
    { numRuns: 600 },
  );
  expect(accepted).toBeGreaterThan(50);
});

/** Puts a value somewhere below, or renames the key that leads there. */
function mutated(
  value: unknown,
  [step = 0, ...rest]: readonly number[],
  put: unknown,
  key: string | null,
): unknown {
  if (typeof value !== 'object' || value === null) return put;
  const entries = Object.entries(value);
  const at = entries.length === 0 ? 0 : step % entries.length;
  const changed = entries.map(([name, inner], index): [string, unknown] => {
    if (index !== at) return [name, inner];
    return rest.length === 0 ? [key ?? name, put] : [name, mutated(inner, rest, put, key)];
  });
  return Array.isArray(value) ? changed.map(([, inner]) => inner) : Object.fromEntries(changed);
}

test.each([
  [{ cases: [{ name: 'x', given: [{ kind: 'tool' }], expect: [] }] }, 'is missing'],
  [{ cases: [{ name: 'x', given: [], expects: [] }] }, 'is missing'],
  [{ cases: [{ name: 'x', given: [{ kind: 'tol', name: 'x' }], expect: [] }] }, 'no kind'],
  [{ cases: [{ name: 'x', given: [], expect: [{ rule: 'x', level: 'fatal' }] }] }, 'must be one of'],
  [{ case: [] }, 'is not known'],
])('a test that is wrong in its form, both refuse: %j', (value, sentence) => {
  expect(isTest(value)).toBe(false);
  expect(() =>
    readPolicyTests({ name: 't', path: 't.json', text: JSON.stringify(value) }, means.kinds),
  ).toThrow(sentence);
});
