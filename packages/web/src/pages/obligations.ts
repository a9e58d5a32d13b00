import { fieldText, html, type Markup } from '@fineprint/report/html';
import type {
  ChannelPage,
  ObligationCount,
  ObligationPage,
  Page,
  PageApi,
  PageDocument,
  Project,
} from '@fineprint/server';
import { day, licenseLink, more, plural, refusal, said, words } from '../pieces.ts';
import { type Filled, following, unfilled } from '../request.ts';
import { channelLinks } from './channel-links.ts';
import { csvLink } from './exports.ts';
import { projectFrame } from './project-frame.ts';

/** What the licences of a project ask of its owner, to be ticked off. */
export const obligations: Page = {
  url: '/projects/:id/obligations',
  render: ({ params: { id = '' }, query }, api) => obligationsPage(id, unfilled(query), api),
};

/** The page of what is asked, with what somebody has filled in to tick it off. */
export async function obligationsPage(id: string, filled: Filled, api: PageApi): Promise<PageDocument> {
  const path = `/projects/${encodeURIComponent(id)}`;
  const { channel = 'main', channels: from = '' } = { ...filled.query, ...filled.fields };
  const of = `channel=${encodeURIComponent(channel)}`;
  const [shown, count, channels] = await Promise.all([
    api.get<Project>(path),
    api.get<ObligationCount>(`${path}/obligations/count?${of}`),
    api.get<ChannelPage>(`${path}/channels?limit=50${from === '' ? '' : following({ after: from })}`),
  ]);
  const { after = '' } = { ...filled.query, ...filled.fields };
  const { items, next } = await api.get<ObligationPage>(
    `${path}/obligations?limit=100&${of}${after === '' ? '' : following({ after })}`,
  );
  const address = `${path}/obligations`;
  const ticked = /^\d{1,3}$/.test(filled.query.ticked ?? '') ? Number(filled.query.ticked) : null;
  return projectFrame(
    shown,
    'Obligations',
    html`${channelLinks(channels, { current: channel, isFirst: from === '', address })}
<p class="lead">What the licences of the components ask of whoever owns the project. Tick off what is done, and say how: later reports inherit it, until components come that were not there.</p>
${ticked === null ? null : html`<p class="callout" role="status">Ticked off: ${plural(ticked, 'line')}.</p>`}
${
  count.report === null
    ? html`<p class="empty">No report came in here.</p>`
    : html`${counts(count)}${items.length === 0 ? html`<p class="empty">Nothing is asked as the components are used.</p>` : checklist(items, { count, address, filled })}
${more(next, `${address}?${of}`)}
${csvLink(`${address}.csv?${of}`)}
<p class="faint">What a licence asks is told in short and stands in its text; its page shows it. Only what the use of a component brings about is listed: what has to be done when copies are passed on is asked of components that are distributed. This is no legal advice.</p>`
}`,
  );
}

function counts({ report, components, unasked, lines, done, lookAgain }: ObligationCount): Markup {
  return html`<dl class="facts">
<div><dt>Report</dt><dd>${report === null ? 'none' : day(report.receivedAt)}${report?.complete === false ? html` <span class="tag">incomplete</span>` : null}</dd></div>
<div><dt>Done</dt><dd>${done} of ${lines}</dd></div>
<div><dt>To look at again</dt><dd>${lookAgain}</dd></div>
<div><dt>Ask nothing as they are used</dt><dd>${unasked} of ${plural(components, 'component')}</dd></div>
</dl>`;
}

type Line = ObligationPage['items'][number];

interface Ticking {
  readonly count: ObligationCount;
  readonly address: string;
  readonly filled: Filled;
}

function checklist(items: readonly Line[], ticking: Ticking): Markup {
  const groups = [...Map.groupBy(items, ({ obligation }) => obligation).values()];
  const { count, address, filled } = ticking;
  if (!count.mayTick) return html`${groups.map((group) => section(group, ticking))}`;
  const { channel, report } = count;
  const { after = '' } = { ...filled.query, ...filled.fields };
  // No form is printed: what stands in the tables belongs to two that are empty.
  return html`${groups.map((group) => section(group, ticking))}
<div class="ticking">
${refusal(filled.refused)}
<label class="field wide"><span>How it is done <small>for all lines that are chosen, as “NOTICE is in the image at /licenses”</small></span> <textarea name="note" form="tick" required minlength="3" maxlength="4000" rows="2">
${fieldText(filled.fields.note ?? '')}</textarea></label>
<p class="buttons"><button form="tick">Tick off what is chosen</button></p>
</div>
<form id="tick" method="post" action="${address}">${hidden({ channel, report: report?.id ?? '', after })}</form>
<form id="untick" method="post" action="${`${address}/untick`}">${hidden({ channel, after })}</form>`;
}

function hidden(fields: Readonly<Record<string, string>>): Markup {
  return html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;
}

function section(group: readonly Line[], ticking: Ticking): Markup | null {
  const [first] = group;
  if (first === undefined) return null;
  const { obligation, when, says } = first;
  const isUnstated = obligation === 'unstated';
  const done = group.filter(({ state: is }) => is === 'done');
  const left = group.filter(({ state: is }) => is !== 'done');
  return html`<section class="part" aria-labelledby="${`of-${obligation}`}"><h2 id="${`of-${obligation}`}">${isUnstated ? 'Not known what they ask' : says}${when === null ? null : html` <small>${words(when)}</small>`}</h2>
${left.length === 0 ? null : table(left, ticking, ticking.count.mayTick)}
${done.length === 0 ? null : html`<details><summary>Done for ${plural(done.length, 'licence')}</summary>${table(done, ticking, false)}</details>`}</section>`;
}

function table(lines: readonly Line[], ticking: Ticking, isChosenFrom: boolean): Markup {
  return html`<table class="cards asked"><thead><tr>${isChosenFrom ? html`<th scope="col" class="choose">Done</th>` : null}<th scope="col">Licence</th><th scope="col" class="number">Components</th><th scope="col" class="told">State</th></tr></thead>
<tbody>${lines.map((line) => html`<tr>${isChosenFrom ? html`<td class="choose" data-title="Done">${box(line, ticking.filled)}</td>` : null}${row(line, ticking)}</tr>`)}</tbody></table>`;
}

function row(line: Line, { count: { channel, mayTick }, address }: Ticking): Markup {
  const { obligation, license, says, source, components } = line;
  const query = new URLSearchParams({ channel, obligation, license }).toString();
  const why = source === 'judgement' ? 'a judgement of this project' : (source ?? says);
  return html`<th scope="row">${licenseName(license) === license ? licenseLink(license) : licenseName(license)} <small>${why}</small></th>
<td class="number" data-title="Components"><a href="${address}/components?${query}">${plural(components, 'component')}</a></td>
<td class="wide" data-title="State">${state(line, { address, query, mayTick })}</td>`;
}

/** A licence, or that there is none or none that is known, in words. */
export function licenseName(license: string): string {
  if (license === 'NOASSERTION') return 'Unknown licence';
  return license === 'NONE' ? 'No licence' : license;
}

function box(line: Line, { fields }: Filled): Markup {
  const name = `${line.obligation} ${line.license}`;
  const label = spoken(line);
  return fields[name] === undefined
    ? html`<input type="checkbox" form="tick" name="${name}" aria-label="${label}">`
    : html`<input type="checkbox" form="tick" name="${name}" aria-label="${label}" checked>`;
}

/** A line as it is called where its heading is not seen. */
function spoken({ license, says }: Line): string {
  return `${licenseName(license)}: ${says}`;
}

interface Shown {
  readonly address: string;
  readonly query: string;
  readonly mayTick: boolean;
}

function state(line: Line, { address, query, mayTick }: Shown): Markup {
  const { state: is, tick } = line;
  if (tick === null) return html`Open`;
  const { id, note, by, at, newSince } = tick;
  const { value, isExact } = newSince;
  const came = `${isExact ? '' : 'more than '}${plural(value, 'new component')}`;
  return html`${is === 'done' ? html`<strong>Done</strong> ${day(at)}` : html`<strong class="again">Look again</strong>: <a href="${address}/components?${query}&amp;only=new">${came}</a> since ${day(at)}`}<br>${said(note)} <small>${by}</small>
${mayTick ? html`<button class="small" form="untick" name="tick" value="${id}" aria-label="${`Take back: ${spoken(line)}`}">Take back</button>` : null}`;
}
