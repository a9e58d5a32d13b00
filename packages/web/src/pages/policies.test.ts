import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { policy } from './policies.ts';

const refuse = () => Promise.reject(new Error('Nothing is sent.'));
const draft = { id: 'v', number: 3 };

/** The page of a group's policy, of which there is a draft, for whoever may write policies somewhere. */
async function shown(mayWrite: boolean, can: readonly string[]): Promise<string> {
  const version = {
    ...draft,
    scope: { is: 'group', group: 'g' },
    state: 'draft',
    text: 'rules: {}',
    note: '',
  };
  const answers: Readonly<Record<string, unknown>> = {
    '/policies?limit=1&group=g': {
      items: [{ scope: version.scope, name: 'mine', published: null, draft, mayWrite }],
      next: null,
    },
    '/policies?limit=1': { items: [{ scope: { is: 'all' }, published: null, draft: null }], next: null },
    '/policies/versions?limit=20&group=g': { items: [], next: null },
    '/policies/dry-runs?limit=5&group=g': { items: [], next: null },
    '/policies/versions/v': { ...version, defects: [], diff: [], can },
  };
  const get = async <T>(path: string) => answers[path] as T;
  const api: PageApi = { get, find: get, post: refuse, put: refuse, delete: refuse, attempt: refuse };
  const document = await policy.render({ params: { scope: 'g' }, query: {}, fields: {} }, api);
  return document(new Set(['read', 'policy']));
}

test('a policy has a form for whoever may write it, and a button for what they can do', async () => {
  const own = await shown(true, ['publish', 'discard']);
  expect(own).toContain('Save draft');
  expect(own).toContain('value="publish"');
  const foreign = await shown(false, []);
  expect(foreign).toContain('rules: {}');
  expect(foreign).not.toMatch(/Save draft|value="(?:publish|discard)"/);
  const forTwo = await shown(true, ['discard']);
  expect(forTwo).toContain('published by somebody else than who wrote it');
  expect(forTwo).not.toContain('value="publish"');
});

const published = { id: 'v2', number: 2 };
const none = { published: null, draft: null };
const list = { items: [], next: null };

/** The page of the policy of a scope, where something is published for all projects or not. */
async function judged(scope: string, forAll: object): Promise<string> {
  const first = { scope: { is: 'all' }, name: 'All projects', mayWrite: true, ...none, ...forAll };
  const shop = { scope: { is: 'group', group: 'shop' }, name: 'shop', mayWrite: true, ...none };
  const text = '# The policy for all.\n';
  const version = { ...published, state: 'published', note: '', text, defects: [], diff: null, can: [] };
  const get = async <T>(path: string) =>
    (path.startsWith('/policies?')
      ? { items: [path.includes('group=') ? shop : first], next: null }
      : path === '/policies/versions/v2'
        ? version
        : list) as T;
  const api: PageApi = { get, find: get, post: refuse, put: refuse, delete: refuse, attempt: refuse };
  const document = await policy.render({ params: { scope }, query: {}, fields: {} }, api);
  return document(new Set(['policy']));
}

test('the policy of a group says that the one for all judges it, and what it is laid over', async () => {
  const page = await judged('shop', { published });
  expect(page).toContain(
    '<a href="/policies/versions/v2">version 2</a> for all projects judges its projects',
  );
  expect(page).not.toContain('the findings of the reports stand');
  expect(page).toContain('# Laid over the policy for all projects');
  expect(page).not.toContain('extends: default');
});

test('where nothing is published, the findings of reports stand, and the rules begin with their defaults', async () => {
  for (const scope of ['all', 'shop']) {
    const page = await judged(scope, {});
    expect(page).toContain('the findings of the reports stand');
    expect(page).toContain('extends: default');
  }
  expect(await judged('all', { published })).not.toContain('the findings of the reports stand');
});
