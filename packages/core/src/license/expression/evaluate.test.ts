import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isCoveredBy, isMetBy } from './covers.ts';
import { evaluateExpression, type Verdict } from './evaluate.ts';
import type { Expression, LicenseLeaf } from './expression.ts';
import { parseExpression } from './parse.ts';
import { printExpression, printLeaf } from './print.ts';

const verdicts: ReadonlyMap<string, Verdict> = new Map([
  ['MIT', 'allow'],
  ['ISC', 'allow'],
  ['MPL-2.0', 'review'],
  ['GPL-2.0-only', 'deny'],
  ['GPL-2.0-only WITH Classpath-exception-2.0', 'allow'],
]);

function expressionOf(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.is !== 'expression') throw new Error(`${text}: ${JSON.stringify(parsed)}`);
  return parsed.expression;
}

function leafOf(text: string): LicenseLeaf {
  const expression = expressionOf(text);
  if (expression.is !== 'license') throw new Error(`${text} is not one licence`);
  return expression;
}

function judged(text: string): string {
  const { verdict, effective, leaves } = evaluateExpression(
    expressionOf(text),
    (leaf) => verdicts.get(printLeaf(leaf)) ?? 'unknown',
  );
  const each = leaves.map((one) => `${printLeaf(one.leaf)} ${one.verdict}`).join(', ');
  return `${verdict}: ${printExpression(effective)} [${each}]`;
}

describe('a verdict names the branch of each OR that gives it', () => {
  test.each([
    ['MIT', 'allow: MIT [MIT allow]'],
    ['GPL-2.0-only OR MIT', 'allow: MIT [MIT allow]'],
    ['ISC OR MIT', 'allow: ISC [ISC allow]'],
    ['GPL-2.0-only OR MPL-2.0', 'review: MPL-2.0 [MPL-2.0 review]'],
    ['GPL-2.0-only OR Zlib', 'unknown: Zlib [Zlib unknown]'],
    ['Zlib OR MPL-2.0', 'review: MPL-2.0 [MPL-2.0 review]'],
    ['MIT AND MPL-2.0', 'review: MIT AND MPL-2.0 [MIT allow, MPL-2.0 review]'],
    ['MPL-2.0 AND Zlib', 'unknown: MPL-2.0 AND Zlib [MPL-2.0 review, Zlib unknown]'],
    ['MIT AND GPL-2.0-only', 'deny: MIT AND GPL-2.0-only [MIT allow, GPL-2.0-only deny]'],
    ['(GPL-2.0-only OR MIT) AND (MIT OR ISC)', 'allow: MIT [MIT allow]'],
    ['(GPL-2.0-only OR MIT) AND (ISC OR Zlib)', 'allow: MIT AND ISC [MIT allow, ISC allow]'],
    ['MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)', 'allow: MIT [MIT allow]'],
    [
      'GPL-2.0-only OR GPL-2.0-only WITH Classpath-exception-2.0',
      'allow: GPL-2.0-only WITH Classpath-exception-2.0 [GPL-2.0-only WITH Classpath-exception-2.0 allow]',
    ],
  ])('%s', (text, expected) => {
    expect(judged(text)).toBe(expected);
  });
});

describe('a list entry covers', () => {
  test.each([
    ['MIT', 'MIT', true],
    ['MIT', 'ISC', false],
    ['GPL-2.0-only', 'GPL-2.0-only', true],
    ['GPL-2.0-only', 'GPL-3.0-only', false],
    ['GPL-2.0-or-later', 'GPL-3.0-only', true],
    ['GPL-2.0-or-later', 'GPL-1.0-only', false],
    ['GPL-3.0-only', 'GPL-2.0-or-later', true],
    ['GPL-1.0-only', 'GPL-2.0-or-later', false],
    ['GPL-2.0-only', 'LGPL-2.0-only', false],
    ['Apache-2.0', 'Apache-1.1+', true],
    ['Apache-1.1+', 'Apache-2.0', true],
    ['Apache-1.1', 'Apache-2.0', false],
    ['EUPL-1.1+', 'EUPL-1.2', true],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only', false],
    ['GPL-2.0-only', 'GPL-2.0-only WITH Classpath-exception-2.0', false],
    ['GPL-2.0-or-later WITH Classpath-exception-2.0', 'GPL-3.0-only WITH Classpath-exception-2.0', true],
    ['LicenseRef-Foo-1.0', 'LicenseRef-Foo-1.0', true],
    ['LicenseRef-2', 'LicenseRef-1', false],
    ['BSD-3-Clause', 'BSD-2-Clause+', false],
    ['PHP-3.0+', 'PHP-3.01', true],
  ])('%s by %s: %s', (license, entry, expected) => {
    expect(isCoveredBy(leafOf(license), leafOf(entry))).toBe(expected);
  });
});

describe('against spdx-satisfies', () => {
  const oracle: (text: string, allowed: readonly string[]) => boolean = createRequire(import.meta.url)(
    'spdx-satisfies',
  );

  // Known differences, left out below because we mean what we do:
  // - Families that its range table lacks (EUPL-1.2, CECILL-2.1): "EUPL-1.1+" is met by EUPL-1.2 here.
  // - Its table holds MPL-2.0-no-copyleft-exception as a later MPL; here it is a text of its own.
  // - Its table holds LPPL-1.3a and -1.3c; a letter is no version number here.
  const leaf = fc.constantFrom(
    'MIT',
    'ISC',
    'Apache-1.1',
    'Apache-2.0',
    'Apache-1.1+',
    'MPL-1.1',
    'MPL-1.1+',
    'EPL-1.0+',
    'EPL-2.0',
    'GPL-1.0-only',
    'GPL-2.0-only',
    'GPL-2.0-or-later',
    'GPL-3.0-only',
    'GPL-3.0-or-later',
    'LGPL-2.1-or-later',
    'LGPL-3.0-only',
    'GPL-2.0-only WITH Classpath-exception-2.0',
    'LicenseRef-x',
  );
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} AND ${b})`),
      fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `(${a} OR ${b})`),
    ),
  }));

  test('an allow-list is met by the same expressions', () => {
    fc.assert(
      fc.property(expression, fc.array(leaf, { maxLength: 4 }), (text, allowed) => {
        expect(isMetBy(expressionOf(text), allowed.map(leafOf)), `${text} with ${allowed}`).toBe(
          oracle(text, allowed),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
