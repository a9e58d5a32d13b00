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
${ending(item)}
${can.map((change) => changeForm(`/decisions/${id}`, { change, name: words(change), of: subject, back }))}</li>`;
}

function who({ decidedBy, decidedAt, confirmedBy, expiresAt }: Decision): Markup {
  return html`${decidedBy} on ${day(decidedAt)}${confirmedBy === null ? null : `, confirmed by ${confirmedBy}`}${expiresAt === null ? null : html` · until ${day(expiresAt)}`}`;
}

/** Who ended a decision, when and why, and what took its place. */
function ending({ state, ended }: Decision): Markup | null {
  if (ended === null) return null;
  const { by, at, reason, replacedBy } = ended;
  return html`<p class="faint">${words(state)} by ${by} on ${day(at)}${replacedBy === null ? null : html`, by <a href="/decisions/${replacedBy}">another decision</a>`}${reason === null ? null : html`: ${said(reason)}`}</p>`;
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

const needReason: ReadonlySet<string> = new Set(['withdraw', 'undo', 'decline']);

/** A button that changes something that was decided; what takes an answer away asks first why. */
export function changeForm(address: string, { change, name, of, back }: Changing): Markup {
  const button = html`${name}${of === undefined ? null : html`<span class="unseen">: ${of}</span>`}`;
  if (needReason.has(change))
    return html`<details class="change"><summary>${button}</summary><form method="post" action="${address}"><input type="hidden" name="change" value="${change}"><input type="hidden" name="back" value="${back}">
<label class="field wide"><span>Why <small>the log keeps it</small></span> <textarea name="reason" required minlength="3" maxlength="4000" rows="2"></textarea></label>
<p class="buttons"><button class="small">${button}</button></p></form></details>`;
  return html`<form class="inline" method="post" action="${address}"><input type="hidden" name="change" value="${change}"><input type="hidden" name="back" value="${back}"><button class="small">${button}</button></form>`;
}
