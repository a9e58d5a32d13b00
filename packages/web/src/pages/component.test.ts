import type { PageApi } from '@fineprint/server';
import { expect, test } from 'vitest';
import { component } from './component.ts';

const key = 'tool:hashicorp/terraform';
const path = `/components/${encodeURIComponent(key)}`;
const list = { items: [], next: null };
const nobody = { licenses: [], projects: { value: 0, isExact: true } };
const asked = { id: 'q1', level: 'error', rule: 'license-not-allowed', license: 'BUSL-1.1', open: 2 };
const answers: Readonly<Record<string, unknown>> = {
  [path]: { key, kind: 'tool', name: 'terraform' },
  [`${path}/versions`]: {
    items: [{ ref: `${key}@1.5.7`, version: '1.5.7', purl: null, ...nobody }],
    next: null,
  },
};

const get = async <T>(address: string) => {
  const [asks = '', query = ''] = address.split('?');
  const isOwn = new URLSearchParams(query).get('component') === key;
  if (asks === '/inbox' && isOwn) return { items: [asked], next: null } as T;
  return (answers[asks] ?? list) as T;
};
const refuse = () => Promise.reject(new Error('Nothing is sent.'));
const api: PageApi = { get, find: get, post: refuse, put: refuse, delete: refuse, attempt: refuse };

test('a component leads to the questions that wait about it, and says of which versions no licence is kept', async () => {
  const document = await component.render({ params: { key }, query: {}, fields: {} }, api);
  const page = document(new Set(['read']));
  expect(page).toContain('<a href="/questions/q1"><code>license-not-allowed</code></a> BUSL-1.1');
  expect(page).toContain('not kept');
});
