import { html, type Markup } from '@fineprint/report/html';
import type { ChangePage, GroupPage, Page, PortfolioTrend, ProjectPage } from '@fineprint/server';
import { changeLink } from '../change-words.ts';
import { layout } from '../layout.ts';
import { day } from '../pieces.ts';
import { daysAsked, timeLinks, trendPlots } from '../trend-plots.ts';

/** All projects together: how they stand, where that leads, which are worst, and what changed lately. */
export const portfolio: Page = {
  url: '/portfolio',
  render: async ({ query }, api) => {
    const { group = '' } = query;
    const days = daysAsked(query);
    const of = group === '' ? '' : `&group=${encodeURIComponent(group)}`;
    const [trend, worst, changes, groups] = await Promise.all([
      api.get<PortfolioTrend>(`/trend?days=${days}${of}`),
      api.get<ProjectPage>(`/projects?sort=open&limit=10${of}`),
      api.get<ChangePage>(`/changes?limit=10${of}`),
      api.get<GroupPage>('/groups?limit=50'),
    ]);
    return layout(
      'Portfolio',
      'portfolio',
      html`<h1>Portfolio</h1>
<p class="lead">${group === '' ? 'All projects' : 'The projects of one group'} together, each as the latest report of its main channel says.</p>
${groups.items.length > 1 ? groupLinks(groups.items, group, days) : null}
${timeLinks(days, group === '' ? '/portfolio' : `/portfolio?group=${encodeURIComponent(group)}`)}
${trend.points.length === 0 ? html`<p class="empty"><strong>Nothing to show yet.</strong> A minute after the first report, this page shows how things stand.</p>` : html`${facts(trend.points)}${trendPlots(trend)}`}
${worstProjects(worst.items)}
${lately(changes.items)}`,
    );
  },
};

function groupLinks(groups: GroupPage['items'], chosen: string, days: number): Markup {
  const all = [{ id: '', name: 'All' }, ...groups];
  return html`<p class="choices">Project group: ${all.map(({ id, name }) =>
    id === chosen
      ? html`<strong aria-current="true">${name}</strong> `
      : html`<a href="${`/portfolio?days=${days}${id === '' ? '' : `&group=${encodeURIComponent(id)}`}`}">${name}</a> `,
  )}</p>`;
}

function facts(points: PortfolioTrend['points']): Markup | null {
  const now = points.at(-1);
  if (!now) return null;
  const { projects, components, findings, open } = now;
  const told: readonly (readonly [string, number])[] = [
    ['Projects', projects],
    ['Components', components],
    ['Errors', findings.error],
    ['Wait for a decision', open],
  ];
  return html`<dl class="figures">${told.map(([name, count]) => html`<div><dt>${name}</dt><dd>${count.toLocaleString('en')}</dd></div>`)}</dl>`;
}

function worstProjects(items: ProjectPage['items']): Markup | null {
  const waiting = items.filter(({ open }) => open > 0);
  const most = Math.max(1, ...waiting.map(({ open }) => open));
  return html`<section class="part" aria-labelledby="worst"><h2 id="worst">Where most waits</h2>
${
  waiting.length === 0
    ? html`<p class="empty">Nothing waits for a decision in any project.</p>`
    : html`<table class="ranks"><thead><tr><th scope="col">Project</th><th scope="col" class="number">Wait</th><th scope="col" class="number">Errors</th></tr></thead>
<tbody>${waiting.map(({ id, name, open, findings }) => html`<tr><th scope="row"><a href="/projects/${id}">${name}</a><svg class="rank" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true"><rect class="c-level-warning" width="${Math.round((open / most) * 1_000)}" height="8"/></svg></th><td class="number">${open.toLocaleString('en')}</td><td class="number">${findings.error.toLocaleString('en')}</td></tr>`)}</tbody></table>
<p><a class="more" href="/projects?sort=open">All projects</a></p>`
}</section>`;
}

function lately(items: ChangePage['items']): Markup {
  return html`<section class="part" aria-labelledby="lately"><h2 id="lately">What changed lately</h2>
${
  items.length === 0
    ? html`<p class="empty">Nothing yet.</p>`
    : html`<ol class="rows">${items.map((item) => html`<li><p><a href="/projects/${item.project.id}">${item.project.name}</a> <span class="faint">${day(item.at)}</span></p><p>${changeLink(item)}</p></li>`)}</ol>`
}</section>`;
}
