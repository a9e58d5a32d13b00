import { createRequire } from 'node:module';
import { parseExpression } from '@fineprint/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classes, licensedComponent, policyOf, type Sketch } from '../component.testkit.ts';

const satisfies: (expression: string, allowed: readonly string[]) => boolean = createRequire(import.meta.url)(
  'spdx-satisfies',
);

function verdict(licenses: object, sketch: Sketch) {
  return policyOf(JSON.stringify({ licenses })).judge(licensedComponent(sketch));
}

/** Says what a policy with only these lists makes of a licence. */
function judged(
  lists: { allow?: unknown[]; review?: unknown[]; deny?: unknown[] },
  license: string,
  more: Sketch = {},
) {
  return verdict({ allow: [], review: [], deny: [], ...lists }, { license, ...more });
}

test('of an OR the best branch is chosen and becomes the effective licence', () => {
  expect(judged({ allow: ['MPL-2.0'], deny: ['BUSL-1.1'] }, 'BUSL-1.1 OR MPL-2.0')).toMatchObject({
    is: 'allowed',
    effective: 'MPL-2.0',
    class: 'weak-copyleft',
    leaves: ['MPL-2.0'],
    because: '"licenses.allow" names MPL-2.0.',
  });
});

test('of an AND every licence counts, and only those that are denied are named', () => {
  expect(judged({ allow: ['permissive'], deny: ['source-available'] }, 'MIT AND BUSL-1.1')).toMatchObject({
    is: 'denied',
    effective: 'MIT AND BUSL-1.1',
    class: 'source-available',
    leaves: ['BUSL-1.1'],
    because: '"licenses.deny" names source-available, the class of BUSL-1.1.',
  });
});

test('what no entry names needs review, and the reason says so', () => {
  expect(judged({ allow: ['MIT'] }, 'Apache-2.0')).toMatchObject({
    is: 'review',
    because: 'No entry of "licenses" names Apache-2.0 or its class, permissive, for this use.',
  });
  expect(judged({ allow: ['MIT'] }, 'LicenseRef-Nobody')).toMatchObject({
    is: 'review',
    class: null,
    because: 'No entry of "licenses" names LicenseRef-Nobody, whose class is not known.',
  });
});

test('an unknown licence is neither allowed nor denied, whatever the lists say', () => {
  expect(verdict({ deny: ['unstated', 'NONE'] }, {})).toMatchObject({ is: 'unknown', effective: null });
});

test('a component without a licence is what the policy says of NONE', () => {
  expect(judged({ deny: ['NONE'] }, 'NONE')).toMatchObject({ is: 'denied', leaves: ['NONE'] });
  expect(judged({ allow: ['NONE'] }, 'NONE').is).toBe('allowed');
  expect(judged({}, 'NONE').is).toBe('review');
});

describe('among equally specific entries', () => {
  test('deny beats review beats allow', () => {
    expect(judged({ allow: ['MIT'], review: ['MIT'], deny: ['MIT'] }, 'MIT').is).toBe('denied');
    expect(judged({ allow: ['MIT'], review: ['MIT'] }, 'MIT').is).toBe('review');
    expect(judged({ allow: ['permissive'], deny: ['permissive'] }, 'MIT').is).toBe('denied');
  });
});

describe('the more specific entry decides', () => {
  test.each([
    ['an id over its class', { allow: ['BUSL-1.1'], deny: ['source-available'] }, 'BUSL-1.1', 'allowed'],
    ['a class over nothing', { deny: ['source-available'] }, 'SSPL-1.0', 'denied'],
    [
      'an id over its family',
      { allow: ['GPL-3.0-only'], deny: ['GPL-2.0-or-later'] },
      'GPL-3.0-only',
      'allowed',
    ],
    [
      'an exception over the id',
      { allow: ['GPL-2.0-only WITH Classpath-exception-2.0'], deny: ['GPL-2.0-only'] },
      'GPL-2.0-only WITH Classpath-exception-2.0',
      'allowed',
    ],
    [
      'a whole expression over its licences',
      { allow: ['BUSL-1.1 AND MPL-2.0'], deny: ['BUSL-1.1'] },
      'MPL-2.0 AND BUSL-1.1',
      'allowed',
    ],
    [
      'an entry for one use over one for all',
      { allow: [{ license: 'strong-copyleft', usage: ['ci'] }], deny: ['strong-copyleft'] },
      'GPL-3.0-only',
      'allowed',
    ],
  ])('%s', (_, lists, license, expected) => {
    expect(judged(lists, license).is).toBe(expected);
  });
});

describe('a licence with an exception is judged as one unit', () => {
  const license = 'GPL-2.0-only WITH Classpath-exception-2.0';

  test('what is said of the licence holds for it, since an exception only adds permissions', () => {
    expect(judged({ deny: ['GPL-2.0-only'] }, license).is).toBe('denied');
    expect(judged({ allow: ['GPL-2.0-only'] }, license).is).toBe('allowed');
    expect(judged({ allow: ['strong-copyleft'] }, license).is).toBe('allowed');
  });

  test('what is said of it holds neither for the licence alone nor for another exception', () => {
    expect(judged({ allow: [license] }, 'GPL-2.0-only').is).toBe('review');
    expect(judged({ allow: [license] }, 'GPL-2.0-only WITH Bison-exception-2.2').is).toBe('review');
  });
});

describe('"or later" lets the licensee choose', () => {
  test('so it is allowed where one of the versions is', () => {
    expect(judged({ allow: ['GPL-3.0-only'] }, 'GPL-2.0-or-later').is).toBe('allowed');
  });

  test('and denied only where every version is', () => {
    expect(judged({ deny: ['GPL-3.0-only'] }, 'GPL-2.0-or-later').is).toBe('review');
    expect(judged({ deny: ['GPL-3.0-or-later'] }, 'GPL-2.0-or-later').is).toBe('review');
    expect(judged({ deny: ['GPL-2.0-or-later'] }, 'GPL-3.0-only').is).toBe('denied');
  });
});

describe('the default policy', () => {
  test.each([
    ['MIT', {}, 'allowed'],
    ['MPL-2.0', { usage: 'distributed' }, 'allowed'],
    ['GPL-3.0-only', { usage: 'ci' }, 'allowed'],
    ['GPL-3.0-only', { usage: 'build' }, 'allowed'],
    ['GPL-3.0-only', { usage: 'development' }, 'allowed'],
    ['GPL-3.0-only', { usage: 'deployed', kind: 'container-image' }, 'allowed'],
    ['GPL-3.0-only', { usage: 'distributed', kind: 'container-image' }, 'review'],
    ['GPL-3.0-only', { usage: 'deployed', kind: 'terraform-module' }, 'review'],
    ['AGPL-3.0-only', { usage: 'ci' }, 'review'],
    ['BUSL-1.1', { usage: 'ci' }, 'review'],
    ['LicenseRef-Vendor-EULA', { usage: 'ci' }, 'review'],
    ['LicenseRef-Linux-Distribution-Mixed', { usage: 'deployed', kind: 'container-image' }, 'allowed'],
    ['LicenseRef-Linux-Distribution-Mixed', { usage: 'distributed', kind: 'container-image' }, 'review'],
    ['CC-BY-NC-4.0', { usage: 'ci' }, 'denied'],
    ['NONE', { usage: 'ci' }, 'review'],
  ] as const)('makes of %s for %j: %s', (license, use, expected) => {
    expect(policyOf(null).judge(licensedComponent({ license, ...use })).is).toBe(expected);
  });
});

test('for lists of plain ids the verdict is what spdx-satisfies says', () => {
  const ids = Object.keys(classes).filter((id) => !id.startsWith('LicenseRef-') && !/GPL/.test(id));
  const id = fc.constantFrom(...ids);
  const { expression } = fc.letrec<{ expression: string }>((tie) => ({
    expression: fc.oneof(
      { maxDepth: 3 },
      id,
      fc
        .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
        .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    ),
  }));
  fc.assert(
    fc.property(expression, fc.uniqueArray(id, { minLength: 1 }), (license, allow) => {
      expect(judged({ allow }, license).is === 'allowed').toBe(satisfies(license, allow));
    }),
  );
});

test('a verdict keeps to the licences of the expression, and reordering the lists changes nothing', () => {
  const id = fc.constantFrom(...Object.keys(classes));
  const list = fc.array(fc.oneof(id, fc.constantFrom(...Object.values(classes))), { maxLength: 5 });
  fc.assert(
    fc.property(
      id,
      id,
      fc.constantFrom('AND', 'OR'),
      list,
      list,
      list,
      (a, b, operator, allow, review, deny) => {
        const license = `${a} ${operator} ${b}`;
        const found = judged({ allow, review, deny }, license);
        expect(parseExpression(found.effective ?? '').is).toBe('expression');
        for (const leaf of found.leaves) expect([a, b]).toContain(leaf);
        expect(found.leaves).not.toEqual([]);
        const turned = judged(
          { allow: allow.toReversed(), review: review.toReversed(), deny: deny.toReversed() },
          license,
        );
        expect(turned.is).toBe(found.is);
      },
    ),
  );
});
