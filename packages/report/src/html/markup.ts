import { printable } from '@fineprint/core';

/** A piece of HTML: only `html` makes one, and it escapes every text that is put in. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What can stand in a piece of HTML, as text or as the value of a quoted attribute. */
export type Content = string | number | Markup | null | readonly Content[];

/**
 * Makes HTML of a template. Text is escaped so that it is right both between tags and in quoted attributes, the only two
 * places where a value may stand; addresses go through `linkTo`.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = strings[0] ?? '';
  for (const [position, value] of values.entries()) text += written(value) + (strings[position + 1] ?? '');
  return new Markup(text);
}

function written(value: Content): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? escapeHtml(value) : value.map(written).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Shows scanned text literally in HTML; control and bidirectional characters become visible. */
export function escapeHtml(text: string): string {
  return escaped(printable(text));
}

/** Writes the text of a field that is sent back: every character stays what it is, as what was made visible would be kept so. */
export function fieldText(text: string): Markup {
  return new Markup(escaped(text));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const beforeScript: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Writes JSON for a `<script>` element: no value can end it, open a comment in it, or end a line of it. */
export function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(/[<>\u2028\u2029]/g, (character) => beforeScript[character] ?? '');
}

const longestAddress = 2_000;

/** The address that a text is, if a browser may be sent to it: of http or https, and nothing in it is hidden. */
export function addressOf(text: string): string | null {
  if (!/^https?:\/\/[^\s"'<>\\^`{|}]+$/i.test(text) || text.length > longestAddress) return null;
  return printable(text) === text && URL.canParse(text) ? text : null;
}

const onGitHub = /^github\.com\/[\w.-]+\/[\w.-]+\/(?:blob|tree)\/\S+/;

/** The address that evidence was read at: its source, or the start of it, names a file in the form of GitHub's addresses. */
export function addressOfSource(source: string): string | null {
  const file = onGitHub.exec(source.slice(0, longestAddress))?.[0];
  return addressOf(file === undefined ? source : `https://${file}`);
}

/** A link where a text is an address, else the text alone. A page that is linked learns nothing of who comes. */
export function linkTo(text: string): Markup {
  const address = addressOf(text);
  return address === null
    ? html`${text}`
    : html`<a href="${address}" rel="noopener noreferrer">${address}</a>`;
}

/** The fragment of this page that shows something of a report by its name, as its script reads it. */
export function anchorTo(what: string, name: string): string {
  return `#${what}=${encodeURIComponent(printable(name))}`;
}
