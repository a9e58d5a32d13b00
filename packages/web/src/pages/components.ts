import { html } from '@fineprint/report/html';
import type { ComponentPage, Page } from '@fineprint/server';
import { layout } from '../layout.ts';
import { fullName, more } from '../pieces.ts';
import { following } from '../request.ts';
import { csvLink } from './exports.ts';

/** All components, whatever their version; a search finds those whose name holds it. */
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
<form class="search" role="search" action="/components"><label for="search">Name holds</label> <input id="search" name="search" type="search" value="${search}" maxlength="200"> <button>Search</button></form>
${items.length === 0 ? html`<p class="empty">None${search === '' ? '' : ' holds that'}.</p>` : html`<ol class="rows">${items.map(({ key, kind, name }) => html`<li><a href="/components/${encodeURIComponent(key)}">${fullName({ key, name })}</a> <span class="faint">${kind}</span></li>`)}</ol>`}
${more(next, path)}
${csvLink(`/components.csv?search=${encodeURIComponent(search)}`)}`,
    );
  },
};
