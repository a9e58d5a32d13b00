import { type Graph, type GraphNode, graphOf } from '../src/html/graph.ts';
import { counted, numeral } from '../src/html/numbers.ts';
import { button, h, svg } from './element.ts';
import type { Model } from './model.ts';

// More boxes than these are no picture; the reader asks for the rest.
const shownFirst = 16;
// More lines than these are a hairball; the lists say the same.
const mostLines = 60;

interface Listeners {
  changed(): void;
  showComponent(ref: string): void;
}

/** One node at a time, between what uses it and what it uses: readable however large the graph is. */
export function graphView(model: Model, listeners: Listeners) {
  const view = new GraphView(graphOf(model.data, document.querySelector('h1')?.textContent ?? ''), listeners);
  return {
    element: view.element,
    focus: (ref: string) => view.focus(ref),
    focused: () => view.focused(),
  };
}

class GraphView {
  readonly element = h('div', { class: 'graph' });
  readonly #graph: Graph;
  readonly #listeners: Listeners;
  #focused: string;
  readonly #whole = new Set<string>();

  constructor(graph: Graph, listeners: Listeners) {
    this.#graph = graph;
    this.#listeners = listeners;
    this.#focused = graph.root;
    this.#draw();
    new ResizeObserver(() => this.#drawLines()).observe(this.element);
  }

  focused(): string | null {
    return this.#focused === this.#graph.root ? null : this.#focused;
  }

  focus(id: string): void {
    if (this.#graph.node(id) === undefined || id === this.#focused) return;
    this.#focused = id;
    this.#whole.clear();
    this.#draw();
    this.#listeners.changed();
  }

  #draw(): void {
    const node = this.#graph.node(this.#focused);
    if (node === undefined) return;
    const left = this.#column('Used by', this.#graph.usedBy(node.id), '', 'left');
    const right = this.#column(
      node.id === this.#graph.root ? 'Consists of' : 'Uses',
      this.#graph.uses(node.id),
      this.#nothing(node.id),
      'right',
    );
    const middle = h('div', { class: 'column middle' }, h('h3', {}, 'Chosen'), this.#middle(node));
    this.element.classList.toggle('is-root', node.id === this.#graph.root);
    this.element.replaceChildren(left, middle, right);
    this.#drawLines();
  }

  #nothing(id: string): string {
    if (id === this.#graph.root) return 'Nothing that uses third-party code.';
    return this.#graph.knowledge(id) === 'all'
      ? 'Nothing: it is known to need nothing.'
      : 'Not known: what it needs was not looked into.';
  }

  #middle(node: GraphNode): HTMLElement {
    const isComponent = node.licenseClass !== null;
    const details = button('Show its details', { class: 'quiet' }, () =>
      this.#listeners.showComponent(node.id),
    );
    const start = button('Back to the repository', { class: 'quiet' }, () => this.#goTo(this.#graph.root));
    const box = h(
      'div',
      { class: boxClass(node), tabindex: -1 },
      h('strong', {}, node.label),
      h('small', {}, node.about),
    );
    return h(
      'div',
      {},
      box,
      h(
        'p',
        { class: 'graph-actions' },
        isComponent ? details : null,
        node.id === this.#graph.root ? null : start,
      ),
    );
  }

  #column(title: string, ids: readonly string[], nothing: string, side: 'left' | 'right'): HTMLElement {
    const nodes = ids.flatMap((id) => this.#graph.node(id) ?? []);
    const shown = this.#whole.has(side) ? nodes : nodes.slice(0, shownFirst);
    const list = h('ul', { class: 'plain' }, ...shown.map((node) => h('li', {}, this.#box(node))));
    const more = button(`Show all ${numeral(nodes.length)}`, { class: 'show-all' }, () => {
      this.#whole.add(side);
      this.#draw();
      this.element.querySelectorAll<HTMLElement>(`.${side} li button`)[shownFirst]?.focus();
    });
    return h(
      'div',
      { class: `column ${side}` },
      h('h3', {}, nodes.length === 0 ? title : `${title} (${numeral(nodes.length)})`),
      nodes.length === 0 ? h('p', { class: 'faint' }, nothing) : list,
      shown.length < nodes.length ? more : null,
    );
  }

  #box(node: GraphNode): HTMLElement {
    const needs = this.#graph.isSort(node.id) ? 0 : this.#graph.uses(node.id).length;
    const box = button('', { class: boxClass(node) }, () => this.#goTo(node.id));
    const about = needs === 0 ? node.about : `${node.about} · uses ${counted(needs, 'component')}`;
    box.append(h('span', { class: 'box-label' }, node.label), h('small', {}, about));
    return box;
  }

  #goTo(id: string): void {
    this.focus(id);
    this.element.querySelector<HTMLElement>('.middle .box')?.focus();
  }

  /** Lines from what uses it to the middle and on; on a narrow screen, where columns stand below each other, none. */
  #drawLines(): void {
    this.element.querySelector('svg')?.remove();
    const middle = this.element.querySelector('.middle .box')?.getBoundingClientRect();
    const frame = this.element.getBoundingClientRect();
    const lefts = [...this.element.querySelectorAll('.left .box')].map((box) => box.getBoundingClientRect());
    const rights = [...this.element.querySelectorAll('.right .box')].map((box) =>
      box.getBoundingClientRect(),
    );
    if (
      middle === undefined ||
      lefts.length + rights.length > mostLines ||
      [...lefts.slice(0, 1)].some(({ right }) => right > middle.left) ||
      rights.some(({ left }) => left < middle.right)
    )
      return;
    const lines = svg('svg', {
      class: 'lines',
      'aria-hidden': 'true',
      width: frame.width,
      height: frame.height,
    });
    const at = { x: middle.left - frame.left, y: middle.top - frame.top + middle.height / 2 };
    for (const box of lefts)
      lines.append(curve(box.right - frame.left, box.top - frame.top + box.height / 2, at.x, at.y));
    for (const box of rights)
      lines.append(
        curve(at.x + middle.width, at.y, box.left - frame.left, box.top - frame.top + box.height / 2),
      );
    this.element.prepend(lines);
  }
}

function boxClass({ licenseClass }: GraphNode): string {
  return licenseClass === null ? 'box' : `box c-class-${licenseClass}`;
}

function curve(x1: number, y1: number, x2: number, y2: number): SVGElement {
  const half = (x1 + x2) / 2;
  return svg('path', { d: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}` });
}
