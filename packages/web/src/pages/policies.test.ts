import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { policy } from './policies.ts';

const published = { id: 'v2', number: 2 };
const none = { published: null, draft: null };
const list = { items: [], next: null };
const refuse = () => Promise.reject(new Error('Nothing is sent.'));

/** The page of the policy of a scope, where something is published for all projects or not. */
async function shown(scope: string, forAll: object): Promise<string> {
  const items = [
    { scope: { is: 'all' }, name: 'All projects', ...none, ...forAll },
    { scope: { is: 'group', group: 'shop' }, name: 'shop', ...none },
  ];
  const text = '# The policy for all.\n';
  const version = { ...published, state: 'published', note: '', text, defects: [], diff: null };
  const get = async <T>(path: string) =>
    (path.startsWith('/policies?')
      ? { items, next: null }
      : path === '/policies/versions/v2'
        ? version
        : list) as T;
  const api: PageApi = { get, post: refuse, put: refuse, delete: refuse, attempt: refuse };
  const document = await policy.render({ params: { scope }, query: {}, fields: {} }, api);
  return document(new Set(['policy']));
}

test('the policy of a group says that the one for all judges it, and what it is laid over', async () => {
  const page = await shown('shop', { published });
  expect(page).toContain(
    '<a href="/policies/versions/v2">version 2</a> for all projects judges its projects',
  );
  expect(page).not.toContain('the findings of the reports stand');
  expect(page).toContain('# Laid over the policy for all projects');
  expect(page).not.toContain('extends: default');
});

test('where nothing is published, the findings of reports stand, and the rules begin with their defaults', async () => {
  for (const scope of ['all', 'shop']) {
    const page = await shown(scope, {});
    expect(page).toContain('the findings of the reports stand');
    expect(page).toContain('extends: default');
  }
  expect(await shown('all', { published })).not.toContain('the findings of the reports stand');
});
