import { html, type Markup } from '@fineprint/report/html';
import type { ObligationPage } from '@fineprint/server';
import { day, said } from '../pieces.ts';
import { licenseName } from './obligations.ts';

type Line = ObligationPage['items'][number];

/** What the licences of a project ask, as auditors read it: what is done, by whose word, and what is not. */
export function obligationTable(items: readonly Line[]): Markup {
  if (items.length === 0) return html`<p>Nothing is asked as the components are used.</p>`;
  return html`<table class="cards"><thead><tr><th scope="col">Asked</th><th scope="col">Licence</th><th scope="col" class="number">Components</th><th scope="col">State</th></tr></thead>
<tbody>${items.map((line) => html`<tr><td class="wide" data-title="Asked">${line.says}</td><td data-title="Licence">${licenseName(line.license)}</td><td class="number" data-title="Components">${line.components}</td><td class="wide" data-title="State">${state(line)}</td></tr>`)}</tbody></table>`;
}

function state({ state: is, tick }: Line): Markup {
  if (tick === null) return html`Open`;
  const { note, by, at, newSince } = tick;
  const { value, isExact } = newSince;
  const came = `${isExact ? '' : 'more than '}${value.toLocaleString('en')} new since`;
  return html`${is === 'done' ? 'Done' : `To look at again, ${came}`}<br><small>by ${by} on ${day(at)}: ${said(note)}</small>`;
}
