import { kindLabel } from '../src/html/words.ts';
import { h } from './element.ts';
import { labelOf, type Model, type Row } from './model.ts';

// Paper has no more use for it.
const mostRows = 20_000;
const mostReasons = 2_000;

/** Puts a table of every component beside the paged one while the page is printed, whatever was filtered. */
export function printing(model: Model, beside: HTMLElement): void {
  let printed: HTMLElement | null = null;
  const start = () => {
    if (printed !== null) return;
    printed = h('div', { class: 'print-only' }, ...printedTable(model));
    beside.after(printed);
  };
  const end = () => {
    printed?.remove();
    printed = null;
  };
  addEventListener('beforeprint', start);
  addEventListener('afterprint', end);
  matchMedia('print').addEventListener('change', ({ matches }) => (matches ? start() : end()));
}

const heads = ['Component', 'Version', 'Licence', 'Pin', 'Usage', 'Places'];

function printedTable({ rows }: Model): readonly HTMLElement[] {
  const printed = rows.slice(0, mostRows);
  const left = rows.length - printed.length;
  const table = h(
    'table',
    { class: 'components plain-table' },
    h('thead', {}, h('tr', {}, ...heads.map((head) => h('th', { scope: 'col' }, head)))),
    h('tbody', {}, ...printed.map((row) => printedRow(row, rows.length <= mostReasons))),
  );
  return left === 0 ? [table] : [table, h('p', {}, `${left} more components are not printed.`)];
}

function printedRow({ component }: Row, hasReason: boolean): HTMLElement {
  const { name, kind, version = '', license, pin, usage, places, count } = component;
  const more = count > 1 ? ` and ${count - 1} more` : '';
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, name, h('small', {}, kindLabel(kind))),
    h('td', {}, version),
    h(
      'td',
      {},
      license.expression ?? '',
      h('small', {}, labelOf('class', license.class)),
      hasReason ? h('small', {}, license.because) : null,
    ),
    h('td', {}, labelOf('pin', pin)),
    h('td', {}, labelOf('usage', usage)),
    h('td', {}, `${places[0]?.at ?? ''}${more}`),
  );
}
