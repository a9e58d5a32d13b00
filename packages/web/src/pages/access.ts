import { html, type Markup } from '@fineprint/report/html';
import type { GroupPage, Page, PeoplePage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more } from '../pieces.ts';
import { following } from '../request.ts';
import { groupOptions, roleOptions } from './access-choices.ts';
import { accessParts } from './access-parts.ts';

/** Who may come in, and what they may do. */
export const people: Page = {
  url: '/access',
  render: async ({ query }, api) => {
    const [{ items, next }, groups] = await Promise.all([
      api.get<PeoplePage>(`/users?limit=100${following(query)}`),
      api.get<GroupPage>('/groups?limit=200'),
    ]);
    return layout(
      'Access',
      'access',
      html`<h1>Access</h1>
${accessParts('people')}
<p class="lead">Who may come in, and what they may do: in every project group, or in one.</p>
<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Roles</th><th scope="col">Since</th><th scope="col">Change</th></tr></thead>
<tbody>${items.map((person) => row(person, groups.items))}</tbody></table></div>
${more(next, '/access')}
${inviting(groups.items)}`,
    );
  },
};

type Person = PeoplePage['items'][number];

function row(person: Person, groups: GroupPage['items']): Markup {
  const { id, name, roles, isBound, createdAt, disabledAt } = person;
  return html`<tr><th scope="row">${name} ${isBound ? html`<small>logs in at the provider</small>` : null}</th>
<td>${roles.map(({ role, group }) => html`<span class="grant">${role} <small>${group === null ? 'everywhere' : `in ${group}`}</small></span> `)}</td>
<td>${day(createdAt)}</td>
<td>${disabledAt === null ? changing(id, name, groups) : html`<span class="faint">not let in since ${day(disabledAt)}</span>`}</td></tr>`;
}

function changing(id: string, name: string, groups: GroupPage['items']): Markup {
  const path = `/access/people/${encodeURIComponent(id)}`;
  return html`<details><summary>Change<span class="unseen"> what ${name} may</span></summary>
<form class="stacked" method="post" action="${path}/roles">${choices(groups, `of-${id}`)}<p class="faint">It takes the place of all roles that ${name} has, and ends their sessions.</p><button class="small">Set the role</button></form>
<form class="inline" method="post" action="${path}/link"><button class="small">New link</button></form>
<form class="inline" method="post" action="${path}/disable"><button class="small">Let in no more</button></form></details>`;
}

function choices(groups: GroupPage['items'], id: string): Markup {
  return html`<label class="field" for="role-${id}">Role</label><select id="role-${id}" name="role">${roleOptions('viewer')}</select>
<label class="field" for="group-${id}">Where</label><select id="group-${id}" name="group">${groupOptions(groups)}</select>`;
}

function inviting(groups: GroupPage['items']): Markup {
  return html`<section class="decide" aria-labelledby="invite"><h2 id="invite">Let somebody in</h2>
<form class="stacked" method="post" action="/access/people">
<label class="field" for="invited">Name</label><input id="invited" name="name" required maxlength="100" autocomplete="off">
${choices(groups, 'invited')}
<p class="faint">You get a link that works once, within a week. Send it to them alone.</p>
<button>Make the link</button>
</form></section>`;
}
