import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { question } from './question.ts';

const listed = Array.from({ length: 100 }, (_, at) => ({
  project: { id: `p${at}`, name: `project-${at}` },
  mayDecide: true,
  open: 1,
}));
const list = { items: [], next: null };
const counted = { value: 101, isExact: true };
const asked = {
  ...{ id: 'q', rule: 'unit-unlicensed', level: 'note', component: null, license: null, class: null },
  ...{ firstSeenAt: '2026-11-01T00:00:00Z', open: 101, parts: [], standing: null },
  meaning: 'A part of the repository states no licence.',
  effect: { findings: counted, projects: counted },
  scopes: { all: true, fourEyes: false, groups: [] },
};
function heldFrom(inheritedFrom: string | null) {
  const by = { decidedBy: 'Ann', decidedAt: '2026-11-02T00:00:00Z', isInherited: true };
  return {
    ...{
      project: { id: 'p', name: 'p' },
      ref: 'npm:left@2.0.0',
      state: 'approved',
      message: 'Left.',
      remedy: 'Ask.',
    },
    ...{ locations: [], places: 0, decision: { ...by, inheritedFrom } },
  };
}
const answers: Readonly<Record<string, unknown>> = {
  '/inbox/q': asked,
  '/inbox/for-two': { ...asked, scopes: { ...asked.scopes, fourEyes: true } },
  '/inbox/held': { ...asked, id: 'held', component: { key: 'npm:left', kind: 'npm-package', name: 'left' } },
  '/inbox/held/findings': { items: ['npm:left@1.2.0', null].map(heldFrom), next: 'more' },
  // What nobody uses any more.
  '/inbox/gone': {
    ...{ id: 'gone', rule: 'license-not-allowed', level: 'note', license: null, class: null, parts: [] },
    ...{ component: { key: 'npm:gone', kind: 'npm-package', name: 'gone' }, standing: null, meaning: null },
    ...{ firstSeenAt: '2026-11-01T00:00:00Z', open: 0, scopes: { all: false, fourEyes: true, groups: [] } },
    effect: { findings: { value: 0, isExact: true }, projects: { value: 0, isExact: true } },
  },
  '/inbox/q/projects': { items: listed, next: 'more' },
  '/projects/p100': { id: 'p100', name: 'the hundred-and-first', group: 'default' },
};

const get = async <T>(path: string) => (answers[path.split('?')[0] ?? ''] ?? list) as T;
const refuse = () => Promise.reject(new Error('Nothing is sent.'));
const find = async <T>(path: string) => (path.startsWith('/components/') ? null : get<T>(path));
const api: PageApi = { get, find, post: refuse, put: refuse, delete: refuse, attempt: refuse };

/** The page of a question, where the API answers some addresses otherwise. */
async function shown(
  query: Readonly<Record<string, string>>,
  others: Readonly<Record<string, unknown>> = {},
  id = 'q',
): Promise<string> {
  const own = { ...api, get: async <T>(path: string) => (others[path] as T) ?? (await get<T>(path)) };
  const document = await question.render({ params: { id }, query, fields: {} }, own);
  return document(new Set());
}

test('a question of more projects than are listed is decided for the project that somebody came from', async () => {
  expect(await shown({})).toContain('<option value="all" selected>All projects</option>');
  expect(await shown({})).not.toContain('p100');
  expect(await shown({ scope: 'project:p100' })).toContain(
    '<option value="project:p100" selected>Project the hundred-and-first</option>',
  );
  expect(await shown({ scope: 'project:p7' })).toContain(
    '<option value="project:p7" selected>Project project-7 (1 waiting)</option>',
  );
});

test('whoever decides for all is told before that somebody else has to confirm it', async () => {
  const told = 'once somebody else has confirmed it';
  expect(await shown({})).not.toContain(told);
  expect(await shown({}, {}, 'for-two')).toContain(told);
});

test('the head of a question tells the answers that stand, and how many findings wait', async () => {
  const decided = {
    ...{ outcome: 'rejected', decidedBy: 'Grace', decidedAt: '2026-11-02T00:00:00Z', expiresAt: null },
    ...{ reason: 'Not with us.', scope: { is: 'all' }, versions: '<2' },
  };
  const asked = answers['/inbox/q'] as object;
  const given = async (open: number, items: readonly object[]) =>
    shown(
      {},
      {
        '/inbox/q': { ...asked, open },
        '/decisions?question=q&limit=20&state=in-force': { items, next: null },
      },
    );
  const text = (page: string) => page.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  expect(text(await given(101, []))).not.toMatch(/Decided|findings? waits?/);
  const said = 'Rejected for all projects, versions &lt;2 by Grace on 2026-11-02: Not with us.';
  expect(text(await given(0, [decided]))).toContain(`Decided ${said}`);
  expect(text(await given(1, [decided]))).toContain(`Decided in part: 1 finding waits ${said}`);
  expect(text(await given(1, [decided]))).toContain('101 findings in 101 projects; 1 finding waits');
});

test('a question says what its rule means and what to do, and speaks of licences where it is about one', async () => {
  const found = {
    ...{ project: { id: 'p', name: 'p' }, ref: null, locations: [], places: 0 },
    state: 'open',
  };
  const remedies = ['Write it down.', 'Write it down.', 'Ask <them>.'];
  const items = remedies.map((remedy) => ({ ...found, remedy, message: 'It states none.' }));
  const page = await shown({}, { '/inbox/q/findings?limit=20': { items, next: null } });
  expect(page).toContain('A part of the repository states no licence.');
  expect(page.match(/<p>Write it down\.<\/p>/g)?.length).toBe(1);
  expect(page).toContain('<p>Ask &lt;them&gt;.</p>');
  expect(page).not.toContain('As long as the licence stays what it is.');
  const asked = answers['/inbox/q'] as object;
  const about = await shown({}, { '/inbox/q': { ...asked, license: 'MIT' } });
  expect(about).toContain('As long as the licence stays what it is.');
});

test('what a decision of some versions touches is not told before it is known', async () => {
  expect(await shown({})).toContain('It is the answer to 101 findings in 101 projects');
  expect(await shown({ versions: '<2' })).toContain('See what it touches before you decide.');
});

test('a question that no project has any more is shown without a link to where nothing is', async () => {
  const page = await shown({}, {}, 'gone');
  expect(page).toContain('No project that you see has it now.');
  expect(page).toContain('<dd>npm:gone</dd>');
  expect(page).not.toContain('/components/');
});

test('a finding of another version than was decided says for which one that was, where it is known', async () => {
  const page = await shown({}, {}, 'held');
  expect(page).toContain('inherited from version <code>1.2.0</code>: decided by Ann on');
  expect(page).toContain('inherited from Ann on');
});

test('what follows on a page of a question keeps where somebody came from', async () => {
  const page = await shown({ back: '/?rule=x', scope: 'project:p7' }, {}, 'held');
  expect(page).toContain('/questions/held?back=%2F%3Frule%3Dx&amp;scope=project%3Ap7&amp;after=more');
});
