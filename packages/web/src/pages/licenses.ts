import { html, type Markup } from '@fineprint/report/html';
import { classWords, usageWords, wordOf } from '@fineprint/report/words';
import type { License, LicensePage, LicenseUserPage, Page } from '@fineprint/server';
import { layout } from '../layout.ts';
import {
  bounded,
  componentLink,
  licenseLink,
  licenseMark,
  lines,
  more,
  versionText,
  words,
} from '../pieces.ts';
import { following } from '../request.ts';

/** Every licence that anything is used under. */
export const licenses: Page = {
  url: '/licenses',
  render: async ({ query }, api) => {
    const { items, next } = await api.get<LicensePage>(`/licenses?limit=100${following(query)}`);
    return layout(
      'Licences',
      'licenses',
      html`<h1>Licences</h1>
<p class="lead">What the projects that you see use something under, alone or as part of an expression.</p>
${
  items.length === 0
    ? html`<p class="empty">${next === null ? 'None yet.' : 'None of these is used where you may see it.'}</p>`
    : html`<table class="cards"><thead><tr><th scope="col">Licence</th><th scope="col">Class</th><th scope="col" class="number">Components</th><th scope="col" class="number">Projects</th></tr></thead><tbody>${items.map(row)}</tbody></table>`
}
${more(next, '/licenses')}`,
    );
  },
};

function row({ id, name, class: of, components, projects }: LicensePage['items'][number]): Markup {
  return html`<tr><th scope="row">${licenseLink(id)}${name === null || name === id ? null : html` <small>${name}</small>`}</th><td class="wide" data-title="Class">${of === null ? '—' : wordOf(classWords, of).label}</td><td class="number" data-title="Components">${count(components)}</td><td class="number" data-title="Projects">${count(projects)}</td></tr>`;
}

function count({ value, isExact }: LicensePage['items'][number]['projects']): string {
  return `${value.toLocaleString('en')}${isExact ? '' : '+'}`;
}

/** One licence: what it is, asks and says, and what is used under it. */
export const license: Page = {
  url: '/licenses/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/licenses/${encodeURIComponent(id)}`;
    const [shown, uses] = await Promise.all([
      api.get<License>(path),
      api.get<LicenseUserPage>(`${path}/uses?limit=100${following(query)}`),
    ]);
    return layout(
      shown.id,
      'licenses',
      html`<p class="crumbs"><a href="/licenses">Licences</a></p>
<h1>${shown.id}</h1>
<p class="lead">${shown.name ?? unknown(shown.id)}</p>
<dl class="facts">
<div><dt>Class</dt><dd>${shown.class === null ? 'not known' : classText(shown.class)}${shown.classSource === null ? null : html`<br><small>${shown.classSource}</small>`}</dd></div>
<div><dt>Used</dt><dd>${bounded(shown.components, 'component')} in ${bounded(shown.projects, 'project')}</dd></div>
<div><dt>Waiting</dt><dd><a href="/?license=${encodeURIComponent(shown.id)}">Questions about it</a></dd></div>
${shown.url === null ? null : html`<div><dt>Published at</dt><dd><a href="${shown.url}" rel="noopener noreferrer">${shown.url}</a></dd></div>`}
</dl>
${obligations(shown)}
${texts(shown)}
${used(uses, path)}`,
    );
  },
};

function unknown(id: string): string {
  if (id === 'NOASSERTION') return 'Nobody could say under which licence these components stand.';
  if (id === 'NONE') return 'A licence was looked for, and there is none: nothing is granted.';
  return 'Nothing is known of this licence here.';
}

function classText(name: string): string {
  const { label, means } = wordOf(classWords, name);
  return `${label}. ${means}`;
}

function obligations({ obligations: all, unstated, name }: License): Markup | null {
  if (name === null && all.length === 0 && unstated === null) return null;
  const byOccasion = [...Map.groupBy(all, ({ when, usages }) => `${when} (${usages.join(', ')})`)];
  return html`<section aria-labelledby="obligations"><h2 id="obligations">What it asks</h2>
${unstated === null ? null : html`<p>${unstated}</p>`}
${unstated === null && all.length === 0 ? html`<p>It asks nothing.</p>` : null}
${byOccasion.map(
  ([when, group]) =>
    html`<h3>${words(when)}</h3><ul class="asks">${group.map(({ says, source }) => html`<li>${says} <small>${source}</small></li>`)}</ul>`,
)}
<p class="faint">What a licence asks is told in short and stands in its text. This is no legal advice.</p></section>`;
}

function texts({ id, text, exception }: License): Markup | null {
  if (text === null && exception === null) return null;
  return html`<section aria-labelledby="text"><h2 id="text">Its text</h2>
${text === null ? html`<p>It is not shipped with Fineprint.</p>` : html`<details><summary>${id}, as SPDX has it</summary><div class="text" tabindex="0" role="region" aria-label="Text">${lines(text)}</div></details>`}
${exception === null || exception.text === null ? null : html`<details><summary>${exception.name}</summary><div class="text" tabindex="0" role="region" aria-label="Exception">${lines(exception.text)}</div></details>`}</section>`;
}

function used({ items, next }: LicenseUserPage, path: string): Markup {
  return html`<section aria-labelledby="uses"><h2 id="uses">What is used under it</h2>
${
  items.length === 0
    ? html`<p class="empty">Nothing that you see.</p>`
    : html`<table class="cards"><thead><tr><th scope="col">Component</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Project</th><th scope="col">Used as</th></tr></thead>
<tbody>${items.map(
        ({ key, name, ref, license: expression, project, usage }) =>
          html`<tr><th scope="row">${componentLink(key, name)}</th><td data-title="Version">${versionText(ref, key)}</td><td data-title="Licence">${licenseMark(expression)}</td><td data-title="Project"><a href="/projects/${project.id}">${project.name}</a></td><td data-title="Used as">${wordOf(usageWords, usage).label}</td></tr>`,
      )}</tbody></table>`
}
${more(next, path)}</section>`;
}
