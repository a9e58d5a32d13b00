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
    '/policies/versions?limit=20&group=g': { items: [], next: null },
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
