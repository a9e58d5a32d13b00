import { html, type Markup } from '@fineprint/report/html';
import type { Batch, BatchPage, DecisionPage, InboxChoices, Page } from '@fineprint/server';
import { changeForm, decisionRow, scopeText } from '../decision-row.ts';
import { filterText } from '../filter-form.ts';
import { layout } from '../layout.ts';
import { day, moment, more, plural, said, words } from '../pieces.ts';
import { filtersOf, following } from '../request.ts';

/** An answer to many questions: how far it has come, its decisions, and what can be done with all of them. */
export const batch: Page = {
  url: '/batches/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = encodeURIComponent(id);
    const [shown, decided, choices] = await Promise.all([
      api.get<Batch>(`/batches/${path}`),
      api.get<DecisionPage>(`/decisions?batch=${path}&limit=50${following(query)}`),
      api.get<InboxChoices>('/inbox/choices'),
    ]);
    return layout(
      'One answer to many',
      'decisions',
      html`<p class="crumbs"><a href="/decisions">Decisions</a> · <a href="/batches">Answers to many questions</a></p>
<h1>One answer to ${plural(shown.questions, 'question')}</h1>
${progress(shown)}
<dl class="facts">
<div><dt>Answer</dt><dd>${words(shown.outcome)}${shown.expiresAt === null ? null : html` up to ${day(shown.expiresAt)}`}</dd></div>
<div><dt>Where</dt><dd>${scopeText(shown)}</dd></div>
<div><dt>Questions</dt><dd>${filterText(filtersOf(shown.filter), choices) || 'all that waited'}</dd></div>
<div><dt>By</dt><dd>${shown.madeBy} on ${day(shown.madeAt)}</dd></div>
</dl>
<p>${said(shown.reason)}</p>
${shown.ended === null ? null : html`<p>${shown.state === 'declining' || shown.state === 'declined' ? 'Declined' : 'Undone'} by ${shown.ended.by}${shown.ended.reason === null ? null : html`: ${said(shown.ended.reason)}`}</p>`}
${shown.can.map((change) => changeForm(`/batches/${id}`, { change, name: buttons[change], back: `/batches/${id}` }))}
${shown.can.includes('undo') ? html`<p class="faint">It can be undone until ${moment(shown.undoUntil)}.</p>` : null}
<h2>Its decisions</h2>
${decided.items.length === 0 ? html`<p class="empty">None yet.</p>` : html`<ol class="rows">${decided.items.map((item) => decisionRow(item, `/batches/${id}`))}</ol>`}
${more(decided.next, `/batches/${path}`)}`,
    );
  },
};

const buttons = { undo: 'Undo all', confirm: 'Confirm all', decline: 'Decline all' } as const;

const stillGoing: ReadonlySet<Batch['state']> = new Set([
  'deciding',
  'confirming',
  'declining',
  'withdrawing',
]);

function progress({ id, state, done, questions, decisions, isProposed }: Batch): Markup {
  if (stillGoing.has(state))
    return html`<p class="callout" role="status" data-progress="${id}"><strong>${words(state)}</strong>: <span>${done} of ${questions}</span>. <a href="/batches/${id}">Look again</a></p>`;
  const left = questions - decisions;
  return html`<p class="callout" role="status"><strong>${words(state)}</strong>: ${plural(decisions, 'decision')}${isProposed && state === 'decided' ? ', which wait for a second person' : null}${left === 0 ? null : `; ${plural(left, 'question')} had been answered by others meanwhile`}.</p>`;
}

/** Answers to many questions, the latest first. */
export const batches: Page = {
  url: '/batches',
  render: async ({ query }, api) => {
    const { items, next } = await api.get<BatchPage>(`/batches?limit=50${following(query)}`);
    return layout(
      'Answers to many questions',
      'decisions',
      html`<p class="crumbs"><a href="/decisions">Decisions</a></p>
<h1>Answers to many questions</h1>
${items.length === 0 ? html`<p class="empty">There was none yet. Narrow the inbox, and decide all of it at once.</p>` : html`<ol class="rows">${items.map(row)}</ol>`}
${more(next, '/batches')}`,
    );
  },
};

function row({ id, outcome, questions, state, reason, madeBy, madeAt }: Batch): Markup {
  return html`<li><p><a href="/batches/${id}">${words(outcome)}: ${plural(questions, 'question')}</a> <span class="state">${words(state)}</span></p>
<p>${said(reason)}</p><p class="faint">${madeBy} on ${day(madeAt)}</p></li>`;
}
