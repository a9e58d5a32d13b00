import { expect, test } from 'vitest';
import { moment, versionText } from './pieces.ts';

test.each([
  ['npm:left@1.2.0', null, '<code>1.2.0</code>'],
  ['npm:left@^1', '1.3.0', '<code>1.3.0</code>'],
  ['npm:left@team@work', null, '<code>team@work</code>'],
  ['npm:left', null, '<span class="faint">no version</span>'],
  [`npm:left@${'a'.repeat(40)}`, null, `<code title="${'a'.repeat(40)}">aaaaaaaaaaaa…</code>`],
])('the version of %s, as %s, is shown as such, and a long one by its beginning', (ref, version, shown) => {
  expect(versionText(ref, 'npm:left', version).text).toBe(shown);
});

test('a time says its zone', () => {
  expect(moment('2026-11-28T12:34:56.789Z').text).toContain('>2026-11-28 12:34 UTC<');
  expect(moment('2026-11-28T12:34:56.789Z', 'second').text).toContain('>2026-11-28 12:34:56 UTC<');
});
