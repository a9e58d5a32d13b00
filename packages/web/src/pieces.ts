import { html, type Markup } from '@fineprint/report/html';

const levelNames = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

/** A level as a word in its colour. */
export function levelMark(level: keyof typeof levelNames): Markup {
  return html`<span class="level ${level}">${levelNames[level]}</span>`;
}

/** `1 project`, `2 projects`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** A count that may be "at least". */
export function bounded(
  { value, isExact }: { readonly value: number; readonly isExact: boolean },
  noun: string,
): string {
  return isExact ? plural(value, noun) : `more than ${plural(value, noun)}`;
}

/** The link to what follows in a list, if anything does. */
export function more(next: string | null, address: string): Markup | null {
  if (next === null) return null;
  const joint = address.includes('?') ? '&' : '?';
  return html`<p><a class="more" href="${`${address}${joint}after=${encodeURIComponent(next)}`}">Show more</a></p>`;
}

/** A day as people read it, with the whole time for machines. */
export function day(time: string): Markup {
  return html`<time datetime="${time}">${time.slice(0, 10)}</time>`;
}
