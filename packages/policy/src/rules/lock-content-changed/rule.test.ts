import { expect, test } from 'vitest';
import { baselineOf, judgedComponent, type Sketch } from '../../component.testkit.ts';
import { lockContentChanged } from './rule.ts';

const base: Sketch = { kind: 'library', name: 'npm/a', version: '1.0.0' };

function messages(now: Sketch, before: readonly Sketch[], except: readonly string[] = []): readonly string[] {
  const component = judgedComponent({ ...base, ...now });
  const known = baselineOf(before.map((each) => ({ ...base, ...each })));
  const subject = { component, before: known.components.get(component.key) ?? [] };
  return [...lockContentChanged.check(subject, { except: [...except] })].map(({ message }) => message);
}

test('the message names what it was and what it is', () => {
  expect(messages({ hashes: ['sha512:b'] }, [{ hashes: ['sha512:a'] }])).toEqual([
    'npm/a 1.0.0 was locked with sha512:a and is now with sha512:b, though a version does not change.',
  ]);
});

test('a digest or commit decides before hashes', () => {
  const [one, other] = ['a'.repeat(40), 'b'.repeat(40)];
  expect(messages({ commit: one, hashes: ['h1:b'] }, [{ commit: one, hashes: ['h1:a'] }])).toEqual([]);
  expect(messages({ commit: one, hashes: ['h1:a'] }, [{ commit: other, hashes: ['h1:a'] }])).toHaveLength(1);
  expect(messages({ digest: 'sha256:a' }, [{ digest: 'sha256:b' }])).toHaveLength(1);
});

test('where the baseline has it twice, one that is the same is enough', () => {
  expect(messages({ hashes: ['h1:b'] }, [{ hashes: ['h1:a'] }, { hashes: ['h1:b'] }])).toEqual([]);
});

test('what cannot be compared is no change', () => {
  expect(messages({ hashes: [] }, [{ hashes: ['h1:a'] }])).toEqual([]);
  expect(messages({ hashes: ['sha1:a'] }, [{ hashes: ['sha512:a'] }])).toEqual([]);
  // The same archive, made by another Yarn.
  expect(messages({ hashes: ['yarn:10c0/b'] }, [{ hashes: ['yarn:8/a'] }])).toEqual([]);
  expect(messages({ hashes: ['yarn:b'] }, [{ hashes: ['yarn:a'] }])).toEqual([]);
  expect(messages({ hashes: ['yarn:10c0/b'] }, [{ hashes: ['yarn:10c0/a'] }])).toHaveLength(1);
  expect(messages({ hashes: ['h1:b'], version: '2.0.0' }, [{ hashes: ['h1:a'] }])).toEqual([]);
});

test('a policy may leave kinds and components out', () => {
  const before = [{ hashes: ['h1:a'] }];
  expect(messages({ hashes: ['h1:b'] }, before, ['library:npm/*'])).toEqual([]);
  expect(messages({ hashes: ['h1:b'] }, before, ['library:pypi/*'])).toHaveLength(1);
});
