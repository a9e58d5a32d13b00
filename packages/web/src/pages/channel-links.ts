import { html, type Markup } from '@fineprint/report/html';
import type { ChannelPage } from '@fineprint/server';

interface Links {
  readonly current: string;
  /** Whether the list begins with the first channel. */
  readonly isFirst: boolean;
  /** The page that shows a channel by its name, and the next ones by where they begin. */
  readonly address: string;
}

/** The channels of a project, each with its link to a page; nothing where there is only one. */
export function channelLinks(
  { items, next }: ChannelPage,
  { current, isFirst, address }: Links,
): Markup | null {
  if (items.length < 2 && isFirst) return null;
  const others = `${address}?channel=${encodeURIComponent(current)}&channels=`;
  return html`<p class="choices">Channel: ${items.map(({ name }) =>
    name === current
      ? html`<strong aria-current="true">${name}</strong> `
      : html`<a href="${address}?channel=${encodeURIComponent(name)}">${name}</a> `,
  )}${next === null ? null : html`<a href="${`${others}${encodeURIComponent(next)}`}">More channels</a>`}</p>`;
}
