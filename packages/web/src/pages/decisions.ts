import { html, type Markup } from '@fineprint/report/html';
import type { AuditPage, DecisionPage, Page } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more } from '../pieces.ts';
import { following } from '../request.ts';
import { endingSoon } from './ending-soon.ts';
import { csvLink } from './exports.ts';

/** What was decided, the latest first. */
export const decisions: Page = {
  url: '/decisions',
  render: async ({ query }, api) => {
    const { items, next } = await api.get<DecisionPage>(`/decisions?limit=50${following(query)}`);
    const soon = query.after === undefined ? await endingSoon(api) : null;
    return layout(
      'Decisions',
      'decisions',
      html`<h1>Decisions</h1>
${soon}
${items.length === 0 ? html`<p class="empty">Nothing was decided yet.</p>` : html`<ol class="rows">${items.map(decision)}</ol>`}
${more(next, '/decisions')}
${csvLink('/decisions.csv')}`,
    );
  },
};

function decision(item: DecisionPage['items'][number]): Markup {
  const { question, component, rule, license, outcome, state, reason, decidedBy, decidedAt, expiresAt } =
    item;
  return html`<li><p><strong>${outcome}</strong> <a href="/questions/${question}">${component ?? rule}</a>${license === null ? null : html` <span class="license">${license}</span>`} <span class="faint">${state}</span></p>
<p>${reason}</p>
<p class="faint"><code>${rule}</code> · ${decidedBy} on ${day(decidedAt)}${expiresAt === null ? null : html` · until ${day(expiresAt)}`}</p>
${state === 'in-force' ? change(item.id, 'withdraw', 'Withdraw') : state === 'proposed' ? html`${change(item.id, 'confirm', 'Confirm')}${change(item.id, 'decline', 'Decline')}` : null}</li>`;
}

function change(id: string, what: string, name: string): Markup {
  return html`<form class="inline" method="post" action="/decisions/${id}"><input type="hidden" name="change" value="${what}"><button class="small">${name}</button></form>`;
}

/** What was done, the latest first. */
export const audit: Page = {
  url: '/audit',
  render: async ({ query }, api) => {
    const { items, next } = await api.get<AuditPage>(`/audit?limit=100${following(query)}`);
    return layout(
      'Audit',
      'audit',
      html`<h1>Audit</h1>
<p class="lead">What was done, by whom. Nothing here can be changed: each entry holds the hash of the one before it.</p>
<p><a href="/api/v1/audit/bundle" download>Signed bundle for auditors</a> (zip) · <a href="/webhooks">Webhooks</a></p>
<div class="scroll"><table><thead><tr><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Subject</th><th scope="col">Hash</th></tr></thead>
<tbody>${items.map(({ at, actor, via, action, subject, hash }) => html`<tr><td><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time></td><td>${actor} <small>${via}</small></td><td><code>${action}</code></td><td><code>${subject}</code></td><td><code>${hash.slice(0, 12)}</code></td></tr>`)}</tbody></table></div>
${more(next, '/audit')}`,
    );
  },
};
