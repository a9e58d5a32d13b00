import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { bulk } from './bulk.ts';
import { decisions } from './decisions.ts';
import { inbox } from './inbox.ts';
import { licenses } from './licenses.ts';
import { projectFindings } from './project-lists.ts';

const refuse = () => Promise.reject(new Error('Nothing is sent.'));

/** What asks for nothing but lists, and keeps which it was asked for. */
function apiOf(answers: Readonly<Record<string, unknown>>, asked: string[] = []): PageApi {
  const get = async <T>(path: string) => {
    asked.push(path);
    return (answers[path.split('?')[0] ?? ''] ?? { items: [], next: null }) as T;
  };
  return { get, find: get, post: refuse, put: refuse, delete: refuse, attempt: refuse };
}

const request = { params: {}, fields: {} };

test('whoever reads more groups than they review decides many questions of the one that they review', async () => {
  const asked: string[] = [];
  const [mine, other] = [
    { id: 'a', name: 'mine' },
    { id: 'b', name: 'other' },
  ];
  const counted = { value: 12, isExact: true };
  const api = apiOf(
    {
      '/inbox/choices': { groups: [mine, other], scopes: { all: false, fourEyes: false, groups: [mine] } },
      '/inbox/count': { questions: counted, findings: counted },
    },
    asked,
  );
  const page = (await bulk.render({ ...request, query: { rule: 'x' } }, api))(new Set());
  expect(asked).toContain('/inbox/count?rule=x&group=a');
  expect(page).toContain('<input type="hidden" name="group" value="a">');
  expect(page).toContain('<option value="group:a">Group mine</option>');
  await bulk.render({ ...request, query: { rule: 'x', project: 'p' } }, api);
  expect(asked).toContain('/inbox/count?rule=x&project=p');
});

test('a part of the licences of which somebody sees none is not said to be all', async () => {
  const shown = async (next: string | null) =>
    (await licenses.render({ ...request, query: {} }, apiOf({ '/licenses': { items: [], next } })))(
      new Set(),
    );
  expect(await shown(null)).toContain('None yet.');
  expect(await shown('more')).not.toContain('None yet.');
  expect(await shown('more')).toContain('Show more');
});

const none = { value: 0, isExact: true };
const anybody = {
  scopes: { all: true, fourEyes: false, groups: [] },
  groups: [],
  rules: [],
  kinds: [],
  classes: [],
};

test('a list that is narrowed is narrowed as CSV, too', async () => {
  const row = { id: 'q', rule: 'x', level: 'note', component: null, license: null, open: 1, projects: 1 };
  const api = apiOf({
    '/inbox': { items: [row], next: null },
    '/inbox/count': { questions: none, findings: none },
    '/inbox/choices': anybody,
  });
  const waiting = await inbox.render({ ...request, query: { rule: 'x' } }, api);
  expect(waiting(new Set())).toContain('/api/v1/inbox.csv?rule=x"');
  const ended = await decisions.render({ ...request, query: { show: 'expired' } }, api);
  expect(ended(new Set())).toContain('/api/v1/decisions.csv?state=expired"');
});

test('where nothing is left to decide, there is no button that decides nothing', async () => {
  const api = apiOf({ '/inbox/count': { questions: none, findings: none }, '/inbox/choices': anybody });
  expect((await bulk.render({ ...request, query: { rule: 'x' } }, api))(new Set())).not.toContain('<button>');
});

test('what follows decisions that end soon is called what it is', async () => {
  const soon = { question: 'q', component: null, rule: 'x', license: null, decidedBy: 'Ann', daysLeft: 1 };
  const api = apiOf({
    '/decisions/expiring': { items: [{ ...soon, expiresAt: '2026-11-30T00:00:00Z' }], next: null },
  });
  const ended = await decisions.render({ ...request, query: { show: 'expired' } }, api);
  expect(ended(new Set())).toContain('<h2>Ended</h2>');
});

test('a button of a list says what it changes, and a state is called what it is elsewhere', async () => {
  const decision = {
    ...{ id: 'd', question: 'q', component: null, name: null, rule: 'unit-unlicensed', license: null },
    ...{ outcome: 'approved', state: 'in-force', reason: 'Read.', can: ['withdraw'], scope: { is: 'all' } },
    ...{
      decidedBy: 'Ann',
      decidedAt: '2026-11-01T00:00:00Z',
      confirmedBy: null,
      expiresAt: null,
      batch: null,
      ended: null,
    },
  };
  const api = apiOf({
    '/decisions': { items: [decision], next: null },
    '/decisions/expiring': { items: [], next: null },
    '/projects/p': { id: 'p', name: 'p' },
  });
  const listed = await decisions.render({ ...request, query: {} }, api);
  expect(listed(new Set())).toContain('Withdraw<span class="unseen">: unit-unlicensed</span>');
  const findings = await projectFindings.render({ ...request, params: { id: 'p' }, query: {} }, api);
  expect(findings(new Set())).toContain('?state=open">Waiting</a>');
});
