import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { audit } from './audit.ts';

const decision = {
  ...{
    outcome: 'rejected',
    question: 'q1',
    rule: 'license-needs-review',
    component: 'tool:<b>',
    license: 'MIT',
  },
  ...{ versions: '<2', project: null, group: 'shop', reason: 'It has to go.', expiresAt: null },
};
const common = {
  at: '2026-11-28T14:00:00.000Z',
  actor: 'Ada',
  via: 'session',
  hash: 'f'.repeat(64),
  previous: '0',
};
const items = [
  { ...common, action: 'decision.made', subject: 'd1', detail: { after: {}, decision } },
  // As it was entered before entries said what they are about.
  { ...common, action: 'decision.made', subject: 'd0', detail: { after: { outcome: 'rejected' } } },
  {
    ...{ ...common, action: 'policy.published', subject: 'v1' },
    detail: { policy: { number: 3, group: null, sha256: 'a'.repeat(64) } },
  },
  { ...common, action: 'user.disabled', subject: 'u1', detail: { name: 'Grace' } },
];
const get = async <T>() => ({ items, next: null }) as T;
const refuse = () => Promise.reject(new Error('Nothing is sent.'));
const api: PageApi = { get, find: get, post: refuse, put: refuse, delete: refuse, attempt: refuse };

test('the log says what was done to what by names and links, and times by their zone', async () => {
  const document = await audit.render({ params: {}, query: {}, fields: {} }, api);
  const page = document(new Set(['audit']));
  expect(page).toContain(
    '<strong>Rejected</strong> <a href="/questions/q1">license-needs-review · tool:&lt;b&gt; · MIT · &lt;2</a> <small>group shop</small><br>It has to go.',
  );
  expect(page).toContain('<code>d0</code>');
  expect(page).toContain('<a href="/policies/versions/v1">Policy of all projects, version 3</a>');
  expect(page).toContain('Grace <code>u1</code>');
  expect(page).toContain('2026-11-28 14:00:00 UTC');
  // Whoever audits reads the log, and sets no webhooks.
  expect(page).not.toContain('/webhooks');
});
