import { html, type Markup } from '@fineprint/report/html';
import type { DecisionPage, Effect, Page, PlacesPage, Question } from '@fineprint/server';
import { layout } from '../layout.ts';
import { bounded, day, levelMark, more } from '../pieces.ts';
import { following } from '../request.ts';

/** One question: where it stands, what was decided before, and the form that decides it. */
export const question: Page = {
  url: '/questions/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = encodeURIComponent(id);
    const [asked, places, decided] = await Promise.all([
      api.get<Question>(`/inbox/${path}`),
      api.get<PlacesPage>(`/inbox/${path}/findings?limit=50${following(query)}`),
      api.get<DecisionPage>(`/decisions?question=${path}`),
    ]);
    const title = asked.component?.name ?? asked.rule;
    return layout(
      title,
      'inbox',
      html`<p class="crumbs"><a href="/">Inbox</a></p>
<h1>${levelMark(asked.level)} ${title}${asked.license === null ? null : html` <span class="license">${asked.license}</span>`}</h1>
<p class="lead">${places.items[0]?.message ?? asked.rule}</p>
<dl class="facts">
<div><dt>Rule</dt><dd><code>${asked.rule}</code></dd></div>
${asked.component === null ? null : html`<div><dt>Component</dt><dd><a href="/components/${encodeURIComponent(asked.component.key)}">${asked.component.key}</a></dd></div>`}
<div><dt>Waits since</dt><dd>${day(asked.firstSeenAt)}</dd></div>
<div><dt>Touches</dt><dd>${bounded(asked.effect.findings, 'finding')} in ${bounded(asked.effect.projects, 'project')}</dd></div>
</dl>
${form(id, asked.effect)}
${earlier(decided.items)}
<section aria-labelledby="places"><h2 id="places">Where</h2>
<ol class="places">${places.items.map(place)}</ol>
${more(places.next, `/questions/${path}`)}
</section>`,
    );
  },
};

const outcomes = [
  ['approved', 'Approve', 'It may be used, as long as the licence stays what it is.'],
  ['approved-until', 'Approve until', 'It may be used up to a day, and comes back then.'],
  ['rejected', 'Reject', 'It has to go: its findings go on failing.'],
  ['needs-information', 'Ask for more', 'Nobody can decide it yet; the reason says what is missing.'],
  ['false-positive', 'False positive', 'The finding is wrong.'],
] as const;

function form(id: string, { findings, projects }: Effect): Markup {
  return html`<form class="decide" method="post" action="/questions/${encodeURIComponent(id)}">
<h2>Decide</h2>
<fieldset><legend>What holds</legend>
${outcomes.map(
  ([value, name, means]) =>
    html`<label class="choice"><input type="radio" name="outcome" value="${value}" required> <span><strong>${name}</strong> <small>${means}</small></span></label>`,
)}
</fieldset>
<label class="field"><span>Last day <small>only of “approve until”</small></span> <input type="date" name="until"></label>
<label class="field"><span>Versions <small>as npm writes ranges; empty for all</small></span> <input name="versions" maxlength="200" autocomplete="off"></label>
<label class="field wide"><span>Reason</span> <textarea name="reason" required minlength="3" maxlength="4000" rows="3"></textarea></label>
<p>It settles ${bounded(findings, 'finding')} in ${bounded(projects, 'project')}, and those that come later.</p>
<button>Decide for all projects</button>
</form>`;
}

function earlier(items: DecisionPage['items']): Markup | null {
  if (items.length === 0) return null;
  return html`<section aria-labelledby="earlier"><h2 id="earlier">Decided before</h2>
<ol class="rows">${items.map(
    ({ outcome, state, reason, decidedBy, decidedAt, scope }) =>
      html`<li><strong>${outcome}</strong> (${state}, ${scope.is === 'all' ? 'all projects' : `one ${scope.is}`}) by ${decidedBy} on ${day(decidedAt)}<p>${reason}</p></li>`,
  )}</ol></section>`;
}

function place({ project, ref, locations, frame, state, places }: PlacesPage['items'][number]): Markup {
  const [first] = locations;
  return html`<li><p><a href="/projects/${project.id}">${project.name}</a>${first ? html` <code>${first.path}:${first.line}</code>` : null}
<span class="faint">${state}${places > 1 ? `, and ${places - 1} more places` : ''}</span></p>
${ref === null ? null : html`<p class="faint"><code>${ref}</code></p>`}
${frame === undefined ? null : html`<pre>${frame}</pre>`}</li>`;
}
