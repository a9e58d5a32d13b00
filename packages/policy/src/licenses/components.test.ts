import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bindPolicy } from '../bind.ts';
import { licensedComponent, type Sketch, testMeans } from '../component.testkit.ts';

const widget: Sketch = {
  kind: 'github-action',
  name: 'acme/widget',
  version: '1.4.0',
  license: 'GPL-3.0-only',
};

function verdict(lists: object, sketch: Sketch = widget) {
  const text = JSON.stringify({ licenses: { allow: [], review: [], deny: [], ...lists } });
  const admitsOnly = ({ version }: { version: string | null }, versions: string) => `<${version}` < versions;
  const policy = bindPolicy([{ name: 'p', path: 'p.json', text }], { ...testMeans, admitsOnly });
  return policy.judge(licensedComponent(sketch));
}

const forIt = { license: 'strong-copyleft', components: 'github-action:acme/*' };

test('an entry that names the component decides before one that names the licence exactly', () => {
  expect(verdict({ allow: [forIt], deny: ['GPL-3.0-only'] })).toMatchObject({
    is: 'allowed',
    because: '"licenses.allow" names strong-copyleft of github-action:acme/*, the class of GPL-3.0-only.',
  });
  expect(verdict({ allow: [forIt], deny: ['GPL-3.0-only'] }, { ...widget, name: 'other/widget' }).is).toBe(
    'denied',
  );
});

test('among entries that name it, the pattern with most characters decides, whatever the licence is named by', () => {
  const closer = { license: 'strong-copyleft', components: 'github-action:acme/widget' };
  expect(verdict({ allow: [closer], deny: [{ ...forIt, license: 'GPL-3.0-only' }] }).is).toBe('allowed');
  expect(verdict({ allow: [forIt], deny: [closer] }).is).toBe('denied');
});

test('among equal patterns the one with versions decides, then the licence, then deny before allow', () => {
  expect(verdict({ allow: [{ ...forIt, versions: '<2' }], deny: [forIt] }).is).toBe('allowed');
  expect(verdict({ allow: [{ ...forIt, license: 'GPL-3.0-only' }], deny: [forIt] }).is).toBe('allowed');
  expect(verdict({ allow: [forIt], deny: [forIt] }).is).toBe('denied');
});

test('what may be another version is not covered by an entry for some versions', () => {
  expect(verdict({ allow: [{ ...forIt, versions: '<1' }] }).is).toBe('review');
  const text = JSON.stringify({
    licenses: { allow: [{ ...forIt, versions: '<2' }], deny: ['strong-copyleft'] },
  });
  const without = bindPolicy([{ name: 'p', path: 'p.json', text }], testMeans);
  expect(without.judge(licensedComponent(widget)).is).toBe('denied');
});

test('usage and kinds limit an entry for a component too, and a purl names it as well', () => {
  expect(verdict({ allow: [{ ...forIt, usage: ['ci'] }] }, { ...widget, usage: 'deployed' }).is).toBe(
    'review',
  );
  const named = { ...licensedComponent(widget), purl: 'pkg:github/acme/widget@1.4.0' };
  const text = JSON.stringify({
    licenses: { allow: [{ license: 'GPL-3.0-only', components: ['pkg:github/acme/*'] }] },
  });
  expect(bindPolicy([{ name: 'p', path: 'p.json', text }], testMeans).judge(named).is).toBe('allowed');
});

test('of an OR and an AND each licence is decided by itself', () => {
  const lists = { allow: ['MIT', forIt], deny: ['source-available', 'GPL-3.0-only'] };
  expect(verdict(lists, { ...widget, license: 'GPL-3.0-only AND MIT' }).is).toBe('allowed');
  expect(verdict(lists, { ...widget, license: 'GPL-3.0-only AND BUSL-1.1' }).is).toBe('denied');
});

test('one more entry that allows never makes a verdict worse', () => {
  const order = ['denied', 'review', 'allowed'];
  const license = fc.constantFrom(
    'MIT',
    'GPL-3.0-only',
    'GPL-2.0-or-later',
    'strong-copyleft',
    'permissive',
    'NONE',
  );
  const entry = fc.record(
    {
      license,
      usage: fc.constant(['ci']),
      kinds: fc.constant(['github-action']),
      components: fc.constantFrom('github-action:*', 'github-action:acme/*', 'tool:*'),
    },
    { requiredKeys: ['license'] },
  );
  const list = fc.array(entry, { maxLength: 3 });
  const of = fc.constantFrom(
    'MIT',
    'GPL-3.0-only',
    'GPL-2.0-or-later OR MIT',
    'GPL-3.0-only AND MIT',
    'NONE',
  );
  fc.assert(
    fc.property(list, list, list, entry, of, (allow, review, deny, more, expression) => {
      const before = verdict({ allow, review, deny }, { ...widget, license: expression }).is;
      const after = verdict({ allow: [...allow, more], review, deny }, { ...widget, license: expression }).is;
      expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before));
    }),
  );
});

test.each([
  [{ license: 'MIT', versions: '<2' }, 'name them too'],
  [{ license: 'MIT', components: 'acme/widget' }, 'An entry names a key'],
  [{ license: 'MIT', components: 'pkg:github/acme/widget@1' }, 'without version and qualifiers'],
  [{ license: 'MIT', components: [] }, 'speaks of nothing'],
  [{ license: 'MIT', components: 'tool:*', versions: '>> 2' }, 'Versions are written'],
  [{ license: 'MIT', components: 'tool:*', version: '2' }, 'Did you mean "versions"?'],
])('%j is refused', (entry, sentence) => {
  expect(() => verdict({ allow: [entry] })).toThrow(sentence);
});
