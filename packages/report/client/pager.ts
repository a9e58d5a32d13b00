import { numeral } from '../src/html/numbers.ts';
import { button, h } from './element.ts';

/** Buttons that turn pages, and which page of how many is shown. */
export function pager(length: number, turnTo: (page: number) => void) {
  let page = 0;
  const previous = button('Previous', {}, () => turnTo(page - 1));
  const next = button('Next', {}, () => turnTo(page + 1));
  const range = h('span', {});
  const element = h('nav', { class: 'pager', 'aria-label': 'Pages of components' }, previous, range, next);
  return {
    element,
    say(shown: number, count: number, all: string) {
      page = shown;
      const last = Math.min(count, (page + 1) * length);
      range.textContent = `${numeral(page * length + 1)} to ${numeral(last)} of ${all}`;
      previous.disabled = page === 0;
      next.disabled = last === count;
      element.hidden = count <= length;
    },
  };
}
