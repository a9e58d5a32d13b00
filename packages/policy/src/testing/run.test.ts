import { expect, test } from 'vitest';
import { bindPolicy } from '../bind.ts';
import { testMeans } from '../component.testkit.ts';
import { type CaseOutcome, isPassed, runPolicyTests } from './run.ts';
import { readPolicyTests } from './test-file.ts';

const image = { kind: 'container-image', name: 'redis', requested: 'latest', requestedAs: 'tag', pin: 'tag' };
const floating = { rule: 'image-tag-floating', level: 'warning', component: 'container-image:redis' };
const waivers = [
  {
    id: 'w',
    rule: 'image-tag-floating',
    component: 'container-image:redis',
    reason: 'x',
    owner: 'y',
    expires: '2026-06-30',
  },
];

async function outcome(one: object): Promise<CaseOutcome> {
  const text = JSON.stringify({
    cases: [{ name: 'x', given: [image], policy: { rules: onlyFloating }, ...one }],
  });
  const tests = readPolicyTests({ name: 't', path: 't.json', text }, ['container-image']);
  const [only] = await runPolicyTests(tests, {
    kinds: new Map(),
    admitsOnly: () => false,
    bind: (override) =>
      Promise.resolve(
        bindPolicy([{ name: 'p', path: 'p.json', text: JSON.stringify(override ?? {}) }], testMeans),
      ),
  });
  if (only === undefined) throw new Error('There is no outcome.');
  return only;
}

const onlyFloating = { 'version-not-pinned': 'off', 'license-unknown': 'off' };
const waived = { rules: onlyFloating, waivers };

test.each([
  ['the finding', { expect: [floating] }],
  ['its rule alone', { expect: [{ rule: 'image-tag-floating' }] }],
  ['its component without the kind', { expect: [{ ...floating, component: 'redis' }] }],
  ['its waiver', { policy: waived, asOf: '2026-06-30', expect: [{ ...floating, waiver: 'w' }] }],
  ['that the waiver has ended', { policy: waived, asOf: '2026-07-01', expect: [floating] }],
  ['that it is known', { baseline: [image], expect: [{ ...floating, state: 'known' }] }],
  ['that it is new', { baseline: [], expect: [{ ...floating, state: 'new' }] }],
])('a case that expects %s passes', async (_, one) => {
  const { missing, unexpected } = await outcome(one);
  // Rules about waivers themselves may speak too.
  expect({ missing, unexpected: unexpected.filter(({ rule }) => rule === floating.rule) }).toEqual({
    missing: [],
    unexpected: [],
  });
});

test.each([
  ['nothing', { expect: [] }, [0, 1]],
  ['another level', { expect: [{ ...floating, level: 'error' }] }, [1, 1]],
  ['another rule', { expect: [{ rule: 'license-unknown' }] }, [1, 1]],
  ['another component', { expect: [{ ...floating, component: 'container-image:nginx' }] }, [1, 1]],
  ['it twice', { expect: [floating, floating] }, [1, 0]],
  [
    'it once where it is there twice',
    { given: [image, { ...image, name: 'nginx' }], expect: [{ rule: floating.rule }] },
    [0, 1],
  ],
  ['no waiver', { policy: waived, expect: [floating] }, [1, 1]],
  ['a waiver', { expect: [{ ...floating, waiver: 'w' }] }, [1, 1]],
  ['a state without a baseline', { expect: [{ ...floating, state: 'new' }] }, [1, 1]],
])('a case that expects %s fails', async (_, one, counts) => {
  const result = await outcome(one);
  expect(isPassed(result)).toBe(false);
  expect([
    result.missing.length,
    result.unexpected.filter(({ rule }) => rule === floating.rule).length,
  ]).toEqual(counts);
});

test('who says more chooses first, whatever the order', async () => {
  const given = [image, { ...image, name: 'nginx' }];
  expect(isPassed(await outcome({ given, expect: [{ rule: floating.rule }, floating] }))).toBe(true);
});
