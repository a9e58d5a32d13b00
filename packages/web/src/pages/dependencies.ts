import { html, type Markup } from '@fineprint/report/html';
import type { ChannelPage, Graph, Page, Project } from '@fineprint/server';
import { plural } from '../pieces.ts';
import { projectFrame } from './project-frame.ts';

// More boxes than these are no picture; whoever wants the rest asks for it.
const shownFirst = 16;
const shownAll = 500;

/** One node of the dependency graph at a time, between what uses it and what it uses: readable however large the graph is. */
export const dependencies: Page = {
  url: '/projects/:id/dependencies',
  render: async ({ params: { id = '' }, query }, api) => {
    const path = `/projects/${encodeURIComponent(id)}`;
    const [shown, { items }] = await Promise.all([
      api.get<Project>(path),
      api.get<ChannelPage>(`${path}/channels?name=main`),
    ]);
    const report = items[0]?.report ?? null;
    if (report === null)
      return projectFrame(
        shown,
        'Dependencies',
        html`<p class="empty">No report stands for this project yet.</p>`,
      );
    const at = query.at === undefined ? '' : `&at=${encodeURIComponent(query.at)}`;
    const most = query.all === undefined ? shownFirst : shownAll;
    const graph = await api.get<Graph>(`/reports/${report}/graph?limit=${most}${at}`);
    return projectFrame(
      shown,
      'Dependencies',
      html`<p class="lead">What uses what, as the latest report says. Choose a box to see what lies around it.</p>${view(graph, `${path}/dependencies`)}`,
    );
  },
};

type Node = Graph['node'];

function view({ isRoot, node, component, usedBy, uses, knowledge }: Graph, address: string): Markup {
  const nothing = isRoot
    ? 'Nothing that uses third-party code.'
    : knowledge === 'all'
      ? 'Nothing: it is known to need nothing.'
      : 'Not known: what it needs was not looked into.';
  return html`<div class="graph">
${isRoot ? null : column('Used by', usedBy, { address, node, nothing: 'Nothing.', side: 'left' })}
<div class="column middle"><h2>Chosen</h2><div class="box ${coloured(node)}"><strong>${node.label}</strong> <small>${node.about}</small></div>
${isRoot ? null : html`<p><a href="${address}">Back to the repository</a></p>`}${component === null ? null : html`<p><a href="/components/${encodeURIComponent(component)}">Who else uses it</a></p>`}</div>
${column(isRoot ? 'Consists of' : 'Uses', uses, { address, node, nothing, side: 'right' })}
</div>`;
}

interface Side {
  readonly address: string;
  readonly node: Node;
  readonly nothing: string;
  readonly side: 'left' | 'right';
}

function column(
  title: string,
  { count, items }: Graph['uses'],
  { address, node, nothing, side }: Side,
): Markup {
  const whole = `${address}?at=${encodeURIComponent(node.id)}&all=yes`;
  return html`<div class="column ${side}"><h2>${count === 0 ? title : `${title} (${count.toLocaleString('en')})`}</h2>
${count === 0 ? html`<p class="faint">${nothing}</p>` : html`<ul>${items.map((each) => html`<li><a class="box ${coloured(each)}" href="${`${address}?at=${encodeURIComponent(each.id)}`}"><strong>${each.label}</strong> <small>${each.about}${each.uses === 0 ? '' : ` · uses ${plural(each.uses, 'other')}`}</small></a></li>`)}</ul>`}
${items.length === count ? null : items.length < shownAll ? html`<p><a href="${whole}">Show all ${count.toLocaleString('en')}</a></p>` : html`<p class="faint">The first ${items.length} of ${count.toLocaleString('en')}.</p>`}</div>`;
}

function coloured(node: Node): string {
  return node.class === null ? 'plain' : `c-class-${node.class}`;
}
