import { html } from '@fineprint/report/html';
import type { ComponentPage, DecisionPage, Page, UserPage, VersionPage } from '@fineprint/server';
import { decisionRow } from '../decision-row.ts';
import { layout } from '../layout.ts';
import { fullName, more } from '../pieces.ts';
import { following } from '../request.ts';
import { userTable, versionTable } from './question-uses.ts';

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
${items.length === 0 ? html`<p class="empty">None${search === '' ? '' : ' begins so'}.</p>` : html`<ol class="rows">${items.map(({ key, kind, name }) => html`<li><a href="/components/${encodeURIComponent(key)}">${fullName({ key, name })}</a> <span class="faint">${kind}</span></li>`)}</ol>`}
${more(next, path)}`,
    );
  },
};

/** One component: who uses it, in which version, under which licence. */
export const component: Page = {
  url: '/components/:key',
  render: async ({ params: { key = '' }, query }, api) => {
    const path = `/components/${encodeURIComponent(key)}`;
    const [uses, versions, decided] = await Promise.all([
      api.get<UserPage>(`${path}/uses?limit=100${following(query)}`),
      api.get<VersionPage>(`${path}/versions?limit=100`),
      api.get<DecisionPage>(`/decisions?component=${encodeURIComponent(key)}&limit=20`),
    ]);
    return layout(
      key,
      'components',
      html`<p class="crumbs"><a href="/components">Components</a></p>
<h1>${key}</h1>
${versions.items.length === 0 ? null : html`<h2>Versions in use</h2>${versionTable(versions.items, key)}`}
${versions.next === null ? null : html`<p class="faint">The last ${versions.items.length} that were seen.</p>`}
${decided.items.length === 0 ? null : html`<h2>What was decided</h2><ol class="rows">${decided.items.map((item) => decisionRow(item, path))}</ol>`}
<h2 id="users">Who uses it</h2>
${uses.items.length === 0 ? html`<p class="empty">Nobody that you see.</p>` : userTable(uses.items, key)}
${more(uses.next, path)}`,
    );
  },
};
