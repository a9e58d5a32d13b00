import { html, type Markup } from '@fineprint/report/html';
import type { Decision } from '@fineprint/server';
import { day, fullName, licenseMark, said, words } from './pieces.ts';

/** A decision with what the reader may do with it, and the page that comes after that. */
export function decisionRow(item: Decision, back: string): Markup {
  const { id, question, component, name, rule, license, outcome, state, reason, can } = item;
  const subject = name === null || component === null ? rule : fullName({ key: component, name });
  return html`<li><p><strong>${words(outcome)}</strong> <a href="/questions/${question}">${subject}</a>${license === null ? null : html` ${licenseMark(license)}`} <span class="state ${state}">${words(state)}</span></p>
<p>${said(reason)}</p>
<p class="faint"><code>${rule}</code> · ${scopeText(item)} · ${who(item)}${item.batch === null ? null : html` · <a href="/batches/${item.batch}">one of many</a>`}</p>
${can.map((change) => changeForm(`/decisions/${id}`, { change, name: words(change), of: subject, back }))}</li>`;
}

function who({ decidedBy, decidedAt, confirmedBy, expiresAt }: Decision): Markup {
  return html`${decidedBy} on ${day(decidedAt)}${confirmedBy === null ? null : `, confirmed by ${confirmedBy}`}${expiresAt === null ? null : html` · until ${day(expiresAt)}`}`;
}

/** Where a decision holds, in words. */
export function scopeText({
  scope,
  versions = null,
}: Pick<Decision, 'scope'> & { readonly versions?: string | null }): string {
  const where = scope.is === 'all' ? 'all projects' : `${scope.is} ${scope.name}`;
  return versions === null ? where : `${where}, versions ${versions}`;
}

interface Changing {
  readonly change: string;
  readonly name: string;
  /** What it changes, for whoever hears the buttons of a list. */
  readonly of?: string;
  readonly back: string;
}

/** A button that changes something that was decided. */
export function changeForm(address: string, { change, name, of, back }: Changing): Markup {
  return html`<form class="inline" method="post" action="${address}"><input type="hidden" name="change" value="${change}"><input type="hidden" name="back" value="${back}"><button class="small">${name}${of === undefined ? null : html`<span class="unseen">: ${of}</span>`}</button></form>`;
}
