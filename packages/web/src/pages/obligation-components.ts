import { html } from '@fineprint/report/html';
import { usageWords, wordOf } from '@fineprint/report/words';
import type { ObligationComponentPage, Page, Project } from '@fineprint/server';
import { componentLink, fullName, licenseLink, more } from '../pieces.ts';
import { following } from '../request.ts';
import { projectFrame } from './project-frame.ts';

/** The components of which a licence asks one thing; or those of them that came after that was ticked off. */
export const obligationComponents: Page = {
  url: '/projects/:id/obligations/components',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const { channel = 'main', obligation = '', license = '' } = query;
    const isNew = query.only === 'new';
    const of = new URLSearchParams({ channel, obligation, license, only: isNew ? 'new' : 'all' }).toString();
    const address = `${path}/obligations/components?${of}`;
    const [shown, { items, next, says }] = await Promise.all([
      api.get<Project>(path),
      api.get<ObligationComponentPage>(`${address}&limit=100${following(query)}`),
    ]);
    const list = `${path}/obligations?channel=${encodeURIComponent(channel)}`;
    return projectFrame(
      shown,
      'Obligations',
      html`<p><a href="${list}">All that is asked</a></p>
<h2>${says}</h2>
<p class="lead">${isNew ? 'Components that came after it was ticked off' : 'Components of which it is asked'}, under ${licenseLink(license)}, in the channel ${channel}.</p>
${
  items.length === 0
    ? html`<p class="empty">None.</p>`
    : html`<table class="cards"><thead><tr><th scope="col">Component</th><th scope="col">Used as</th></tr></thead>
<tbody>${items.map((item) => html`<tr><th scope="row">${channel === 'main' ? componentLink(item.key, item.name) : fullName(item)}</th><td data-title="Used as">${wordOf(usageWords, item.usage).label}</td></tr>`)}</tbody></table>`
}
${more(next, address)}`,
    );
  },
};
