import { html, type Markup } from '@fineprint/report/html';
import type { Decision } from '@fineprint/server';
import { decisionRow, scopeText } from '../decision-row.ts';
import { day, plural, said, words } from '../pieces.ts';
import type { Known } from './question.ts';

/** The answers that stand, before anything else is read: whoever decides again knows of them. */
export function standingSection({ asked, standing: { items, next } }: Known): Markup | null {
  if (items.length === 0) return null;
  const title = asked.open === 0 ? 'Decided' : `Decided in part: ${waiting(asked.open)}`;
  return html`<section class="callout" aria-labelledby="standing"><h2 id="standing">${title}</h2>
${items.map(answer)}
${next === null ? null : html`<p class="faint">And more, among what was <a href="#earlier">decided before</a>.</p>`}</section>`;
}

/** How many findings wait for an answer. */
export function waiting(open: number): string {
  return `${plural(open, 'finding')} ${open === 1 ? 'waits' : 'wait'}`;
}

function answer(item: Decision): Markup {
  const { outcome, decidedBy, decidedAt, expiresAt, reason } = item;
  return html`<p><strong>${words(outcome)}</strong>${expiresAt === null ? null : html` ${day(expiresAt)}`} for ${scopeText(item)} by ${decidedBy} on ${day(decidedAt)}: ${said(reason)}</p>`;
}

/** The answers that wait for a second person. */
export function proposedSection({ asked, decided }: Known): Markup | null {
  const here = `/questions/${asked.id}`;
  const proposed = decided.items.filter(({ state }) => state === 'proposed');
  if (proposed.length === 0) return null;
  return html`<section class="callout" aria-labelledby="proposed"><h2 id="proposed">Waits for a second person</h2>
<ol class="rows">${proposed.map((item) => decisionRow(item, here))}</ol></section>`;
}

/** What was decided about it before, and about the same component. */
export function earlierSection({ asked, decided, related }: Known): Markup | null {
  const here = `/questions/${asked.id}`;
  const before = decided.items.filter(({ state }) => state !== 'proposed');
  if (before.length + related.items.length === 0) return null;
  return html`<section aria-labelledby="earlier"><h2 id="earlier">Decided before</h2>
${before.length === 0 ? null : html`<ol class="rows">${before.map((item) => decisionRow(item, here))}</ol>`}
${
  related.items.length === 0
    ? null
    : html`<h3>The same component, under another rule or licence</h3>
<p class="faint">These do not hold here: a decision is for one rule and one licence, and lapses where the licence becomes another.</p>
<ol class="rows">${related.items.map((item) => decisionRow(item, here))}</ol>`
}</section>`;
}
