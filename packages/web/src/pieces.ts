import { type Content, html, type Markup } from '@fineprint/report/html';
import type { FindingPage } from '@fineprint/server';

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

/** The link to what follows in a list, if anything does; `name` is what the page calls where it goes on. */
export function more(next: string | null, address: string, name = 'after'): Markup | null {
  if (next === null) return null;
  return html`<p><a class="more" href="${joined(address, `${name}=${encodeURIComponent(next)}`)}">Show more</a></p>`;
}

/** An address with more in its query. */
export function joined(address: string, query: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

/** A day as people read it, with the whole time for machines. */
export function day(time: string): Markup {
  return html`<time datetime="${time}">${time.slice(0, 10)}</time>`;
}

/** A time as people read it, to the minute or the second; its zone is said, as it may not be theirs. */
export function utc(time: string, to: 'minute' | 'second' = 'minute'): string {
  return `${time.slice(0, to === 'minute' ? 16 : 19).replace('T', ' ')} UTC`;
}

/** A time as people read it, with the whole of it for machines. */
export function moment(time: string, to: 'minute' | 'second' = 'minute'): Markup {
  return html`<time datetime="${time}">${utc(time, to)}</time>`;
}

/** Lines of a text as they stand; what a terminal would obey or hide becomes visible. */
export function lines(text: string): Content {
  const all = text.replaceAll('\t', '    ').split(/\r?\n|\f/);
  return all.map((line, place) => (place === 0 ? line : html`\n${line}`));
}

/** What somebody wrote in a field of several lines. */
export function said(text: string): Markup {
  return html`<span class="said">${lines(text)}</span>`;
}

/** Why what somebody filled in was refused. */
export function refusal(refused: string | null): Markup | null {
  return refused === null ? null : html`<p class="refused" role="alert">${refused}</p>`;
}

const joints = /(\s+(?:AND|OR)\s+|[()])/;

/** A licence whose ids lead to what each asks. */
export function licenseMark(expression: string): Markup {
  const parts = expression.length > longestExpression ? [expression] : expression.split(joints);
  return html`<span class="license">${parts.map((part) => (part.trim() === '' || joints.test(part) ? part : licenseLink(part)))}</span>`;
}

const longestExpression = 2_000;

/** A link to the page of one licence. */
export function licenseLink(id: string): Markup {
  return html`<a href="/licenses/${encodeURIComponent(id)}">${id}</a>`;
}

/** A link to the page of a component. */
export function componentLink(key: string, name: string): Markup {
  return html`<a href="/components/${encodeURIComponent(key)}">${fullName({ key, name })}</a>`;
}

/** The name of a component with the part of it that is used, which only its key tells. */
export function fullName({ key, name }: { readonly key: string; readonly name: string }): string {
  const part = key.indexOf('#');
  return part === -1 || name.includes('#') ? name : `${name}${key.slice(part)}`;
}

/** What a finding is, in words. */
export function stateText(state: string): string {
  return state === 'open' ? 'Waiting' : words(state);
}

/** A name of the API in words that people read: `needs-information` is "Needs information". */
export function words(name: string): string {
  const spoken = name.replaceAll('-', ' ');
  return `${spoken.slice(0, 1).toUpperCase()}${spoken.slice(1)}`;
}

/** The version of a component, or what its `ref` has in its place behind the key: what is asked for, a commit or a digest; a long one is shortened. */
export function versionText(ref: string, key: string, version: string | null = null): Markup {
  const behind = ref.startsWith(`${key}@`) ? ref.slice(key.length + 1) : ref === key ? '' : ref;
  const whole = version ?? behind;
  if (whole === '') return html`<span class="faint">no version</span>`;
  const shown = shortest(whole);
  return shown === whole ? html`<code>${whole}</code>` : html`<code title="${whole}">${shown}…</code>`;
}

/** As much of a version as tells it from others. */
function shortest(version: string): string {
  if (/^[0-9a-f]{40,}$/.test(version)) return version.slice(0, 12);
  return version.slice(0, version.startsWith('sha256:') ? 19 : 24);
}

/** That a finding is held by what was decided before it was there, and for which version; `key` is that of its component. */
export function inherited(
  decision: FindingPage['items'][number]['decision'],
  key: string | null,
): Markup | null {
  if (!decision?.isInherited) return null;
  const { inheritedFrom, decidedBy, decidedAt } = decision;
  if (inheritedFrom === null) return html`, inherited from ${decidedBy} on ${day(decidedAt)}`;
  const from =
    key === null ? html`<code>${inheritedFrom}</code>` : html`version ${versionText(inheritedFrom, key)}`;
  return html`, inherited from ${from}: decided by ${decidedBy} on ${day(decidedAt)}`;
}
