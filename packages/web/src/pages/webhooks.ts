import { html, type Markup } from '@fineprint/report/html';
import type { DeliveryPage, Page, PageApi, PageDocument, WebhookPage } from '@fineprint/server';
import { layout } from '../layout.ts';
import { day, moment, more, refusal } from '../pieces.ts';
import { type Filled, following, unfilled } from '../request.ts';

/** What webhooks can be told of, in the order in which it is offered. */
export const eventNames = [
  ['question.opened', 'Something new waits for a decision'],
  ['decision.made', 'A decision was made'],
  ['decision.confirmed', 'A second person confirmed a decision'],
  ['decision.declined', 'A second person declined a decision'],
  ['decision.withdrawn', 'A decision was withdrawn'],
  ['decision.expiring', 'A decision ends in 14, and in 3 days'],
  ['decision.expired', 'A decision has ended'],
  ['policy.published', 'A policy was published'],
  ['report.failed', 'A report could not be taken in'],
] as const;

/** The addresses that are told what happens, and the form that makes one. */
export const webhooks: Page = {
  url: '/webhooks',
  render: ({ query }, api) => webhooksPage(unfilled(query), api),
};

/** The page of all webhooks, with what somebody has filled in for one more. */
export async function webhooksPage(filled: Filled, api: PageApi): Promise<PageDocument> {
  const { items, next } = await api.get<WebhookPage>(`/webhooks?limit=50${following(filled.query)}`);
  return layout(
    'Webhooks',
    'audit',
    html`<p class="crumbs"><a href="/audit">Audit</a></p>
<h1>Webhooks</h1>
<p class="lead">Addresses that are told what happens, at least once, with a signature in the form of Standard Webhooks.</p>
${items.length === 0 ? html`<p class="empty">There are none.</p>` : html`<ol class="rows">${items.map(row)}</ol>`}
${more(next, '/webhooks')}
${making(filled)}`,
  );
}

function row({ id, name, origin, events, form }: WebhookPage['items'][number]): Markup {
  return html`<li><p><a href="/webhooks/${id}"><strong>${name}</strong></a> <code>${origin}</code>${form === 'slack' ? html` <small>as sentences</small>` : null}</p>
<p class="faint">${events.join(', ')}</p></li>`;
}

function making({ fields, refused }: Filled): Markup {
  return html`<form class="decide" method="post" action="/webhooks">
<h2>Make a webhook</h2>
${refusal(refused)}
<label class="field"><span>Name</span> <input name="name" required maxlength="100" autocomplete="off" value="${fields.name ?? ''}"></label>
<label class="field wide"><span>Address <small>it is not shown again: those of chats are secrets</small></span> <input name="url" type="url" required maxlength="2000" autocomplete="off" placeholder="https://" value="${fields.url ?? ''}"></label>
<fieldset><legend>What it is told</legend>
${eventNames.map(([type, name]) => html`<label class="choice">${fields[type] === undefined ? html`<input type="checkbox" name="${type}">` : html`<input type="checkbox" name="${type}" checked>`} <span>${name} <small><code>${type}</code></small></span></label>`)}
</fieldset>
<fieldset><legend>In which form</legend>
<label class="choice"><input type="radio" name="form" value="standard" checked> <span>JSON <small>for programs</small></span></label>
<label class="choice">${fields.form === 'slack' ? html`<input type="radio" name="form" value="slack" checked>` : html`<input type="radio" name="form" value="slack">`} <span>Sentences <small>for Slack, and chats that take its form</small></span></label>
</fieldset>
<p class="faint">Its secret is shown once, on the next page.</p>
<button>Make the webhook</button>
</form>`;
}

/** One webhook: what it was told, and what it could not be. */
export const webhook: Page = {
  url: '/webhooks/:id',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/webhooks/${encodeURIComponent(id)}`;
    const [{ name, origin, events }, { items, next }] = await Promise.all([
      api.get<WebhookPage['items'][number]>(path),
      api.get<DeliveryPage>(`${path}/deliveries?limit=50${following(query)}`),
    ]);
    return layout(
      name,
      'audit',
      html`<p class="crumbs"><a href="/webhooks">Webhooks</a></p>
<h1>${name}</h1>
<p class="lead"><code>${origin}</code> is told of ${events.join(', ')}.</p>
<p>${button(`${path}/try`, 'Send a trial')}${button(`${path}/secret`, 'New secret')}${button(`${path}/remove`, 'Remove it')}</p>
<p class="faint">With a new secret, the one before it signs as well for a day.</p>
<h2>What it was told</h2>
${items.length === 0 ? html`<p class="empty">Nothing yet.</p>` : html`<ol class="rows">${items.map((each) => delivery(path, each))}</ol>`}
${more(next, path)}`,
    );
  },
};

const states = { waiting: 'Waits', delivered: 'Told', failed: 'Not told' } as const;

function delivery(
  path: string,
  { event, type, state, createdAt, attempts, dueAt, failure }: DeliveryPage['items'][number],
): Markup {
  return html`<li><p><strong>${states[state]}</strong> <code>${type}</code> <span class="faint">${day(createdAt)}, ${attempts} of 8 attempts</span></p>
${failure === null ? null : html`<p>${failure}${dueAt === null ? null : html` <span class="faint">Again at ${moment(dueAt)}.</span>`}</p>`}
<p class="faint"><code>${event}</code></p>
${state === 'waiting' && attempts === 0 ? null : button(`${path}/deliveries/${event}`, state === 'delivered' ? 'Tell it again' : 'Try now', event)}</li>`;
}

function button(address: string, name: string, of: string | null = null): Markup {
  return html`<form class="inline" method="post" action="${address}"><button class="small">${name}${of === null ? null : html`<span class="unseen"> ${of}</span>`}</button></form>`;
}
