import { html, type Markup } from '@fineprint/report/html';
import type { ChannelPage, Page, PageApi, Project, ReportPage } from '@fineprint/server';
import { changeWords, comparing } from '../change-words.ts';
import { moment, more, utc } from '../pieces.ts';
import { following } from '../request.ts';
import { channelLinks } from './channel-links.ts';
import { projectFrame } from './project-frame.ts';

/** The reports of a project's channel: any two of them can be compared. */
export const projectHistory: Page = {
  url: '/projects/:id/history',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const { channel = 'main', channels: from = '' } = query;
    const of = `channel=${encodeURIComponent(channel)}`;
    const [shown, reports, channels, main, own] = await Promise.all([
      api.get<Project>(path),
      api.get<ReportPage>(`${path}/reports?limit=30&${of}${following(query)}`),
      api.get<ChannelPage>(`${path}/channels?limit=50${from === '' ? '' : following({ after: from })}`),
      headOf('main', path, api),
      headOf(channel, path, api),
    ]);
    return projectFrame(
      shown,
      'History',
      html`${channelLinks(channels, { current: channel, isFirst: from === '', address: `${path}/history` })}
${against(main, own, channel)}
${reports.items.length === 0 ? html`<p class="empty">No report came in here.</p>` : form(reports.items)}
${more(reports.next, `${path}/history?${of}`)}`,
    );
  },
};

/** The report that stands for a channel. */
async function headOf(channel: string, path: string, api: PageApi): Promise<string | null> {
  const { items } = await api.get<ChannelPage>(`${path}/channels?name=${encodeURIComponent(channel)}`);
  return items[0]?.report ?? null;
}

/** What the latest report of a branch or pull request changes. */
function against(main: string | null, own: string | null, channel: string): Markup | null {
  if (channel === 'main' || main === null || own === null) return null;
  return html`<p><a class="more" href="${comparing(main, own)}">What ${channel} changes against main</a></p>`;
}

function form(items: ReportPage['items']): Markup {
  const read = items.filter(({ state }) => state === 'processed').map(({ id }) => id);
  const [latest = '', previous = latest] = read;
  return html`<form action="/compare">
<table class="cards history"><thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Report</th><th scope="col">Commit</th><th scope="col" class="number">Components</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th><th scope="col">What it changed</th></tr></thead>
<tbody>${items.map((item) => row(item, { latest, previous }))}</tbody></table>
${read.length < 2 ? null : html`<p><button>Compare “from” with “to”</button></p>`}
</form>`;
}

function row(
  item: ReportPage['items'][number],
  chosen: { readonly latest: string; readonly previous: string },
): Markup {
  const { id, receivedAt, sender, commit, components, findings, isHead, complete } = item;
  const time = utc(receivedAt);
  const isRead = item.state === 'processed';
  return html`<tr><td class="choose" data-title="From">${isRead ? radio('before', id, id === chosen.previous, `From ${time}`) : null}</td>
<td class="choose" data-title="To">${isRead ? radio('after', id, id === chosen.latest, `To ${time}`) : null}</td>
<th scope="row">${moment(receivedAt)}${isHead ? html` <span class="tag">current</span>` : null}${complete === false ? html` <span class="tag">incomplete</span>` : null} <small>${sender}</small></th>
<td data-title="Commit">${commit === null ? '—' : html`<code>${commit.slice(0, 10)}</code>`}</td>
<td data-title="Components" class="number">${components ?? '—'}</td>
<td data-title="Errors" class="number">${findings?.error ?? '—'}</td>
<td data-title="Warnings" class="number">${findings?.warning ?? '—'}</td>
<td class="wide" data-title="What it changed">${changed(item)}</td></tr>`;
}

function changed({ id, state, failure, before, changes }: ReportPage['items'][number]): Markup {
  if (state === 'failed') return html`Could not be read: ${failure ?? 'nobody knows why'}`;
  if (state === 'queued') return html`Waits to be taken in`;
  if (changes === null) return html`—`;
  if (before === null) return html`First report`;
  return html`<a href="${comparing(before, id)}">${changeWords(changes)}</a>`;
}

function radio(name: string, value: string, isChosen: boolean, label: string): Markup {
  return isChosen
    ? html`<input type="radio" name="${name}" value="${value}" aria-label="${label}" checked>`
    : html`<input type="radio" name="${name}" value="${value}" aria-label="${label}">`;
}
