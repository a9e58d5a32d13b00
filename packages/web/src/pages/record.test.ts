import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { record } from './record.ts';

const used = (name: string, version: string | null, at: string) => ({
  ...{ key: `tool:${name}`, ref: `tool:${name}@${at}`, name, kind: 'tool', version, license: 'MIT' },
  ...{ class: 'permissive', pin: 'range', usage: 'deployed', occurrences: 1 },
});
const sha256 = 'a'.repeat(64);
const answers: Readonly<Record<string, unknown>> = {
  '/projects/p': {
    ...{ id: 'p', name: 'harbour', group: 'shop', remote: null, seenAt: null, components: 2, open: 0 },
    findings: { error: 0, warning: 0, note: 0 },
  },
  '/projects/p/components': {
    items: [
      { ...used('zeta', null, '>= 1.5'), license: 'NOASSERTION', class: null },
      used('alpha', '2.0.0', '2.0.0'),
    ],
    next: null,
  },
  '/projects/p/channels': { items: [{ name: 'main', report: 'r1' }], next: null },
  '/reports/r1': { id: 'r1', sha256 },
  '/me': { name: 'Ada <b>', server: 'https://fineprint.example', at: '2026-11-28T14:00:00.000Z' },
  '/policies': {
    items: [
      { scope: { is: 'all' }, name: 'All projects', published: { id: 'v', number: 2 }, draft: null },
      { scope: { is: 'group', group: 'g' }, name: 'shop', published: { id: 'w', number: 5 }, draft: null },
      { scope: { is: 'group', group: 'h' }, name: 'other', published: { id: 'x', number: 9 }, draft: null },
    ],
    next: null,
  },
};
const get = async <T>(path: string) => (answers[path.split('?')[0] ?? ''] ?? { items: [], next: null }) as T;
const refuse = () => Promise.reject(new Error('Nothing is sent.'));
const api: PageApi = { get, find: get, post: refuse, put: refuse, delete: refuse, attempt: refuse };

test('a record says by whom, when and from what it was made, and lists components in order with their versions', async () => {
  const document = await record.render({ params: { id: 'p' }, query: {}, fields: {} }, api);
  const page = document(new Set());
  expect(page).toContain('2026-11-28</time> by Ada &lt;b&gt;');
  expect(page).toContain('<dd>https://fineprint.example</dd>');
  expect(page).toContain(`<code>r1</code>, SHA-256 <code>${sha256}</code>`);
  expect(page).toContain('<dd>all projects, version 2; group shop, version 5</dd>');
  expect(page.indexOf('alpha')).toBeLessThan(page.indexOf('zeta'));
  expect(page).toContain('<td data-title="Version"><code>&gt;= 1.5</code></td>');
  // In the words of the pages, as elsewhere.
  expect(page).toContain('title="Unknown">Unknown</span>');
});
