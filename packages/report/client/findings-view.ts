import { button, plural } from './element.ts';
import { type Filters, matchesFinding } from './filters.ts';
import type { Model } from './model.ts';

/** An element of the page with a finding, and what a search looks at. */
interface Item {
  readonly element: HTMLElement;
  readonly number: number;
  readonly searched: string;
}

/** The findings of one rule. */
interface Section {
  readonly element: HTMLElement;
  readonly items: readonly Item[];
  readonly count: HTMLElement | null;
  readonly more: HTMLButtonElement;
  isWhole: boolean;
}

// Of a rule with many findings, this many are shown until the reader asks for all.
const many = 15;
const shownFirst = 10;

/** Narrows the findings that stand in the page. */
export function findingsView(model: Model): { show(filters: Filters): number } {
  const sections = [...document.querySelectorAll<HTMLElement>('.rule')].map(sectionOf);
  let last: Filters = {};
  const show = (filters: Filters): number => {
    last = filters;
    return sections.reduce((sum, section) => sum + narrow(section, filters, model), 0);
  };
  for (const section of sections)
    section.more.addEventListener('click', () => {
      section.isWhole = true;
      show(last);
      section.items[shownFirst]?.element.querySelector<HTMLElement>('a, summary')?.focus();
    });
  return { show };
}

function sectionOf(element: HTMLElement): Section {
  const items = [...element.querySelectorAll<HTMLElement>('li[id^="finding-"]')].map((item) => ({
    element: item,
    number: Number(item.id.slice('finding-'.length)),
    searched: (item.textContent ?? '').toLowerCase(),
  }));
  const more = button('', { class: 'show-all', hidden: true }, () => undefined);
  element.append(more);
  return { element, items, count: element.querySelector('.rule-count'), more, isWhole: false };
}

/** Answers how many findings of a rule fit. */
function narrow(section: Section, filters: Filters, model: Model): number {
  const fitting = section.items.filter(({ number, searched }) => {
    const finding = model.data.findings[number];
    return finding !== undefined && matchesFinding(finding, searched, filters, model);
  });
  const isWhole = section.isWhole || fitting.length <= many;
  const shown = new Set(isWhole ? fitting : fitting.slice(0, shownFirst));
  for (const item of section.items) item.element.hidden = !shown.has(item);
  for (const group of section.element.querySelectorAll<HTMLElement>('.remedy, .statement'))
    group.hidden = group.querySelector('li[id]:not([hidden])') === null;
  section.element.hidden = fitting.length === 0;
  section.more.hidden = shown.size === fitting.length;
  section.more.textContent = `Show all ${plural(fitting.length, 'finding')} of this rule`;
  if (section.count !== null) section.count.textContent = countText(fitting.length, section.items.length);
  return fitting.length;
}

function countText(fitting: number, all: number): string {
  return fitting === all
    ? plural(all, 'finding')
    : `${fitting.toLocaleString('en')} of ${plural(all, 'finding')}`;
}
