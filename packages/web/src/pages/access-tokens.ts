import { html, type Markup } from '@fineprint/report/html';
import type { GroupPage, Page, PageApi, PageDocument, TokenPage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more, refusal } from '../pieces.ts';
import { type Filled, following, unfilled } from '../request.ts';
import { groupIn, groupOptions, roleOptions } from './access-choices.ts';
import { accessParts } from './access-parts.ts';

/** Tokens of machines: what they may, until when, and when they were last shown. */
export const tokens: Page = {
  url: '/access/tokens',
  render: ({ query }, api) => tokensPage(unfilled(query), api),
};

/** The page of all tokens, with what somebody has filled in for one more. */
export async function tokensPage(filled: Filled, api: PageApi): Promise<PageDocument> {
  const [{ items, next }, groups] = await Promise.all([
    api.get<TokenPage>(`/tokens?limit=100${following(filled.query)}`),
    api.get<GroupPage>('/groups?limit=200'),
  ]);
  return layout(
    'Tokens',
    'access',
    html`<h1>Access</h1>
${accessParts('tokens')}
<p class="lead">Tokens let machines in. GitHub's jobs need none: <a href="/access/pipelines">they show who they are</a>.</p>
${items.length === 0 ? html`<p class="empty">There are none.</p>` : list(items)}
${more(next, '/access/tokens')}
${making(groups.items, filled)}`,
  );
}

function list(items: TokenPage['items']): Markup {
  return html`<ol class="rows">${items.map(row)}</ol>`;
}

function row(token: TokenPage['items'][number]): Markup {
  const { id, name, role, group, createdBy, createdAt, expiresAt, revokedAt, usedAt } = token;
  return html`<li class="entry"><div><p><strong>${name}</strong> <span class="grant">${role} <small>${group === null ? 'everywhere' : `in ${group}`}</small></span></p>
<p class="faint">made on ${day(createdAt)} by ${createdBy}, ${usedAt === null ? 'never shown' : html`last shown on ${day(usedAt)}`}, ${revokedAt === null ? html`lasts until ${day(expiresAt)}` : html`revoked on ${day(revokedAt)}`}</p></div>
${revokedAt === null ? html`<form method="post" action="/access/tokens/${encodeURIComponent(id)}/revoke"><button class="small">Revoke<span class="unseen"> ${name}</span></button></form>` : null}</li>`;
}

function making(groups: GroupPage['items'], { fields, refused }: Filled): Markup {
  // Most of them send reports.
  const chosen = {
    role: fields.role ?? 'ingest',
    group: fields.group === undefined ? null : groupIn(fields),
  };
  return html`<section class="decide" aria-labelledby="make"><h2 id="make">Make a token</h2>
<form class="stacked" method="post" action="/access/tokens">
${refusal(refused)}
<label class="field" for="token-name">What it is for</label><input id="token-name" name="name" required maxlength="100" autocomplete="off" value="${fields.name ?? ''}">
<label class="field" for="token-role">Role</label><select id="token-role" name="role">${roleOptions(chosen)}</select>
<label class="field" for="token-group">Where</label><select id="token-group" name="group">${groupOptions(groups, chosen)}</select>
<label class="field" for="token-days">Days that it lasts</label><input id="token-days" name="days" type="number" min="1" max="366" value="${fields.days ?? 90}" required>
<p class="faint">Its text is shown once, on the next page.</p>
<button>Make the token</button>
</form></section>`;
}
