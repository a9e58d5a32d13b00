import { counted, shareOf } from '../src/html/numbers.ts';
import { button } from './element.ts';
import { type Filters, matchesFinding } from './filters.ts';
import type { Model } from './model.ts';

/** A finding; `element` is its place in the page, if it is listed there. */
interface Item {
  readonly number: number;
  readonly element: HTMLElement | null;
  /** What a search looks at. */
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

/** Narrows the findings that stand in the page, and counts all that fit. */
export function findingsView(model: Model): { show(filters: Filters): number } {
  const numbers = Map.groupBy(model.data.findings.keys(), (number) => model.data.findings[number]?.rule);
  const sections = [...document.querySelectorAll<HTMLElement>('.rule')].map((element, rule) =>
    sectionOf(element, numbers.get(rule) ?? []),
  );
  let last: Filters = {};
  const show = (filters: Filters): number => {
    last = filters;
    return sections.reduce((sum, section) => sum + narrow(section, filters, model), 0);
  };
  for (const section of sections)
    section.more.addEventListener('click', () => {
      section.isWhole = true;
      show(last);
      section.items[shownFirst]?.element?.querySelector<HTMLElement>('a, summary')?.focus();
    });
  return { show };
}

function sectionOf(element: HTMLElement, numbers: readonly number[]): Section {
  const items = numbers.map((number): Item => {
    const listed = document.getElementById(`finding-${number}`);
    const shared = listed?.closest('.statement')?.firstElementChild;
    const texts = [listed?.textContent ?? '', shared?.matches('p') ? (shared.textContent ?? '') : ''];
    return { number, element: listed, searched: texts.join('\n').toLowerCase() };
  });
  const more = button('', { class: 'show-all', hidden: true }, () => undefined);
  element.append(more);
  return { element, items, count: element.querySelector('.rule-count'), more, isWhole: false };
}

/** Answers how many findings of a rule fit. */
function narrow(section: Section, filters: Filters, model: Model): number {
  const { element, items, count, more } = section;
  const fitting = items.filter(({ number, searched }) => {
    const finding = model.data.findings[number];
    return finding !== undefined && matchesFinding(finding, searched, filters, model);
  });
  const listed = fitting.filter((item) => item.element !== null);
  const isWhole = section.isWhole || listed.length <= many;
  const shown = new Set(isWhole ? listed : listed.slice(0, shownFirst));
  for (const item of items) if (item.element !== null) item.element.hidden = !shown.has(item);
  for (const group of element.querySelectorAll<HTMLElement>('.remedy, .statement'))
    group.hidden = group.querySelector('li[id]:not([hidden])') === null;
  element.hidden = fitting.length === 0;
  more.hidden = shown.size === listed.length;
  more.textContent = `Show all ${counted(listed.length, 'finding')} ${listed.length < items.length ? 'listed here' : 'of this rule'}`;
  if (count !== null) count.textContent = shareOf(fitting.length, items.length, 'finding');
  return fitting.length;
}
