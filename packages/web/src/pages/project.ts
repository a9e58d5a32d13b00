import { html, type Markup } from '@fineprint/report/html';
import type {
  ChannelPage,
  FindingPage,
  Page,
  Project,
  ProjectTrend,
  ReportPage,
  UsedPage,
} from '@fineprint/server';
import { changeWords, comparing } from '../change-words.ts';
import { day, plural } from '../pieces.ts';
import { daysAsked, timeLinks, trendPlots } from '../trend-plots.ts';
import { projectExports } from './exports.ts';
import { projectFrame } from './project-frame.ts';
import { componentTable, findingList } from './project-lists.ts';

const mainChannel = 'main';

/** One project: how it stands, how it came to that, what waits, and what it uses. */
export const project: Page = {
  url: '/projects/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const days = daysAsked(query);
    const [shown, trend, findings, used, reports, channels, main] = await Promise.all([
      api.get<Project>(path),
      api.get<ProjectTrend>(`${path}/trend?days=${days}`),
      api.get<FindingPage>(`${path}/findings?state=open&limit=10`),
      api.get<UsedPage>(`${path}/components?limit=10`),
      api.get<ReportPage>(`${path}/reports?limit=5`),
      api.get<ChannelPage>(`${path}/channels?limit=20`),
      api.get<ChannelPage>(`${path}/channels?name=${mainChannel}`),
    ]);
    return projectFrame(
      shown,
      'Overview',
      html`<dl class="facts">
<div><dt>Group</dt><dd>${shown.group}</dd></div>
<div><dt>Last report</dt><dd>${shown.seenAt === null ? 'none yet' : day(shown.seenAt)}</dd></div>
<div><dt>Components</dt><dd>${shown.components.toLocaleString('en')}</dd></div>
<div><dt>Wait for a decision</dt><dd>${shown.open === 0 ? plural(0, 'finding') : html`<a href="/?project=${shown.id}">${plural(shown.open, 'finding')}</a>`}</dd></div>
</dl>
${trend.points.length === 0 ? null : html`${timeLinks(days, path)}${trendPlots(trend)}`}
<section class="part" aria-labelledby="waiting"><h2 id="waiting">What waits for a decision</h2>
${findings.items.length === 0 ? html`<p class="empty">Nothing.</p>` : findingList(findings.items, shown.id)}
<p><a class="more" href="${path}/findings">All findings</a></p></section>
<section class="part" aria-labelledby="components"><h2 id="components">Components</h2>
${used.items.length === 0 ? html`<p class="empty">None.</p>` : componentTable(used.items)}
${used.next === null ? null : html`<p><a class="more" href="${path}/components">All ${plural(shown.components, 'component')}</a></p>`}</section>
<p><a href="/api/v1${path}/waivers" download>What was decided, as a policy file</a> <span class="faint">for a pull request; or <code>extends: server</code></span></p>
${latest(reports.items, path)}
${others(channels, main.items[0]?.report ?? null, path)}
${projectExports(encodeURIComponent(id))}`,
    );
  },
};

function latest(items: ReportPage['items'], path: string): Markup {
  return html`<section class="part" aria-labelledby="history"><h2 id="history">Latest reports</h2>
${
  items.length === 0
    ? html`<p class="empty">None in the main channel.</p>`
    : html`<ol class="rows">${items.map(({ id, before, changes, receivedAt, state }) => {
        const words =
          changes === null ? (state === 'processed' ? 'Nothing changed' : state) : changeWords(changes);
        return html`<li>${day(receivedAt)} ${changes === null || before === null ? words : html`<a href="${comparing(before, id)}">${words}</a>`}</li>`;
      })}</ol>`
}
<p><a class="more" href="${path}/history">All reports</a></p></section>`;
}

/** Branches and pull requests, each to be held against the main channel. */
function others({ items, next }: ChannelPage, main: string | null, path: string): Markup | null {
  const rest = items.filter(({ name }) => name !== mainChannel);
  if (rest.length === 0) return null;
  return html`<section class="part" aria-labelledby="channels"><h2 id="channels">Other channels</h2>
<ul class="rows">${rest.map(({ name, report, receivedAt }) => html`<li><a href="${path}/history?channel=${encodeURIComponent(name)}">${name}</a> <span class="faint">${receivedAt === null ? 'no report yet' : day(receivedAt)}</span>${main === null || report === null ? null : html` · <a href="${comparing(main, report)}">against ${mainChannel}</a>`}</li>`)}</ul>
${next === null ? null : html`<p><a class="more" href="${path}/history?channels=${encodeURIComponent(next)}">More channels</a></p>`}</section>`;
}
