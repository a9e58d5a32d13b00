import { html, type Markup } from '@fineprint/report/html';
import type { ExpiringPage, PageApi } from '@fineprint/server';
import { day, plural } from '../pieces.ts';

/** What ends within two weeks, the next first, and the heading of the list that follows; nothing where nothing does. */
export async function endingSoon(following: string, api: PageApi): Promise<Markup | null> {
  const { items, next } = await api.get<ExpiringPage>('/decisions/expiring?limit=20');
  if (items.length === 0) return null;
  return html`<section aria-labelledby="soon"><h2 id="soon">They end soon</h2>
<p class="faint">What an approval settled waits for a decision again when it ends.</p>
<ol class="rows">${items.map(
    ({ question, component, rule, license, decidedBy, expiresAt, daysLeft }) =>
      html`<li><p><strong>${left(daysLeft)}</strong> <a href="/questions/${question}">${component === null ? rule : component.slice(component.indexOf(':') + 1)}</a>${license === null ? null : html` <span class="license">${license}</span>`}</p>
<p class="faint"><code>${rule}</code> · ${decidedBy} · until ${day(expiresAt)}</p></li>`,
  )}</ol>
${next === null ? null : html`<p class="faint">The next ${items.length} are shown; further ones end within two weeks, too.</p>`}
</section>
<h2>${following}</h2>`;
}

function left(days: number): string {
  return days === 0 ? 'Ends today' : `Ends in ${plural(days, 'day')}`;
}
