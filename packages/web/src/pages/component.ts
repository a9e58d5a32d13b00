import { html, type Markup } from '@fineprint/report/html';
import { kindLabel, pinWords, usageWords, wordOf } from '@fineprint/report/words';
import type { Component, DecisionPage, InboxPage, Page, UserPage, VersionPage } from '@fineprint/server';
import { decisionRow } from '../decision-row.ts';
import { layout } from '../layout.ts';
import { bounded, levelMark, more, plural, versionText } from '../pieces.ts';
import { following } from '../request.ts';
import { licensed, word } from './project-lists.ts';

/** One component: its versions and their licences, and who uses it. */
export const component: Page = {
  url: '/components/:key',
  render: async ({ params: { key = '' }, query }, api) => {
    const path = `/components/${encodeURIComponent(key)}`;
    const [{ name, kind }, versions, users, decided, waiting] = await Promise.all([
      api.get<Component>(path),
      api.get<VersionPage>(
        `${path}/versions?limit=25${query.versions === undefined ? '' : `&after=${encodeURIComponent(query.versions)}`}`,
      ),
      api.get<UserPage>(`${path}/uses?limit=50${following(query)}`),
      api.get<DecisionPage>(`/decisions?component=${encodeURIComponent(key)}&limit=20`),
      api.get<InboxPage>(`/inbox?component=${encodeURIComponent(key)}&limit=20`),
    ]);
    return layout(
      name,
      'components',
      html`<p class="crumbs"><a href="/components">Components</a></p>
<h1>${name}</h1>
<dl class="facts"><div><dt>Kind</dt><dd>${kindLabel(kind)}</dd></div><div><dt>Key</dt><dd><code>${key}</code></dd></div></dl>
<section class="part" aria-labelledby="versions"><h2 id="versions">Versions</h2>
<table class="cards"><thead><tr><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Used by</th><th scope="col">purl</th></tr></thead>
<tbody>${versions.items.map((item) => version(item, key))}</tbody></table>
${versions.next === null ? null : html`<p><a class="more" href="${`${path}?versions=${encodeURIComponent(versions.next)}`}">Earlier ones</a></p>`}</section>
${waiting.items.length === 0 ? null : html`<section class="part" aria-labelledby="waiting"><h2 id="waiting">What waits for a decision</h2><ul class="rows">${waiting.items.map(question)}</ul>${waiting.next === null ? null : html`<p><a class="more" href="${`/?component=${encodeURIComponent(key)}`}">All of them</a></p>`}</section>`}
${decided.items.length === 0 ? null : html`<section class="part" aria-labelledby="decided"><h2 id="decided">What was decided</h2><ol class="rows">${decided.items.map((item) => decisionRow(item, path))}</ol></section>`}
<section class="part" aria-labelledby="users"><h2 id="users">Who uses it</h2>
${
  users.items.length === 0
    ? html`<p class="empty">No project, at present.</p>`
    : html`<table class="cards"><thead><tr><th scope="col">Project</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Used as</th></tr></thead>
<tbody>${users.items.map((item) => user(item, key))}</tbody></table>`
}
${more(users.next, path)}</section>`,
    );
  },
};

function version(item: VersionPage['items'][number], key: string): Markup {
  const { ref, version: of, purl, licenses, projects } = item;
  return html`<tr><th scope="row">${versionText(ref, key, of)}</th>
<td data-title="Licence">${licenses.length === 0 ? html`<span class="faint">not kept</span>` : licenses.map((each) => html`${licensed(each.license, each.class)} `)}</td>
<td data-title="Used by">${projects.value === 0 ? 'nobody now' : bounded(projects, 'project')}</td>
<td class="wide" data-title="purl">${purl === null ? '—' : html`<code>${purl}</code>`}</td></tr>`;
}

function question({ id, level, rule, license, open }: InboxPage['items'][number]): Markup {
  return html`<li>${levelMark(level)} <a href="/questions/${id}"><code>${rule}</code></a>${license === null ? null : html` ${license}`} <span class="faint">${plural(open, 'finding')}</span></li>`;
}

function user(item: UserPage['items'][number], key: string): Markup {
  const { ref, version: of, project, license, class: licenseClass, pin, usage } = item;
  return html`<tr><th scope="row"><a href="/projects/${project.id}">${project.name}</a></th><td data-title="Version">${versionText(ref, key, of)}</td><td data-title="Licence">${licensed(license, licenseClass)}</td><td data-title="Pin">${word('pin', pinWords, pin)}</td><td data-title="Used as">${wordOf(usageWords, usage).label}</td></tr>`;
}
