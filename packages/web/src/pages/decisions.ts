import { html, type Markup } from '@fineprint/report/html';
import type { Decision, DecisionPage, Page } from '@fineprint/server';
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
    const [show, label, filter] = filters.find(([name]) => name === query.show) ?? filters[0];
    const { items, next } = await api.get<DecisionPage>(`/decisions?limit=50${filter}${following(query)}`);
    const soon =
      query.after === undefined ? await endingSoon(show === 'all' ? 'The latest' : label, api) : null;
    return layout(
      'Decisions',
      'decisions',
      html`<h1>Decisions</h1>
<nav class="choices" aria-label="Which decisions"><ul>${filters.map(([name, label]) => choice(name, label, name === show))}</ul></nav>
${soon}
${items.length === 0 ? html`<p class="empty">${show === 'all' ? 'Nothing was decided yet.' : 'There are none.'}</p>` : html`<ol class="rows">${items.map((item) => decisionRow(item, `/decisions?show=${show}`))}</ol>`}
${more(next, `/decisions?show=${show}`)}
${csvLink(filter === '' ? '/decisions.csv' : `/decisions.csv?${filter.slice(1)}`)}
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
