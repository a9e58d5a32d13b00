import { html, type Markup } from '@fineprint/report/html';
import type { InboxChoices, InboxCount, InboxPage, Page, PageApi, PageDocument } from '@fineprint/server';
import { answerFields, type Fields, scopeField } from '../decide-form.ts';
import { filterText } from '../filter-form.ts';
import { layout } from '../layout.ts';
import { bounded, more, refusal } from '../pieces.ts';
import { type Filled, type Filters, filtersOf, following, queryOf, unfilled } from '../request.ts';
import { list } from './inbox.ts';

/** One answer to all questions of a filter: how many they are, which, and the form that answers them. */
export const bulk: Page = {
  url: '/bulk',
  render: ({ query }, api) => bulkPage(unfilled(query), api),
};

/** The page of one answer to many questions, with what somebody has filled in so far. */
export async function bulkPage({ query, fields, refused }: Filled, api: PageApi): Promise<PageDocument> {
  const choices = await api.get<InboxChoices>('/inbox/choices');
  const filters = narrowed(filtersOf(query), choices);
  const search = queryOf(filters);
  const [{ items, next }, count] = await Promise.all([
    api.get<InboxPage>(`/inbox?limit=50&${search}${following(query)}`),
    api.get<InboxCount>(`/inbox/count?${search}`),
  ]);
  const scopes = scopesOf(filters, choices);
  return layout(
    'Decide many',
    'inbox',
    html`<p class="crumbs"><a href="/?${search}">Inbox</a></p>
<h1>One answer to ${bounded(count.questions, 'question')}</h1>
<p class="lead">${search === '' ? 'Everything that waits' : filterText(filters, choices)}: ${bounded(count.findings, 'finding')}. Each question gets a decision of its own, with this reason. All of them together can be undone for 24 hours.</p>
<div class="beside"><div>
<h2>The questions</h2>
${items.length === 0 ? html`<p class="empty">None waits.</p>` : list(items, { search, mayDecide: false })}
${more(next, `/bulk?${search}`)}
</div><div>${form({ filters, scopes, fourEyes: choices.scopes.fourEyes, count, fields, refused, isAboutLicense: items.some(({ license }) => license !== null) })}</div></div>`,
  );
}

/** Whoever reviews one group decides there: what they read beside it and may not decide is neither counted nor listed. */
function narrowed(filters: Filters, { scopes }: InboxChoices): Filters {
  const [only, ...others] = scopes.groups;
  if (scopes.all || only === undefined || others.length > 0) return filters;
  return filters.group === undefined && filters.project === undefined
    ? { ...filters, group: only.id }
    : filters;
}

interface Asked {
  readonly filters: Filters;
  readonly scopes: readonly { readonly value: string; readonly name: string }[];
  readonly fourEyes: boolean;
  readonly count: InboxCount;
  readonly fields: Fields;
  readonly refused: string | null;
  readonly isAboutLicense: boolean;
}

function form(asked: Asked): Markup {
  const {
    filters,
    scopes,
    fourEyes,
    count: { questions },
    fields,
    refused,
    isAboutLicense,
  } = asked;
  if (questions.value === 0)
    return html`<p class="empty">There is nothing to decide: <a href="/">what waits</a> is narrowed otherwise.</p>`;
  if (scopes.length === 0)
    return html`<p class="empty">You review some project groups: narrow the inbox to one of them first.</p>`;
  if (!questions.isExact)
    return html`<p class="empty">These are more questions than anybody looks through: narrow the inbox further.</p>`;
  return html`<form class="decide" method="post" action="/bulk">
<h2>Decide</h2>
${refusal(refused)}
${answerFields(fields, isAboutLicense)}
${scopeField({ scopes, chosen: fields.scope, fourEyes })}
${Object.entries(filters).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="questions" value="${questions.value}">
<p><button>Decide all ${questions.value.toLocaleString('en')}</button></p>
</form>`;
}

/** Where the answer may hold: what was narrowed to goes first. */
function scopesOf({ project, group }: Filters, { scopes, groups }: InboxChoices) {
  const found = (scopes.all ? groups : scopes.groups).find(({ id }) => id === group);
  return [
    ...(project === undefined ? [] : [{ value: `project:${project}`, name: 'This project' }]),
    ...(found === undefined ? [] : [{ value: `group:${found.id}`, name: `Group ${found.name}` }]),
    ...(scopes.all ? [{ value: 'all', name: 'All projects' }] : []),
  ];
}
