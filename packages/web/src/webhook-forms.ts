import { html } from '@fineprint/report/html';
import type { Form, Shown } from '@fineprint/server';
import { layout } from './layout.ts';
import { eventNames, webhooksPage } from './pages/webhooks.ts';
import { again } from './request.ts';

function secretShown(secret: string, back: string): Shown {
  const content = html`<h1>The secret</h1>
<p class="lead">By it the receiver knows that this server speaks. It is not shown again.</p>
<pre class="secret"><code>${secret}</code></pre>
<p><a href="${back}">Go on</a></p>`;
  return { document: layout('The secret', 'audit', content) };
}

/** Everything that is done with webhooks. */
export const webhookForms: readonly Form[] = [
  {
    url: '/webhooks',
    perform: async ({ fields }, api) => {
      const { name = '', url = '', form = '' } = fields;
      const events = eventNames.map(([type]) => type).filter((type) => fields[type] !== undefined);
      const none = { status: 400, detail: 'Choose what it is told.' };
      if (events.length === 0) return again(webhooksPage, fields, none, api);
      const made = await api.attempt<{ secret: string }>('/webhooks', { name, url, form, events });
      return made.is === 'refused'
        ? again(webhooksPage, fields, made, api)
        : secretShown(made.answer.secret, '/webhooks');
    },
  },
  {
    url: '/webhooks/:id/secret',
    perform: async ({ params: { id = '' } }, api) => {
      const path = `/webhooks/${encodeURIComponent(id)}`;
      const { secret } = await api.post<{ secret: string }>(`${path}/secrets`, {});
      return secretShown(secret, path);
    },
  },
  {
    url: '/webhooks/:id/try',
    perform: async ({ params: { id = '' } }, api) => {
      const path = `/webhooks/${encodeURIComponent(id)}`;
      await api.post(`${path}/trials`, {});
      return path;
    },
  },
  {
    url: '/webhooks/:id/remove',
    perform: async ({ params: { id = '' } }, api) => {
      await api.delete(`/webhooks/${encodeURIComponent(id)}`);
      return '/webhooks';
    },
  },
  {
    url: '/webhooks/:id/deliveries/:event',
    perform: async ({ params: { id = '', event = '' } }, api) => {
      const path = `/webhooks/${encodeURIComponent(id)}`;
      await api.post(`${path}/deliveries/${encodeURIComponent(event)}/attempts`, {});
      return path;
    },
  },
];
