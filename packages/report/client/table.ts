import { counted } from '../src/html/numbers.ts';
import { columns } from './columns.ts';
import { detailOf } from './detail.ts';
import { button, h } from './element.ts';
import type { Model, Row } from './model.ts';
import { pager } from './pager.ts';

// A row is a card on a narrow screen, where a page is as long as a finger scrolls.
const pageLength = matchMedia('(max-width: 52rem)').matches ? 25 : 100;

interface Listeners {
  changed(): void;
  showInGraph(ref: string): void;
}

/** The table of components: sorted by any column, a page at a time, each with details on demand. */
export function componentTable(model: Model, listeners: Listeners) {
  const view = new ComponentTable(model, listeners);
  return {
    element: view.element,
    show: (rows: readonly Row[]) => view.show(rows),
    open: (ref: string) => view.open(ref),
    opened: () => view.opened?.component.ref ?? null,
  };
}

class ComponentTable {
  readonly element: HTMLElement;
  opened: Row | null = null;
  readonly #model: Model;
  readonly #listeners: Listeners;
  readonly #heads: readonly HTMLTableCellElement[];
  readonly #body = h('tbody', { role: 'rowgroup' });
  readonly #sorting: HTMLSelectElement;
  readonly #pager = pager(pageLength, (page) => this.#turnTo(page));
  #rows: readonly Row[] = [];
  #page = 0;
  #sortedBy = 'name';
  #isDescending = false;

  constructor(model: Model, listeners: Listeners) {
    this.#model = model;
    this.#listeners = listeners;
    this.#heads = columns.map(({ id, title, isNumber }) => {
      const head = h('th', { scope: 'col', role: 'columnheader', class: isNumber ? 'number' : null });
      head.append(button(title, { class: 'sort' }, () => this.#sortBy(id)));
      return head;
    });
    this.#sorting = this.#sortingSelect();
    const table = h(
      'table',
      { class: 'components', role: 'table' },
      h('caption', { class: 'hidden' }, 'Components; the buttons in the head sort them'),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, ...this.#heads)),
      this.#body,
    );
    const sorting = h('p', { class: 'sorting' }, h('label', { for: 'sorting' }, 'Sort by '), this.#sorting);
    this.element = h('div', {}, sorting, table, this.#pager.element);
  }

  show(rows: readonly Row[]): void {
    if (this.opened !== null && !rows.includes(this.opened)) this.opened = null;
    this.#page = 0;
    this.#sort(rows);
    this.#draw();
  }

  /** Opens the component with a `ref`; answers whether it is among those that are shown. */
  open(ref: string): boolean {
    const place = this.#rows.findIndex(({ component }) => component.ref === ref);
    const row = this.#rows[place];
    if (row === undefined) return false;
    this.#page = Math.floor(place / pageLength);
    this.opened = row;
    this.#draw();
    this.#buttonOf(row)?.focus({ preventScroll: true });
    this.#buttonOf(row)?.closest('tr')?.scrollIntoView();
    this.#listeners.changed();
    return true;
  }

  #buttonOf(row: Row): HTMLButtonElement | null {
    return this.#body.querySelector<HTMLButtonElement>(`[aria-controls="detail-${row.node}"]`);
  }

  /** On a narrow screen the head of the table is not there. */
  #sortingSelect(): HTMLSelectElement {
    const select = h(
      'select',
      { id: 'sorting' },
      ...columns.map(({ id, title }) => h('option', { value: id }, title)),
    );
    select.addEventListener('change', () => this.#sortBy(select.value));
    return select;
  }

  #sortBy(id: string): void {
    this.#isDescending = this.#sortedBy === id ? !this.#isDescending : id === 'findings' || id === 'places';
    this.#sortedBy = id;
    this.#page = 0;
    this.#sort(this.#rows);
    this.#draw();
  }

  #sort(rows: readonly Row[]): void {
    const column = columns.find(({ id }) => id === this.#sortedBy);
    const sign = this.#isDescending ? -1 : 1;
    this.#rows = rows.toSorted((a, b) => sign * (column?.compare(a, b) ?? 0) || a.node - b.node);
    this.#sorting.value = this.#sortedBy;
    for (const [place, head] of this.#heads.entries()) {
      if (columns[place]?.id === this.#sortedBy)
        head.setAttribute('aria-sort', this.#isDescending ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    }
  }

  #turnTo(page: number): void {
    this.#page = page;
    this.#draw();
    this.element.scrollIntoView();
    this.#body.querySelector('button')?.focus({ preventScroll: true });
  }

  #draw(): void {
    const shown = this.#rows.slice(this.#page * pageLength, (this.#page + 1) * pageLength);
    this.#body.replaceChildren(...shown.flatMap((row) => this.#elementsOf(row)));
    if (shown.length === 0)
      this.#body.append(
        h(
          'tr',
          { role: 'row' },
          h(
            'td',
            { role: 'cell', colspan: columns.length },
            this.#model.rows.length === 0 ? 'There is none.' : 'No component fits the filters.',
          ),
        ),
      );
    this.#pager.say(this.#page, this.#rows.length, counted(this.#rows.length, 'component'));
  }

  #elementsOf(row: Row): readonly HTMLElement[] {
    const isOpen = this.opened === row;
    const detail = isOpen
      ? h(
          'tr',
          { role: 'row', class: 'detail' },
          h(
            'td',
            { role: 'cell', colspan: columns.length, id: `detail-${row.node}` },
            detailOf(row, this.#model, this.#listeners),
          ),
        )
      : null;
    return [this.#rowElement(row, isOpen), ...(detail === null ? [] : [detail])];
  }

  #rowElement(row: Row, isOpen: boolean): HTMLElement {
    const [, ...others] = columns;
    const name = button(
      row.component.name,
      { class: 'name', 'aria-expanded': String(isOpen), 'aria-controls': `detail-${row.node}` },
      () => {
        this.opened = isOpen ? null : row;
        this.#draw();
        this.#buttonOf(row)?.focus({ preventScroll: true });
        this.#listeners.changed();
      },
    );
    return h(
      'tr',
      { role: 'row', class: isOpen ? 'is-open' : null },
      h('th', { scope: 'row', role: 'rowheader' }, name),
      ...others.map(({ title, isNumber, cell, id }) =>
        h(
          'td',
          { role: 'cell', class: isNumber ? `number of-${id}` : `of-${id}`, 'data-title': title },
          cell(row),
        ),
      ),
    );
  }
}
