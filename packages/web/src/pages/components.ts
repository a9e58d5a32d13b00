import { html } from '@fineprint/report/html';
import type { ComponentPage, Page, UserPage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { more } from '../pieces.ts';
import { following } from '../request.ts';
import { csvLink } from './exports.ts';

/** All components, whatever their version; a search finds those whose name begins so. */
export const components: Page = {
  url: '/components',
  render: async ({ query }, api) => {
    const { search = '' } = query;
    const path = `/components?search=${encodeURIComponent(search)}`;
    const { items, next } = await api.get<ComponentPage>(`${path}&limit=100${following(query)}`);
    return layout(
      'Components',
      'components',
      html`<h1>Components</h1>
<form class="search" role="search" action="/components"><label for="search">Name begins with</label> <input id="search" name="search" type="search" value="${search}" maxlength="200"> <button>Search</button></form>
${items.length === 0 ? html`<p class="empty">None${search === '' ? '' : ' begins so'}.</p>` : html`<ol class="rows">${items.map(({ key, kind, name }) => html`<li><a href="/components/${encodeURIComponent(key)}">${name}</a> <span class="faint">${kind}</span></li>`)}</ol>`}
${more(next, path)}
${csvLink(`/components.csv?search=${encodeURIComponent(search)}`)}`,
    );
  },
};

/** One component: who uses it, in which version, under which licence. */
export const component: Page = {
  url: '/components/:key',
  render: async ({ params: { key = '' }, query }, api) => {
    const path = `/components/${encodeURIComponent(key)}`;
    const { items, next } = await api.get<UserPage>(`${path}/uses?limit=100${following(query)}`);
    return layout(
      key,
      'components',
      html`<p class="crumbs"><a href="/components">Components</a></p>
<h1>${key}</h1>
<h2>Who uses it</h2>
<div class="scroll"><table><thead><tr><th scope="col">Project</th><th scope="col">Version</th><th scope="col">Licence</th><th scope="col">Pin</th><th scope="col">Used as</th></tr></thead>
<tbody>${items.map(
        ({ project, version, license, pin, usage }) =>
          html`<tr><th scope="row"><a href="/projects/${project.id}">${project.name}</a></th><td>${version ?? '—'}</td><td>${license}</td><td>${pin ?? '—'}</td><td>${usage}</td></tr>`,
      )}</tbody></table></div>
${more(next, path)}
${csvLink(`${path}/uses.csv`)}`,
    );
  },
};
