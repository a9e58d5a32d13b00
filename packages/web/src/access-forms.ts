import { html } from '@fineprint/report/html';
import type { Form, PageApi, Shown } from '@fineprint/server';
import { layout } from './layout.ts';
import { peoplePage } from './pages/access.ts';
import { groupIn } from './pages/access-choices.ts';
import { pipelinesPage } from './pages/access-pipelines.ts';
import { tokensPage } from './pages/access-tokens.ts';
import { again } from './request.ts';

interface Once {
  readonly title: string;
  readonly secret: string;
  readonly advice: string;
  readonly back: string;
}

/** A page with what nobody can find out again. */
function shownOnce({ title, secret, advice, back }: Once): Shown {
  const content = html`<h1>${title}</h1>
<p class="lead">${advice}</p>
<pre class="secret"><code>${secret}</code></pre>
<p><a href="${back}">Go on</a></p>`;
  return { document: layout(title, 'access', content) };
}

function linkShown({ link }: { readonly link: string }): Shown {
  const advice = 'It works once, within a week, for whoever has it. It is not shown again.';
  return shownOnce({ title: 'The link', secret: link, advice, back: '/access' });
}

const people: readonly Form[] = [
  {
    url: '/access/people',
    perform: async ({ fields }, api) => {
      const { name = '', role = '' } = fields;
      const wanted = { name, roles: [{ role, group: groupIn(fields) }] };
      const made = await api.attempt<{ readonly link: string }>('/users', wanted);
      return made.is === 'done' ? linkShown(made.answer) : again(peoplePage, fields, made, api);
    },
  },
  {
    url: '/access/people/:id/roles',
    perform: async ({ params: { id = '' }, fields }, api) => {
      const roles = [{ role: fields.role ?? '', group: groupIn(fields) }];
      await api.put(`/users/${encodeURIComponent(id)}/roles`, { roles });
      return '/access';
    },
  },
  {
    url: '/access/people/:id/link',
    perform: async ({ params: { id = '' } }, api) =>
      linkShown(await api.post(`/users/${encodeURIComponent(id)}/links`, {})),
  },
  removing('/access/people/:id/disable', '/users', '/access'),
];

const tokens: readonly Form[] = [
  {
    url: '/access/tokens',
    perform: async ({ fields }, api) => {
      const { name = '', role = '', days = '' } = fields;
      const wanted = { name, role, group: groupIn(fields), days: Number(days) };
      const made = await api.attempt<{ readonly token: string }>('/tokens', wanted);
      if (made.is === 'refused') return again(tokensPage, fields, made, api);
      const advice = 'Put it where the machine finds it: it is not shown again.';
      return shownOnce({ title: 'The token', secret: made.answer.token, advice, back: '/access/tokens' });
    },
  },
  removing('/access/tokens/:id/revoke', '/tokens', '/access/tokens'),
];

const pipelines: readonly Form[] = [
  { url: '/access/pipelines', perform: ({ fields }, api) => trust(fields, api) },
  removing('/access/pipelines/:id/revoke', '/ci-trusts', '/access/pipelines'),
];

async function trust(fields: Readonly<Record<string, string>>, api: PageApi): Promise<string | Shown> {
  const { ownerId = '', repositoryId = '', project = '', group = '', mainRefs = '' } = fields;
  const made = await api.attempt('/ci-trusts', {
    ownerId: ownerId.trim(),
    repositoryId: repositoryId.trim() === '' ? null : repositoryId.trim(),
    project: project.trim() === '' ? null : project.trim(),
    group,
    mainRefs: mainRefs.split(/\s+/).filter((ref) => ref !== ''),
  });
  return made.is === 'done' ? '/access/pipelines' : again(pipelinesPage, fields, made, api);
}

/** A form that takes one thing of a list away. */
function removing(url: string, resource: string, back: string): Form {
  return {
    url,
    perform: async ({ params: { id = '' } }, api) => {
      await api.delete(`${resource}/${encodeURIComponent(id)}`);
      return back;
    },
  };
}

/** The forms of who may come in. */
export const accessForms: readonly Form[] = [...people, ...tokens, ...pipelines];
