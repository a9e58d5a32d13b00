import { branchesOf, type LicenseVerdict, leavesOf, parseExpression, printLeaf } from '@fineprint/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bindPolicy } from '../bind.ts';
import { licensedComponent, testMeans } from '../component.testkit.ts';

// Families with "or later", exceptions, references and ids without a class, so that each way to name a licence occurs.
const leaf = fc.constantFrom(
  'MIT',
  'Apache-2.0',
  'MPL-2.0',
  'GPL-2.0-only',
  'GPL-2.0-or-later',
  'GPL-3.0-only',
  'GPL-3.0-or-later',
  'GPL-2.0-only WITH Classpath-exception-2.0',
  'GPL-2.0-or-later WITH Classpath-exception-2.0',
  'Apache-1.1+',
  'BUSL-1.1',
  'LicenseRef-Acme',
);
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  ),
}));
const target = fc.oneof(
  { weight: 4, arbitrary: leaf },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'permissive',
      'weak-copyleft',
      'strong-copyleft',
      'source-available',
      'unstated',
    ),
  },
  { weight: 1, arbitrary: expression },
);
const entry = fc.oneof(
  { weight: 3, arbitrary: target },
  {
    weight: 1,
    arbitrary: fc.record({
      license: target,
      usage: fc.constantFrom(['ci'], ['deployed'], ['ci', 'deployed']),
    }),
  },
);
const list = fc.array(entry, { maxLength: 4 });
const lists = fc.record({ allow: list, review: list, deny: list });
interface Lists {
  readonly allow: readonly unknown[];
  readonly review: readonly unknown[];
  readonly deny: readonly unknown[];
}

function judged(licenses: Lists, license: string): LicenseVerdict {
  const text = JSON.stringify({ licenses });
  const policy = bindPolicy([{ name: 'p', path: 'p.json', text }], testMeans);
  return policy.judge(licensedComponent({ license }));
}

const badness = { allowed: 0, review: 1, unknown: 2, denied: 3 };
const worse = (license: string, of: Lists) => badness[judged(of, license).is];

/** Whether no entry speaks of a whole expression: one that does holds for that expression and for no part of it. */
function namesNoWhole({ allow, review, deny }: Lists): boolean {
  return ![allow, review, deny].flat().some((one) => / (?:AND|OR) /.test(JSON.stringify(one)));
}

describe('more entries', () => {
  test('to allow more makes nothing worse', () => {
    fc.assert(
      fc.property(expression, lists, entry, (license, of, more) => {
        const after = worse(license, { ...of, allow: [...of.allow, more] });
        expect(after).toBeLessThanOrEqual(worse(license, of));
      }),
    );
  });

  test('to deny more makes nothing better', () => {
    fc.assert(
      fc.property(expression, lists, entry, (license, of, more) => {
        const after = worse(license, { ...of, deny: [...of.deny, more] });
        expect(after).toBeGreaterThanOrEqual(worse(license, of));
      }),
    );
  });

  test('their order, and to write one twice, makes no difference', () => {
    fc.assert(
      fc.property(expression, lists, (license, of) => {
        const turned = {
          allow: [...of.allow, ...of.allow].toReversed(),
          review: of.review.toReversed(),
          deny: of.deny.toReversed(),
        };
        expect(worse(license, turned)).toBe(worse(license, of));
      }),
    );
  });
});

describe('terms', () => {
  test.each(['AND', 'OR'])(
    'of %s may stand in any order and with any parentheses, and one twice is one',
    (operator) => {
      fc.assert(
        fc.property(expression, expression, expression, lists, (a, b, c, of) => {
          const verdict = worse(`(${a} ${operator} ${b}) ${operator} ${c}`, of);
          expect(worse(`${c} ${operator} (${b} ${operator} ${a})`, of)).toBe(verdict);
          expect(worse(`${a} ${operator} (${b} ${operator} ${c})`, of)).toBe(verdict);
          expect(worse(`(${a}) ${operator} (${a})`, of)).toBe(worse(a, of));
        }),
      );
    },
  );

  test('a branch more is never worse, and a term more never better', () => {
    fc.assert(
      fc.property(expression, expression, lists.filter(namesNoWhole), (a, b, of) => {
        const [one, other] = [worse(a, of), worse(b, of)];
        expect(worse(`(${a}) OR (${b})`, of)).toBe(Math.min(one, other));
        expect(worse(`(${a}) AND (${b})`, of)).toBe(Math.max(one, other));
      }),
    );
  });

  test('AND distributes over OR', () => {
    fc.assert(
      fc.property(expression, expression, expression, lists.filter(namesNoWhole), (a, b, c, of) => {
        const together = worse(`(${a}) AND ((${b}) OR (${c}))`, of);
        expect(worse(`((${a}) AND (${b})) OR ((${a}) AND (${c}))`, of)).toBe(together);
      }),
    );
  });
});

test('the effective licence is a branch of the expression, and is judged as the whole is', () => {
  fc.assert(
    fc.property(expression, lists.filter(namesNoWhole), (license, of) => {
      const { effective } = judged(of, license);
      const [whole, chosen] = [parseExpression(license), parseExpression(effective ?? '')];
      if (whole.is !== 'expression' || chosen.is !== 'expression') throw new Error('No expression.');
      const text = new Set(leavesOf(chosen.expression).map(printLeaf));
      const branches = branchesOf(whole.expression, { versions: false }) ?? [];
      expect(branches.map((branch) => [...new Set(branch.map(printLeaf))].sort())).toContainEqual(
        [...text].sort(),
      );
      expect(worse(effective ?? '', of)).toBe(worse(license, of));
    }),
  );
});

test('"or later" is what the versions are that one may choose', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('MIT', 'GPL-2.0-only', 'GPL-3.0-only', 'strong-copyleft'), { maxLength: 3 }),
      lists,
      (deny, { allow }) => {
        const of = {
          allow: allow.filter((one) => !JSON.stringify(one).includes('or-later')),
          review: [],
          deny,
        };
        fc.pre(namesNoWhole(of));
        expect(worse('GPL-2.0-or-later', of)).toBe(worse('GPL-2.0-only OR GPL-3.0-only', of));
      },
    ),
  );
});
