import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { branchesOf, choicesOf, grantsAllOf } from './covers.ts';
import type { Expression } from './expression.ts';
import { parseExpression } from './parse.ts';
import { printLeaf } from './print.ts';

function read(text: string): Expression {
  const parsed = parseExpression(text);
  if (parsed.is !== 'expression') throw new Error('It is no expression.');
  return parsed.expression;
}

function branches(text: string, options = {}): readonly string[] | null {
  return branchesOf(read(text), options)?.map((branch) => branch.map(printLeaf).join(' + ')) ?? null;
}

describe('"or later" lets one choose among the published versions', () => {
  test.each([
    ['GPL-2.0-or-later', ['GPL-2.0-only', 'GPL-3.0-only']],
    ['GPL-3.0+', ['GPL-3.0-only']],
    ['LGPL-2.1-or-later', ['LGPL-2.1-only', 'LGPL-3.0-only']],
    ['GFDL-1.1-or-later', ['GFDL-1.1-only', 'GFDL-1.2-only', 'GFDL-1.3-only']],
    ['EPL-1.0+', ['EPL-1.0', 'EPL-2.0']],
    ['Apache-2.0+', ['Apache-2.0']],
    [
      'GPL-2.0-or-later WITH Classpath-exception-2.0',
      ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-3.0-only WITH Classpath-exception-2.0'],
    ],
    ['GPL-2.0-only', ['GPL-2.0-only']],
    // Its number counts clauses.
    ['BSD-3-Clause+', ['BSD-3-Clause+']],
    ['LicenseRef-Acme-1.0', ['LicenseRef-Acme-1.0']],
  ])('%s', (text, choices) => {
    const license = read(text);
    expect(license.is === 'license' && choicesOf(license).map(printLeaf)).toEqual(choices);
  });
});

describe('the ways to meet an expression', () => {
  test('are its branches, with a version of each license or without', () => {
    expect(branches('(MIT OR ISC) AND GPL-2.0-or-later')).toEqual([
      'MIT + GPL-2.0-only',
      'MIT + GPL-3.0-only',
      'ISC + GPL-2.0-only',
      'ISC + GPL-3.0-only',
    ]);
    expect(branches('MIT OR (ISC AND GPL-2.0-or-later)', { versions: false })).toEqual([
      'MIT',
      'ISC + GPL-2.0-or-later',
    ]);
  });

  test('are not listed where they are too many, however many those are', () => {
    const choice = '(MIT OR ISC)';
    expect(branches(Array.from({ length: 8 }, () => choice).join(' AND '))).toHaveLength(256);
    for (const length of [9, 64, 800])
      expect(branches(Array.from({ length }, () => choice).join(' AND '))).toBe(null);
    const nested = `${Array.from({ length: 150 }, () => '(MIT OR ISC AND ').join('')}MIT${')'.repeat(150)}`;
    expect(branches(nested)).toHaveLength(151);
  });
});

describe('a license takes nothing away', () => {
  test.each([
    ['MIT OR Apache-2.0', 'MIT', true],
    ['MIT', 'MIT OR Apache-2.0', false],
    ['MIT', 'MIT AND ISC', true],
    ['MIT AND ISC', 'MIT', false],
    ['GPL-2.0-or-later', 'GPL-2.0-only', true],
    ['GPL-2.0-or-later', 'GPL-3.0-only', true],
    ['GPL-3.0-only', 'GPL-2.0-or-later', false],
    ['GPL-3.0-or-later', 'GPL-2.0-or-later', false],
    ['Apache-2.0 OR MIT', 'MIT OR Apache-2.0', true],
    ['Apache-2.0', 'Apache-2.0+', true],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only', false],
    ['(MIT OR ISC) AND Zlib', 'MIT AND Zlib', true],
    ['BUSL-1.1', 'MPL-2.0', false],
  ])('%s after %s: %s', (now, before, expected) => {
    expect(grantsAllOf(read(now), read(before))).toBe(expected);
  });

  test('that only adds a choice, and is the same as itself', () => {
    const leaf = fc.constantFrom('MIT', 'ISC', 'GPL-2.0-or-later', 'GPL-3.0-only', 'Apache-1.1+');
    const text = fc
      .array(leaf, { minLength: 1, maxLength: 4 })
      .chain((all) => fc.constantFrom(' AND ', ' OR ').map((operator) => all.join(operator)));
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(grantsAllOf(read(one), read(one))).toBe(true);
        expect(grantsAllOf(read(`(${one}) OR (${other})`), read(one))).toBe(true);
        expect(grantsAllOf(read(one), read(`(${one}) AND (${other})`))).toBe(true);
      }),
    );
  });
});
