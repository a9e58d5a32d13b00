import type { PageData } from '../src/html/page-data.ts';
import { byId, h } from './element.ts';
import { filterBar } from './filter-bar.ts';
import { type Filters, matchesRow } from './filters.ts';
import { findingsView } from './findings-view.ts';
import { readFragment, writeFragment } from './fragment.ts';
import { graphView } from './graph-view.ts';
import { modelOf } from './model.ts';
import { printing } from './printing.ts';
import { componentTable } from './table.ts';
import { themeButton } from './theme.ts';

const data: PageData = JSON.parse(byId('data').textContent ?? '');
const model = modelOf(data);
let filters: Filters = {};
const missing = h('p', { role: 'alert', class: 'missing' });

const table = componentTable(model, { changed: keepFragment, showInGraph });
const findings = findingsView(model);
const bar = filterBar(model, apply);
const graph = graphView(model, { changed: keepFragment, showComponent });

byId('theme').append(themeButton());
byId('filters').append(bar.element);
byId('component-table').append(missing, table.element);
byId('graph-view').append(graph.element);
printing(model, byId('component-table'));
addEventListener('hashchange', follow);
if (readFragment(location.hash) === null) apply(filters);
follow();

/** Shows what fits the filters, and says how much that is. */
function apply(asked: Filters): void {
  filters = asked;
  const rows =
    Object.keys(filters).length === 0
      ? model.rows
      : model.rows.filter((row) => matchesRow(row, filters, model));
  table.show(rows);
  const shown = findings.show(filters);
  bar.say(filters, { findings: shown, components: rows.length });
  keepFragment();
}

/** The address of the page says what it shows; going back is left to what the reader followed. */
function keepFragment(): void {
  const written = writeFragment({ filters, component: table.opened(), graph: graph.focused() });
  if (written === '' && !location.hash.includes('=')) return;
  history.replaceState(null, '', `#${written}`);
}

/** Follows a link of the page, or the one it was opened with. */
function follow(): void {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
  const asked = readFragment(location.hash);
  if (asked === null) return;
  missing.textContent = '';
  apply(asked.filters);
  if (asked.graph !== null) graph.focus(asked.graph);
  const { component } = asked;
  if (component !== null) showComponent(component);
  else if (asked.filters.rule !== undefined)
    document.getElementById(`rule=${asked.filters.rule}`)?.scrollIntoView();
  else if (asked.graph !== null) byId('graph').scrollIntoView();
  else if (Object.keys(asked.filters).length > 0) byId('components').scrollIntoView();
}

/** Opens a component, whatever was filtered before. */
function showComponent(ref: string): void {
  if (table.open(ref)) return;
  apply({});
  if (!table.open(ref)) missing.textContent = `This report has no component "${ref}".`;
}

function showInGraph(ref: string): void {
  graph.focus(ref);
  byId('graph').scrollIntoView();
}
