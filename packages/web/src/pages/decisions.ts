import { html, type Markup } from '@fineprint/report/html';
import type { AuditPage, Decision, DecisionPage, Page } from '@fineprint/server';
import { decisionRow } from '../decision-row.ts';
import { layout } from '../layout.ts';
import { more } from '../pieces.ts';
import { following } from '../request.ts';
import { endingSoon } from './ending-soon.ts';
import { csvLink } from './exports.ts';

const filters = [
  ['all', 'All', ''],
  ['in-force', 'In force', '&state=in-force'],
  ['proposed', 'Waiting for a second person', '&state=proposed'],
  ['expiring', 'Ending within 30 days', '&expiringInDays=30'],
  ['expired', 'Ended', '&state=expired'],
  ['replaced', 'Replaced', '&state=replaced'],
  ['withdrawn', 'Withdrawn', '&state=withdrawn'],
  ['declined', 'Declined', '&state=declined'],
] as const;

/** What was decided, the latest first, or what ends next. */
export const decisions: Page = {
  url: '/decisions',
  render: async ({ query }, api) => {
    const [show, , filter] = filters.find(([name]) => name === query.show) ?? filters[0];
    const { items, next } = await api.get<DecisionPage>(`/decisions?limit=50${filter}${following(query)}`);
    const soon = query.after === undefined ? await endingSoon(api) : null;
    return layout(
      'Decisions',
      'decisions',
      html`<h1>Decisions</h1>
<nav class="choices" aria-label="Which decisions"><ul>${filters.map(([name, label]) => choice(name, label, name === show))}</ul></nav>
${soon}
${items.length === 0 ? html`<p class="empty">${show === 'all' ? 'Nothing was decided yet.' : 'There are none.'}</p>` : html`<ol class="rows">${items.map((item) => decisionRow(item, `/decisions?show=${show}`))}</ol>`}
${more(next, `/decisions?show=${show}`)}
${csvLink('/decisions.csv')}
<p><a href="/batches">Answers to many questions</a></p>`,
    );
  },
};

/** One decision by itself: what another one names. */
export const decision: Page = {
  url: '/decisions/:id',
  render: async ({ params: { id = '' } }, api) => {
    const path = `/decisions/${encodeURIComponent(id)}`;
    const shown = await api.get<Decision>(path);
    return layout(
      'Decision',
      'decisions',
      html`<p class="crumbs"><a href="/decisions">Decisions</a></p>
<h1>One decision</h1>
<ol class="rows">${decisionRow(shown, path)}</ol>`,
    );
  },
};

function choice(name: string, label: string, isCurrent: boolean): Markup {
  return isCurrent
    ? html`<li><a href="/decisions?show=${name}" aria-current="page">${label}</a></li>`
    : html`<li><a href="/decisions?show=${name}">${label}</a></li>`;
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
<table class="cards"><thead><tr><th scope="col">Time</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Subject</th><th scope="col">Hash</th></tr></thead>
<tbody>${items.map(({ at, actor, via, action, subject, hash }) => html`<tr><td data-title="Time"><time datetime="${at}">${at.slice(0, 19).replace('T', ' ')}</time></td><td data-title="Who">${actor} <small>${via}</small></td><td data-title="What"><code>${action}</code></td><td class="wide" data-title="Subject"><code>${subject}</code></td><td data-title="Hash"><code>${hash.slice(0, 12)}</code></td></tr>`)}</tbody></table>
${more(next, '/audit')}`,
    );
  },
};
