import { type Content, html, type Markup } from '@fineprint/report/html';
import { kindLabel } from '@fineprint/report/words';
import type { Decision, InboxChoices, InboxCount, InboxPage, Page, PageApi } from '@fineprint/server';
import { changeForm } from '../decision-row.ts';
import { filterForm, filterText } from '../filter-form.ts';
import { keysHelp } from '../keys.ts';
import { layout } from '../layout.ts';
import { bounded, fullName, levelMark, more, plural, words } from '../pieces.ts';
import { type Filters, filtersOf, following, queryOf } from '../request.ts';
import { csvLink } from './exports.ts';

/** What waits for a decision: the page on which reviewers begin. */
export const inbox: Page = {
  url: '/',
  render: async ({ query }, api) => {
    const filters = filtersOf(query);
    const search = queryOf(filters);
    const [{ items, next }, count, choices] = await Promise.all([
      api.get<InboxPage>(`/inbox?limit=50&${search}${following(query)}`),
      api.get<InboxCount>(`/inbox/count?${search}`),
      api.get<InboxChoices>('/inbox/choices'),
    ]);
    const isNarrowed = search !== '';
    const here = isNarrowed ? `/?${search}` : '/';
    return layout(
      'Inbox',
      'inbox',
      html`<h1>What waits for a decision</h1>
<p class="lead">One entry for each rule, component and licence: one decision settles it in every project. The gravest and widest come first.</p>
${await decided(query.decided, here, api)}
${filterForm(filters, choices)}
${
  items.length === 0
    ? isNarrowed
      ? html`<p class="empty"><strong>Nothing of that waits.</strong> <a href="/">Show all</a></p>`
      : empty
    : html`<p class="above">${bounded(count.questions, 'question')} about ${bounded(count.findings, 'finding')}${isNarrowed ? `: ${filterText(filters, choices)}` : null}. ${many(filters, count, choices)} ${keysHelp}</p>
${list(items, { search, mayDecide: mayDecide(choices) })}`
}
${more(next, here)}
${items.length === 0 ? null : csvLink(isNarrowed ? `/inbox.csv?${search}` : '/inbox.csv')}`,
    );
  },
};

const empty = html`<p class="empty"><strong>Nothing waits.</strong> Findings of reports that come in appear here. <code>fineprint upload</code> or the Action sends them.</p>`;

/** Whether somebody may decide anything at all. */
export function mayDecide({ scopes }: Pick<InboxChoices, 'scopes'>): boolean {
  return scopes.all || scopes.groups.length > 0;
}

function many(filters: Filters, { questions }: InboxCount, choices: InboxChoices): Content {
  if (!mayDecide(choices) || questions.value < 2) return null;
  const search = queryOf(filters);
  if (search === '') return html`<span class="faint">Narrow the list to decide all of it at once.</span>`;
  return html`<a href="/bulk?${search}">Decide all ${questions.value.toLocaleString('en')} at once</a>`;
}

/** What was just decided, and how to take it back. */
async function decided(id: string | undefined, back: string, api: PageApi): Promise<Markup | null> {
  if (id === undefined) return null;
  const { outcome, name, component, rule, question, state, can } = await api.get<Decision>(
    `/decisions/${encodeURIComponent(id)}`,
  );
  const said = state === 'proposed' ? 'Proposed, and waits for a second person' : words(state);
  return html`<div class="callout" role="status"><p><strong>${words(outcome)}</strong>: <a href="/questions/${question}">${name === null || component === null ? rule : fullName({ key: component, name })}</a>. ${said}.</p>
${can.includes('withdraw') ? changeForm(`/decisions/${id}`, { change: 'withdraw', name: 'Take it back', back }) : null}</div>`;
}

interface ListMeans {
  readonly search: string;
  readonly mayDecide: boolean;
}

/** Questions, each leading to its page, and from there back to this list. */
export function list(items: InboxPage['items'], { search, mayDecide: decides }: ListMeans): Markup {
  const project = new URLSearchParams(search).get('project');
  const from = new URLSearchParams({
    ...(search === '' ? {} : { back: `/?${search}` }),
    // Whoever looks at one project is asked of that first.
    ...(project === null ? {} : { scope: `project:${project}` }),
  });
  const query = from.size === 0 ? '' : `?${from}`;
  return html`<ol class="rows" data-triage="${decides ? 'decides' : 'reads'}">${items.map((item) => row(item, query))}</ol>`;
}

function row(
  { id, rule, level, component, license, open, projects }: InboxPage['items'][number],
  query: string,
): Markup {
  return html`<li><a class="row" href="/questions/${id}${query}">
<span class="what">${levelMark(level)} <strong>${component === null ? rule : fullName(component)}</strong>${license === null ? null : html` <span class="license">${license}</span>`}</span>
<span class="why"><code>${rule}</code>${component === null ? null : html` · ${kindLabel(component.kind)}`}</span>
<span class="size">${plural(projects, 'project')}, ${plural(open, 'finding')}</span>
</a></li>`;
}
