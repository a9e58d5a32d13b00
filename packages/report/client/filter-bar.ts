import { shareOf } from '../src/html/numbers.ts';
import { levelWords, type Word } from '../src/html/words.ts';
import { button, h } from './element.ts';
import { type FilterName, type Filters, filterNames } from './filters.ts';
import { labelOf, type Model, wordsOf } from './model.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const titles: Readonly<Record<FilterName, string>> = {
  text: 'Search',
  level: 'Level',
  rule: 'Rule',
  state: 'State',
  kind: 'Kind',
  class: 'Licence class',
  pin: 'Pin',
  usage: 'Usage',
  unit: 'Part of the repository',
  owner: 'Owner',
};

const stateLabels = { open: 'Open', new: 'New', known: 'Known before', waived: 'Waived' };

/** The bar of filters, which narrow findings and components alike. */
export function filterBar(model: Model, changed: (filters: Filters) => void) {
  let filters: Filters = {};
  const set = (name: FilterName, value: string) => {
    const { [name]: _, ...others } = filters;
    changed(value === '' ? others : { ...others, [name]: value });
  };
  const controls = controlsFor(model, set);
  const status = h('p', { role: 'status', class: 'status' });
  const chips = h('div', { class: 'chips' });
  const search = controls.get('text');
  const panel = h('details', { class: 'panel' }, h('summary', {}, 'Filters'), h('div', { class: 'fields' }));
  for (const [name, control] of controls)
    if (name !== 'text') panel.lastElementChild?.append(field(name, control));
  const element = h(
    'search',
    { class: 'filter-bar', 'aria-label': 'Filters for findings and components' },
    h('div', { class: 'filter-row' }, search ? field('text', search) : null, panel, status, chips),
  );
  new ResizeObserver(() => {
    // What is jumped to must not lie under the bar.
    const isFixed = getComputedStyle(element.parentElement ?? element).position === 'sticky';
    document.documentElement.style.setProperty('--bar', isFixed ? `${element.offsetHeight}px` : '0px');
  }).observe(element);
  return {
    element,
    /** Shows which filters hold, and how much fits them. */
    say(
      asked: Filters,
      { findings, components }: { readonly findings: number; readonly components: number },
    ) {
      filters = asked;
      for (const [name, control] of controls)
        if (control !== document.activeElement) control.value = filters[name] ?? '';
      const all = model.data;
      status.textContent = `${shareOf(findings, all.findings.length, 'finding')} and ${shareOf(components, all.components.length, 'component')}`;
      chips.replaceChildren(...chipsOf(filters, model, set, () => changed({})));
    },
  };
}

type Control = HTMLInputElement | HTMLSelectElement;

function controlsFor(
  model: Model,
  set: (name: FilterName, value: string) => void,
): ReadonlyMap<FilterName, Control> {
  const controls = new Map<FilterName, Control>();
  for (const name of filterNames) {
    const choices = choicesFor(name, model);
    if (choices !== null && choices.length < 2) continue;
    const control = choices === null ? input(name) : select(name, choices);
    control.addEventListener('input', () => set(name, control.value.trim()));
    controls.set(name, control);
  }
  return controls;
}

function input(name: FilterName): HTMLInputElement {
  const placeholder = name === 'text' ? 'Name, version, licence, path …' : 'Any part of a path';
  return h('input', {
    id: `filter-${name}`,
    type: 'search',
    placeholder,
    autocomplete: 'off',
    spellcheck: 'false',
  });
}

function select(name: FilterName, choices: readonly Choice[]): HTMLSelectElement {
  const options = choices.map(({ value, label }) => h('option', { value }, label));
  return h('select', { id: `filter-${name}` }, h('option', { value: '' }, 'Any'), ...options);
}

function field(name: FilterName, control: Control): HTMLElement {
  return h(
    'div',
    { class: `field of-${name}` },
    h('label', { for: `filter-${name}` }, titles[name]),
    control,
  );
}

/** The choices that the report leaves, or `null` for free text. */
function choicesFor(name: FilterName, { data, rows }: Model): readonly Choice[] | null {
  const components = data.components;
  switch (name) {
    case 'text':
    case 'unit':
      return null;
    case 'level':
      return present(levelWords, new Set(data.findings.map(({ level }) => level)));
    case 'rule':
      return data.rules.map(({ id }) => ({ value: id, label: id }));
    case 'state':
      return Object.entries(stateLabels)
        .filter(([state]) => data.findings.some((finding) => finding.state === state))
        .map(([value, label]) => ({ value, label }));
    case 'kind':
      return Object.entries(data.kinds)
        .map(([value, label]) => ({ value, label }))
        .sort((a, b) => a.label.localeCompare(b.label, 'en'));
    case 'class':
      return present(wordsOf.class, new Set(components.map(({ license }) => license.class)));
    case 'pin':
      return present(wordsOf.pin, new Set(components.flatMap(({ pin, pins = [pin] }) => pins)));
    case 'usage':
      return present(wordsOf.usage, new Set(components.flatMap(({ usage, usages = [usage] }) => usages)));
    case 'owner':
      return [...new Set(rows.flatMap(({ owners }) => owners))]
        .sort()
        .map((value) => ({ value, label: value }));
  }
}

function present(words: Readonly<Record<string, Word>>, names: ReadonlySet<string>): readonly Choice[] {
  return Object.entries(words)
    .filter(([name]) => names.has(name))
    .map(([value, { label }]) => ({ value, label }));
}

function chipsOf(
  filters: Filters,
  model: Model,
  set: (name: FilterName, value: string) => void,
  clear: () => void,
): readonly HTMLElement[] {
  const chips = filterNames.flatMap((name) => {
    const value = filters[name];
    if (value === undefined) return [];
    const text = `${titles[name]}: ${shown(name, value, model)}`;
    return [
      button(`${text} ✕`, { class: 'chip', 'aria-label': `Remove the filter ${text}` }, () => set(name, '')),
    ];
  });
  return chips.length === 0 ? [] : [...chips, button('Show everything', { class: 'quiet' }, clear)];
}

function shown(name: FilterName, value: string, { data }: Model): string {
  switch (name) {
    case 'class':
    case 'pin':
    case 'usage':
      return labelOf(name, value);
    case 'kind':
      return data.kinds[value] ?? value;
    default:
      return value;
  }
}
