import { RuleUnanswered } from '@fineprint/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgedComponent, testMeans } from '../component.testkit.ts';
import { celConditions } from './cel.ts';
import { failure, findings, ruleText } from './custom-rules.testkit.ts';

const token = fc.constantFrom(
  'component',
  '.',
  'license',
  'expression',
  'occurrences',
  'name',
  'version',
  'exists',
  'map',
  'filter',
  'all',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  'o',
  'x',
  '==',
  '!=',
  '&&',
  '||',
  '!',
  '+',
  '-',
  '*',
  '/',
  '%',
  '<',
  '?',
  ':',
  'in',
  '"a"',
  "'",
  '"',
  '1',
  '0',
  '1.5',
  'true',
  'null',
  'has',
  'size',
  'string',
  'matches',
  '"(a+)+"',
  'licenseAllows',
  '["MIT"]',
  'versionMatches',
  '">=1"',
  'cel',
  'bind',
  'dyn',
  'type',
  'b"x"',
  'r"\\d"',
  '//',
  '\n',
  'constructor',
  '__proto__',
  'timestamp',
  'duration',
  'google',
);
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(token, { maxLength: 25 }).map((tokens) => tokens.join('')),
  fc.array(token, { maxLength: 25 }).map((tokens) => tokens.join(' ')),
);

/** Expressions that are likely to be valid. */
const { decision } = fc.letrec<{ decision: string; text: string }>((tie) => ({
  text: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'component.name',
      'component.license.expression',
      '"a"',
      'string(1 / size(component.name))',
    ),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `(${a} + ${b})`),
  ),
  decision: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('true', 'false', 'component.pin == "tag"'),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `${a} == ${b}`),
    fc.tuple(tie('decision'), tie('decision')).map(([a, b]) => `(${a} && ${b})`),
    tie('decision').map((inner) => `component.occurrences.exists(o, ${inner})`),
    tie('text').map((inner) => `${inner}.matches("(a|b)*c{2,5}$")`),
    tie('text').map((inner) => `licenseAllows(${inner}, ["permissive"])`),
  ),
}));

const component = judgedComponent({ license: 'MIT' });

test('any text is a condition that ends, or a defect with a place in it', () => {
  const conditions = celConditions(testMeans);
  let compiled = 0;
  fc.assert(
    fc.property(
      fc.oneof(anything, decision),
      fc.constantFrom('decision' as const, 'text' as const),
      (text, result) => {
        const condition = conditions.compile(text, 'component', result);
        if ('message' in condition) {
          expect(condition.message).toMatch(/\.$/);
          expect(condition.start).toBeGreaterThanOrEqual(0);
          expect(condition.end).toBeLessThanOrEqual(text.length + 1);
          return;
        }
        compiled += 1;
        try {
          const value = condition.evaluate({ component });
          expect(['boolean', 'string', 'bigint', 'number']).toContain(typeof value);
        } catch (error) {
          expect(error).toBeInstanceOf(RuleUnanswered);
        }
      },
    ),
    { numRuns: 2000 },
  );
  expect(compiled).toBeGreaterThan(200);
});

describe('a hostile rule ends', () => {
  test.each([
    [
      'component.occurrences.exists(a, component.occurrences.exists(b, component.occurrences.exists(c, true)))',
      '2 deep is the limit',
    ],
    [`component.name == ${'"a" + '.repeat(400)}"a"`, ''],
    [`${'('.repeat(60)}true${')'.repeat(60)}`, ''],
    [`component.name == "${'a'.repeat(5_000)}"`, 'at most 4000'],
    [`component.name.matches("${'a'.repeat(600)}")`, 'at most 500'],
  ])('refused when it is bound: %#', async (when, sentence) => {
    expect(await failure(ruleText(JSON.stringify(when)))).toContain(sentence);
  });

  test('what would take too many steps about one component is a problem, and others are asked', async () => {
    const when = 'component.occurrences.exists(a, component.occurrences.exists(b, a.line > b.line + 1000))';
    const { found, problems } = await findings(ruleText(when), [{ copies: 5_000 }, { name: 'acme/other' }]);
    expect(found).toEqual([]);
    expect(problems).toMatchObject([
      {
        code: 'rule-unanswered',
        message: expect.stringMatching(
          /^The rule ours could not be asked about github-action:acme\/widget@: it could take \d+ steps; 1000000 is the limit\.$/,
        ),
      },
    ]);
  });

  test('all rules together stop when the budget of the policy is spent', async () => {
    const when = `component.occurrences.exists(a, component.name.matches("x{100}x{100}x{100}$"))`;
    const name = 'x'.repeat(1_900);
    const { problems } = await findings(ruleText(when), [
      { copies: 5_000, name: `${name}y` },
      { name: `${name}z` },
    ]);
    expect(problems).toMatchObject([{ message: expect.stringContaining('about 2 components, among them ') }]);
  });

  test('a text without end is a problem', async () => {
    const { problems } = await findings(ruleText('true'), [{ name: 'x'.repeat(3_000) }]);
    expect(problems).toMatchObject([{ code: 'rule-unanswered' }]);
  });

  test('a division by zero is a problem that says so', async () => {
    const { problems } = await findings(ruleText('1 / (size(component.name) - size(component.name)) == 1'), [
      {},
    ]);
    expect(problems).toMatchObject([{ message: expect.stringMatching(/zero/i) }]);
  });

  test('nothing of JavaScript can be reached', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'prototype'])
      expect(await failure(ruleText(`component.${name} == ""`))).toContain(`No such key: ${name}`);
  });
});
