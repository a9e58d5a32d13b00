import { html, type Markup } from '@fineprint/report/html';
import type { GroupPage, Page, PageApi, PageDocument, PeoplePage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more, refusal } from '../pieces.ts';
import { type Filled, following, unfilled } from '../request.ts';
import { type Grant, groupIn, groupOptions, roleOptions } from './access-choices.ts';
import { accessParts } from './access-parts.ts';

/** Who may come in, and what they may do. */
export const people: Page = {
  url: '/access',
  render: ({ query }, api) => peoplePage(unfilled(query), api),
};

/** The page of all people, with what somebody has filled in for one more. */
export async function peoplePage(filled: Filled, api: PageApi): Promise<PageDocument> {
  const [{ items, next }, groups] = await Promise.all([
    api.get<PeoplePage>(`/users?limit=100${following(filled.query)}`),
    api.get<GroupPage>('/groups?limit=200'),
  ]);
  return layout(
    'Access',
    'access',
    html`<h1>Access</h1>
${accessParts('people')}
<p class="lead">Who may come in, and what they may do: in every project group, or in one.</p>
<ol class="rows">${items.map((person) => row(person, groups.items))}</ol>
${more(next, '/access')}
${inviting(groups.items, filled)}`,
  );
}

type Person = PeoplePage['items'][number];

function row(person: Person, groups: GroupPage['items']): Markup {
  const { name, roles, isBound, createdAt, disabledAt } = person;
  return html`<li class="entry"><div><p><strong>${name}</strong> ${roles.map(({ role, group }) => html`<span class="grant">${role} <small>${group === null ? 'everywhere' : `in ${group}`}</small></span> `)}</p>
<p class="faint">since ${day(createdAt)}${isBound ? ', logs in at the provider' : null}${disabledAt === null ? null : html`, not let in since ${day(disabledAt)}`}</p></div>
${disabledAt === null ? changing(person, groups) : null}</li>`;
}

function changing({ id, name, roles }: Person, groups: GroupPage['items']): Markup {
  const path = `/access/people/${encodeURIComponent(id)}`;
  // One role takes the place of several: which, nobody but whoever changes them can say.
  const own = roles.length === 1 ? (roles[0] ?? null) : null;
  return html`<details><summary>Change<span class="unseen"> what ${name} may</span></summary>
<form class="stacked" method="post" action="${path}/roles">${choices(groups, `of-${id}`, own)}<p class="faint">It takes the place of all roles that ${name} has, and ends their sessions.</p><button class="small">Set the role</button></form>
<form class="inline" method="post" action="${path}/link"><button class="small">New link</button></form>
<form class="inline" method="post" action="${path}/disable"><button class="small">Let in no more</button></form></details>`;
}

function choices(groups: GroupPage['items'], id: string, chosen: Grant | null): Markup {
  return html`<label class="field" for="role-${id}">Role</label><select id="role-${id}" name="role" required>${roleOptions(chosen)}</select>
<label class="field" for="group-${id}">Where</label><select id="group-${id}" name="group" required>${groupOptions(groups, chosen)}</select>`;
}

function inviting(groups: GroupPage['items'], { fields, refused }: Filled): Markup {
  const chosen = {
    role: fields.role ?? 'viewer',
    group: fields.group === undefined ? null : groupIn(fields),
  };
  return html`<section class="decide" aria-labelledby="invite"><h2 id="invite">Let somebody in</h2>
<form class="stacked" method="post" action="/access/people">
${refusal(refused)}
<label class="field" for="invited">Name</label><input id="invited" name="name" required maxlength="100" autocomplete="off" value="${fields.name ?? ''}">
${choices(groups, 'invited', chosen)}
<p class="faint">You get a link that works once, within a week. Send it to them alone.</p>
<button>Make the link</button>
</form></section>`;
}
