import { html, type Markup } from '@fineprint/report/html';
import type { GroupPage, Page, TokenPage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more } from '../pieces.ts';
import { following } from '../request.ts';
import { groupOptions, roleOptions } from './access-choices.ts';
import { accessParts } from './access-parts.ts';

/** Tokens of machines: what they may, until when, and when they were last shown. */
export const tokens: Page = {
  url: '/access/tokens',
  render: async ({ query }, api) => {
    const [{ items, next }, groups] = await Promise.all([
      api.get<TokenPage>(`/tokens?limit=100${following(query)}`),
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
${making(groups.items)}`,
    );
  },
};

function list(items: TokenPage['items']): Markup {
  return html`<ol class="rows">${items.map(row)}</ol>`;
}

function row(token: TokenPage['items'][number]): Markup {
  const { id, name, role, group, createdBy, createdAt, expiresAt, revokedAt, usedAt } = token;
  return html`<li class="entry"><div><p><strong>${name}</strong> <span class="grant">${role} <small>${group === null ? 'everywhere' : `in ${group}`}</small></span></p>
<p class="faint">made on ${day(createdAt)} by ${createdBy}, ${usedAt === null ? 'never shown' : html`last shown on ${day(usedAt)}`}, ${revokedAt === null ? html`lasts until ${day(expiresAt)}` : html`revoked on ${day(revokedAt)}`}</p></div>
${revokedAt === null ? html`<form method="post" action="/access/tokens/${encodeURIComponent(id)}/revoke"><button class="small">Revoke<span class="unseen"> ${name}</span></button></form>` : null}</li>`;
}

// What most tokens are for.
const usual = { role: 'ingest', group: null } as const;

function making(groups: GroupPage['items']): Markup {
  return html`<section class="decide" aria-labelledby="make"><h2 id="make">Make a token</h2>
<form class="stacked" method="post" action="/access/tokens">
<label class="field" for="token-name">What it is for</label><input id="token-name" name="name" required maxlength="100" autocomplete="off">
<label class="field" for="token-role">Role</label><select id="token-role" name="role">${roleOptions(usual)}</select>
<label class="field" for="token-group">Where</label><select id="token-group" name="group">${groupOptions(groups, usual)}</select>
<label class="field" for="token-days">Days that it lasts</label><input id="token-days" name="days" type="number" min="1" max="366" value="90" required>
<p class="faint">Its text is shown once, on the next page.</p>
<button>Make the token</button>
</form></section>`;
}
