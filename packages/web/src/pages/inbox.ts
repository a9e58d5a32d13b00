import { html, type Markup } from '@fineprint/report/html';
import type { InboxPage, Page } from '@fineprint/server';
import { layout } from '../layout.ts';
import { levelMark, more, plural } from '../pieces.ts';
import { following } from '../request.ts';
import { csvLink } from './exports.ts';

/** What waits for a decision: the page on which reviewers begin. */
export const inbox: Page = {
  url: '/',
  render: async ({ query }, api) => {
    const { items, next } = await api.get<InboxPage>(`/inbox?limit=50${following(query)}`);
    return layout(
      'Inbox',
      'inbox',
      html`<h1>What waits for a decision</h1>
<p class="lead">One entry for each rule, component and licence: one decision settles it in every project. The gravest and widest come first.</p>
${items.length === 0 ? empty : list(items)}
${more(next, '/')}
${items.length === 0 ? null : csvLink('/inbox.csv')}`,
    );
  },
};

const empty = html`<p class="empty"><strong>Nothing waits.</strong> Findings of reports that come in appear here. <code>fineprint upload</code> or the Action sends them.</p>`;

function list(items: InboxPage['items']): Markup {
  return html`<p class="keys faint">Keys: <kbd>j</kbd> and <kbd>k</kbd> go down and up, <kbd>Enter</kbd> opens.</p>
<ol class="rows" data-triage>${items.map(row)}</ol>`;
}

function row({ id, rule, level, component, license, open, projects }: InboxPage['items'][number]): Markup {
  return html`<li><a class="row" href="/questions/${id}">
<span class="what">${levelMark(level)} <strong>${component?.name ?? rule}</strong>${license === null ? null : html` <span class="license">${license}</span>`}</span>
<span class="why"><code>${rule}</code>${component === null ? null : html` · ${component.kind}`}</span>
<span class="size">${plural(projects, 'project')}, ${plural(open, 'finding')}</span>
</a></li>`;
}
