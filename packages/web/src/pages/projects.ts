import { html, type Markup } from '@fineprint/report/html';
import type { Page, ProjectPage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, more } from '../pieces.ts';
import { following } from '../request.ts';
import { csvLink } from './exports.ts';

/** All projects, by name or by how much waits in them. */
export const projects: Page = {
  url: '/projects',
  render: async ({ query }, api) => {
    const sort = query.sort === 'open' ? 'open' : 'name';
    const { search = '' } = query;
    const searching = search === '' ? '' : `&search=${encodeURIComponent(search)}`;
    const { items, next } = await api.get<ProjectPage>(
      `/projects?limit=100&sort=${sort}${searching}${following(query)}`,
    );
    return layout(
      'Projects',
      'projects',
      html`<h1>Projects</h1>
<p class="lead">Each as the latest report of its main channel says.</p>
<form class="search" role="search" action="/projects"><label for="search">Name holds</label> <input id="search" name="search" type="search" value="${search}" maxlength="200"> ${sort === 'open' ? html`<input type="hidden" name="sort" value="open">` : null}<button>Search</button></form>
<p>Sorted by ${sort === 'name' ? html`<strong>name</strong> or <a href="${`/projects?sort=open${searching}`}">what waits</a>` : html`<a href="${`/projects?sort=name${searching}`}">name</a> or <strong>what waits</strong>`}.</p>
${
  items.length === 0 && search !== ''
    ? html`<p class="empty">None holds that.</p>`
    : items.length === 0
      ? html`<p class="empty"><strong>There are none yet.</strong> A project appears with its first report.</p>`
      : html`<table class="cards"><thead><tr><th scope="col">Project</th><th scope="col" class="number">Components</th><th scope="col" class="number">Errors</th><th scope="col" class="number">Warnings</th><th scope="col" class="number">Wait</th><th scope="col">Last report</th></tr></thead>
<tbody>${items.map(row)}</tbody></table>`
}
${more(next, `/projects?sort=${sort}${searching}`)}
${csvLink(`/projects.csv?sort=${sort}${searching}`)}`,
    );
  },
};

function row({ id, name, group, components, findings, open, seenAt }: ProjectPage['items'][number]): Markup {
  return html`<tr><th scope="row"><a href="/projects/${id}">${name}</a> <small>${group}</small></th>
<td class="number" data-title="Components">${components}</td><td class="number" data-title="Errors">${findings.error}</td><td class="number" data-title="Warnings">${findings.warning}</td><td class="number" data-title="Wait">${open}</td>
<td data-title="Last report">${seenAt === null ? 'none yet' : day(seenAt)}</td></tr>`;
}
