import { html, type Markup } from '@fineprint/report/html';
import type { DryRun, DryRunFindingPage, DryRunPage, DryRunProjectPage, Page } from '@fineprint/server';
import { layout } from '../layout.ts';
import { levelMark, moment, more, plural, words } from '../pieces.ts';
import { following } from '../request.ts';

/** What a policy would change, while it is tried out and after that. */
export const dryRun: Page = {
  url: '/dry-runs/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/policies/dry-runs/${encodeURIComponent(id)}`;
    const { rule, project } = query;
    const chosen = new URLSearchParams({ ...(rule ? { rule } : {}), ...(project ? { project } : {}) });
    const [run, projects, findings] = await Promise.all([
      api.get<DryRun>(path),
      api.get<DryRunProjectPage>(`${path}/projects?limit=50`),
      api.get<DryRunFindingPage>(`${path}/findings?limit=50&${chosen}${following(query)}`),
    ]);
    const scope = run.scope.is === 'all' ? 'all' : run.scope.group;
    const own = `/dry-runs/${encodeURIComponent(id)}`;
    return layout(
      'Dry run',
      'policies',
      html`<p class="crumbs"><a href="/policies">Policies</a> / <a href="/policies/${encodeURIComponent(scope)}">${scope === 'all' ? 'All projects' : 'Group'}</a></p>
<h1>What this policy would change</h1>
<div id="run" data-live="${isUnderWay(run) ? 'running' : 'done'}">
${progress(run, own)}
${byRule(run, own)}
${byProject(projects, own)}
${list(findings, { own, chosen, isUnderWay: isUnderWay(run) })}
</div>
<script type="module" src="/assets/policy.js"></script>`,
    );
  },
};

function isUnderWay({ state }: DryRun): boolean {
  return state === 'queued' || state === 'running';
}

function progress(run: DryRun, own: string): Markup {
  const { state, judged, projects, failed, opens, closes, changes, settled } = run;
  const soFar = isUnderWay(run) ? ', so far' : null;
  return html`<p role="status">${judged.toLocaleString('en')} of ${plural(projects, 'project')} judged${failed === 0 ? null : html`, ${failed} of which could not be`}. ${state === 'done' ? 'Done; nothing was changed.' : state === 'stopped' ? 'Stopped; nothing was changed.' : html`It goes on. <a class="again" href="${own}">Look again</a>`}</p>
<progress max="${Math.max(1, projects)}" value="${judged}" aria-label="Projects judged"></progress>
${isUnderWay(run) ? html`<form method="post" action="${own}"><button>Stop</button></form>` : null}
<dl class="facts">
<div><dt>Findings that would wait${soFar}</dt><dd>${opens.toLocaleString('en')}</dd></div>
<div><dt>That would wait no more</dt><dd>${closes.toLocaleString('en')}</dd></div>
<div><dt>At another level</dt><dd>${changes.toLocaleString('en')}</dd></div>
</dl>
<p>Counted is what waits for a decision. ${settled === 0 ? 'No finding is left out that decisions or waivers settle.' : `${plural(settled, 'finding')} more would come, go or have another level in the reports, and ${settled === 1 ? 'is' : 'are'} left out: decisions or waivers settle ${settled === 1 ? 'it' : 'them'}.`}</p>
${isUnderWay(run) ? null : publishing(run)}`;
}

/** Where the text that was tried out is published, which is another page. */
function publishing({ scope, draft }: DryRun): Markup {
  if (draft === null) return html`<p class="faint">This text is no draft any more.</p>`;
  const address = `/policies/${scope.is === 'all' ? 'all' : encodeURIComponent(scope.group)}`;
  return html`<p><a href="${address}#actions">Publish or discard this draft</a></p>`;
}

/** The dry runs of a policy, on its page; nothing for whoever may not see them. */
export function dryRunsSection({ items }: DryRunPage): Markup | null {
  if (items.length === 0) return null;
  return html`<section aria-labelledby="tried"><h2 id="tried">Dry runs</h2>
<p class="faint">What a text would change, found out before it is published. They are kept for a week.</p>
<ol class="rows">${items.map(
    (run) =>
      html`<li><p><a href="/dry-runs/${run.id}">${moment(run.startedAt)}</a> <span class="state">${words(run.state)}</span></p>
<p class="faint">by ${run.startedBy} · ${run.judged.toLocaleString('en')} of ${plural(run.projects, 'project')} judged · ${plural(run.opens, 'finding')} would wait, ${run.closes.toLocaleString('en')} wait no more, ${run.changes.toLocaleString('en')} have another level</p></li>`,
  )}</ol></section>`;
}

interface Counts {
  readonly opens: number;
  readonly closes: number;
  readonly changes: number;
}

function counts({ opens, closes, changes }: Counts): Markup {
  return html`<td class="number">${opens}</td><td class="number">${closes}</td><td class="number">${changes}</td>`;
}

function table(head: string, rows: readonly Markup[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="By ${head}, a table"><table><thead><tr><th scope="col">${head}</th><th scope="col" class="number">Would wait</th><th scope="col" class="number">Wait no more</th><th scope="col" class="number">Other level</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function byRule({ rules }: DryRun, own: string): Markup | null {
  if (rules.length === 0) return null;
  const rows = rules.map(
    ({ rule, ...row }) =>
      html`<tr><th scope="row"><a href="${own}?rule=${encodeURIComponent(rule)}"><code>${rule}</code></a></th>${counts(row)}</tr>`,
  );
  return html`<section aria-labelledby="rules"><h2 id="rules">By rule</h2>${table('Rule', rows)}</section>`;
}

function byProject({ items, next }: DryRunProjectPage, own: string): Markup | null {
  if (items.length === 0) return null;
  const rows = items.map(
    ({ project, failure, ...row }) =>
      html`<tr><th scope="row"><a href="${own}?project=${project.id}">${project.name}</a>${failure === null ? null : html`<br><small>could not be judged: ${failure}</small>`}</th>${counts(row)}</tr>`,
  );
  return html`<section aria-labelledby="projects"><h2 id="projects">By project</h2>${table('Project', rows)}
${next === null ? null : html`<p class="faint">The first ${items.length} are shown; the API lists all.</p>`}</section>`;
}

const effects = { opens: 'would wait', closes: 'waits no more', changes: 'other level' } as const;

function list(
  { items, next }: DryRunFindingPage,
  {
    own,
    chosen,
    isUnderWay: goesOn,
  }: { readonly own: string; readonly chosen: URLSearchParams; readonly isUnderWay: boolean },
): Markup {
  const isChosen = chosen.size > 0;
  return html`<section aria-labelledby="findings"><h2 id="findings">Findings</h2>
${isChosen ? html`<p class="faint">Those of ${[...chosen.values()].join(', ')}. <a href="${own}">Show all</a></p>` : null}
${items.length === 0 ? html`<p class="empty">${goesOn ? 'None so far.' : 'None.'}</p>` : html`<ol class="places">${items.map(finding)}</ol>`}
${more(next, isChosen ? `${own}?${chosen}` : own)}</section>`;
}

function finding({
  project,
  rule,
  effect,
  level,
  levelBefore,
  message,
}: DryRunFindingPage['items'][number]): Markup {
  return html`<li><p><strong>${effects[effect]}</strong> ${levelMark(level)}${levelBefore === null ? null : html` <span class="faint">now ${levelBefore}</span>`} ${message}</p>
<p class="faint"><code>${rule}</code> · <a href="/projects/${project.id}">${project.name}</a></p></li>`;
}
