import { licenseInWords, versionOf, waiving, wordsOf } from '@fineprint/report/comparison-words';
import { html, type Markup } from '@fineprint/report/html';
import { kindLabel, pinWords } from '@fineprint/report/words';
import type {
  ChannelPage,
  Comparison,
  ComponentChangePage,
  FindingChangePage,
  Page,
  PageApi,
} from '@fineprint/server';
import { comparing } from '../change-words.ts';
import { layout } from '../layout.ts';
import { levelMark, moment, more, plural } from '../pieces.ts';
import { following } from '../request.ts';
import { licensed, word } from './project-lists.ts';

const sections = ['license', 'opened', 'closed', 'added', 'removed', 'version', 'pin'] as const;
type Section = (typeof sections)[number];

const titles: Readonly<Record<Section, string>> = {
  license: 'Licences that changed',
  opened: 'Findings that opened',
  closed: 'Findings that closed',
  added: 'Components that are new',
  removed: 'Components that are gone',
  version: 'Versions that changed',
  pin: 'Pins that changed',
};

/** What changed between two reports, at an address that can be passed on; `section` shows one list in full. */
export const comparison: Page = {
  url: '/compare',
  render: async ({ query }, api) => {
    const { before, after } = await reportsAsked(query, api);
    if (before === '' || after === '') return nothingToCompare;
    const path = `/comparisons/${encodeURIComponent(before)}/${encodeURIComponent(after)}`;
    const compared = await api.get<Comparison>(path);
    const only = sections.find((each) => each === query.section);
    const shown = (only === undefined ? sections : [only]).filter((each) => compared.counts[each] > 0);
    const limit = only === undefined ? 10 : 100;
    const address = comparing(before, after);
    // The address calls the later report "after": where a list goes on has another name.
    const from = only === undefined || query.from === undefined ? '' : following({ after: query.from });
    const parts = await Promise.all(
      shown.map((section) =>
        part(section, compared, { path, address, limit, from, isOnly: only !== undefined }, api),
      ),
    );
    return layout(
      'Comparison',
      'projects',
      html`${head(compared, before, after)}
${only === undefined ? null : html`<p><a href="${address}">All changes</a></p>`}
${parts}
${parts.length === 0 ? html`<p class="empty"><strong>Nothing changed.</strong> Components, licences, pins and findings are the same.</p>` : null}`,
    );
  },
};

const nothingToCompare = layout(
  'Comparison',
  'projects',
  html`<h1>Nothing to compare</h1>
<p class="empty">It takes two reports that were taken in: of a pull request’s channel, and of the main one. The history of a project lists them.</p>`,
);

/** The two reports that an address names, or those that stand for a project and for one of its other channels. */
async function reportsAsked(query: Readonly<Record<string, string>>, api: PageApi) {
  const { before = '', after = '', project, channel = 'main' } = query;
  if (project === undefined) return { before, after };
  const path = `/projects/${encodeURIComponent(project)}/channels?name=`;
  const [main, own] = await Promise.all(
    ['main', channel].map((name) => api.get<ChannelPage>(`${path}${encodeURIComponent(name)}`)),
  );
  return { before: main?.items[0]?.report ?? '', after: own?.items[0]?.report ?? '' };
}

function head(
  { before: one, after: other, doubts, counts }: Comparison,
  before: string,
  after: string,
): Markup {
  const { project } = other;
  const told: readonly (readonly [string, number])[] = [
    ['Licences changed', counts.license],
    ['Findings opened', counts.opened],
    ['Findings closed', counts.closed],
    ['Components added', counts.added],
    ['Components removed', counts.removed],
    ['Components changed', counts.changed],
  ];
  return html`<p class="crumbs"><a href="/projects/${project.id}">${project.name}</a> / <a href="/projects/${project.id}/history?channel=${encodeURIComponent(other.channel)}">History</a></p>
<h1>What changed</h1>
<dl class="facts two"><div><dt>From</dt><dd>${named(one)}</dd></div><div><dt>To</dt><dd>${named(other)}</dd></div></dl>
<p class="choices"><a href="${comparing(after, before)}">The other way round</a> <a href="/api/v1/comparisons/${before}/${after}">As JSON</a></p>
<dl class="figures">${told.map(([name, count]) => html`<div${count === 0 ? html` class="zero"` : null}><dt>${name}</dt><dd>${count.toLocaleString('en')}</dd></div>`)}</dl>
${doubts.length === 0 ? null : html`<details class="doubts" open><summary>What may come from the scans alone</summary><ul>${doubts.map((doubt) => html`<li>${doubt}</li>`)}</ul></details>`}`;
}

function named({ project, channel, receivedAt, commit }: Comparison['before']): Markup {
  return html`<a href="/projects/${project.id}">${project.name}</a> ${channel === 'main' ? null : html`<span class="tag">${channel}</span> `}${moment(receivedAt)}${commit === null ? null : html` <code>${commit.slice(0, 10)}</code>`}`;
}

interface Listing {
  readonly path: string;
  readonly address: string;
  readonly limit: number;
  readonly from: string;
  readonly isOnly: boolean;
}

async function part(
  section: Section,
  { counts }: Comparison,
  listing: Listing,
  api: PageApi,
): Promise<Markup> {
  const { path, address, limit, from, isOnly } = listing;
  const own = `${address}&section=${section}`;
  const [rows, next] =
    section === 'opened' || section === 'closed'
      ? await findings(section, `${path}/findings?change=${section}&limit=${limit}${from}`, api)
      : await components(section, `${path}/components?change=${section}&limit=${limit}${from}`, api);
  const count = counts[section];
  return html`<section class="part" aria-labelledby="${section}"><h2 id="${section}">${titles[section]} <small>${count.toLocaleString('en')}</small></h2>
${rows}
${next === null ? null : isOnly ? more(next, own, 'from') : html`<p><a class="more" href="${own}">All ${count.toLocaleString('en')}</a></p>`}</section>`;
}

async function findings(section: 'opened' | 'closed', path: string, api: PageApi) {
  const { items, next } = await api.get<FindingChangePage>(path);
  const rows = html`<ol class="places">${items.map(
    ({ finding: { level, rule, message, locations }, waived }) => {
      const [first] = locations;
      return html`<li><p>${levelMark(level)} ${message}</p><p class="faint"><code>${rule}</code>${first ? html` · <code>${first.path}:${first.line}</code>` : null}${waived ? ` · ${waiving[section]}` : ''}</p></li>`;
    },
  )}</ol>`;
  return [rows, next] as const;
}

type Change = ComponentChangePage['items'][number];

async function components(section: Exclude<Section, 'opened' | 'closed'>, path: string, api: PageApi) {
  const { items, next } = await api.get<ComponentChangePage>(path);
  const rows =
    section === 'added' || section === 'removed' ? states(items) : changes(items, columnsOf[section]);
  return [rows, next] as const;
}

// What did not change is not told.
const columnsOf = {
  license: ['versions', 'license', 'pin'],
  pin: ['versions', 'pin'],
  version: ['versions'],
} as const;
const heads = { versions: 'Version', license: 'Licence', pin: 'Pin' } as const;

function changes(items: readonly Change[], columns: readonly (keyof typeof heads)[]): Markup {
  return html`<table class="cards"><thead><tr><th scope="col">Component</th>${columns.map((each) => html`<th scope="col">${heads[each]}</th>`)}<th scope="col">Place</th></tr></thead>
<tbody>${items.map((change) => {
    const words = wordsOf(change);
    return html`<tr>${component(change)}${columns.map((each) => html`<td data-title="${heads[each]}">${words[each] ?? 'as before'}</td>`)}${place(change)}</tr>`;
  })}</tbody></table>`;
}

function states(items: readonly Change[]): Markup {
  return html`<table class="cards"><thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Place</th></tr></thead>
<tbody>${items.map((change) => {
    const [state] = [...change.after, ...change.before];
    if (!state) return null;
    const named =
      state.license === 'NOASSERTION' || state.license === 'NONE'
        ? licensed(state.license, state.class)
        : licensed(licenseInWords(state), state.class);
    return html`<tr>${component(change)}<td data-title="Version">${versionOf(state)}</td><td data-title="Licence">${named}</td><td data-title="Pin">${word('pin', pinWords, state.pin)}</td>${place(change)}</tr>`;
  })}</tbody></table>`;
}

function component({ key, kind, name }: Change): Markup {
  return html`<th scope="row"><a href="/components/${encodeURIComponent(key)}">${name}</a> <small>${kindLabel(kind)}</small></th>`;
}

function place({ before, after }: Change): Markup {
  const [first, ...others] = [...after, ...before].flatMap(({ locations }) => locations);
  return html`<td class="wide" data-title="Place">${first ? html`<code>${first.path}:${first.line}</code>${others.length > 0 ? html` <small>and ${plural(others.length, 'more place')}</small>` : null}` : '—'}</td>`;
}
