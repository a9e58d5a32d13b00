import { RuleUnanswered } from '@fineprint/core';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgedComponent, testMeans } from '../component.testkit.ts';
import { celConditions } from './cel.ts';

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
