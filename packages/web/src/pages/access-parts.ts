import { html, type Markup } from '@fineprint/report/html';

const parts = [
  ['people', '/access', 'People'],
  ['tokens', '/access/tokens', 'Tokens'],
  ['pipelines', '/access/pipelines', 'Pipelines'],
] as const;

/** The links between the pages of this part. */
export function accessParts(current: (typeof parts)[number][0]): Markup {
  return html`<nav class="parts" aria-label="Access"><ul>${parts.map(([part, address, name]) =>
    part === current
      ? html`<li><a href="${address}" aria-current="page">${name}</a></li>`
      : html`<li><a href="${address}">${name}</a></li>`,
  )}</ul></nav>`;
}
