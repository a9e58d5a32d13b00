import { domainToASCII } from 'node:url';
import type { Span } from '../span.ts';
import { findCredentials } from './redact.ts';
import { findSymbols, maskSymbols } from './symbols.ts';

/** A value and where it is written; percent escapes are decoded in the value and not in the place. */
export interface WrittenText extends Span {
  readonly text: string;
}

/** A parameter of a query string. */
export interface SourceParameter extends WrittenText {
  readonly name: string;
}

/** The text of a source, split where go-getter splits it: `address//subpath?query#fragment`. */
export interface SourceText {
  readonly text: string;
  /** As long as `text`, each symbol (`${…}`) overwritten, so that nothing in one looks like structure. */
  readonly masked: string;
  readonly address: Span;
  readonly subpath: string | null;
  readonly parameters: readonly SourceParameter[];
  readonly fragment: WrittenText | null;
  readonly credentials: readonly Span[];
  readonly symbols: readonly Span[];
}

/** Stands in a masked text for each character that another program fills in. */
export const symbolMask = '\u{0}';

/** Splits the text of a source; `from` is where its address begins, after a prefix such as `git::`. */
export function splitSource(text: string, from: number): SourceText {
  const symbols = findSymbols(text);
  const masked = maskSymbols(text, symbols, symbolMask);
  const hash = indexOr(masked.indexOf('#', from), text.length);
  const question = indexOr(masked.slice(0, hash).indexOf('?', from), hash);
  const scheme = masked.slice(0, question).indexOf('://', from);
  const double = masked.slice(0, question).indexOf('//', scheme < 0 ? from : scheme + 3);
  const end = indexOr(double, question);
  return {
    text,
    masked,
    address: { start: from, end },
    subpath: double < 0 ? null : trimSlashes(text.slice(double + 2, question)),
    parameters: parameters(text, masked, question + 1, hash),
    fragment: hash < text.length ? written(text, hash + 1, text.length) : null,
    credentials: findCredentials(text),
    symbols,
  };
}

/** Finds the first parameter of a name that is not empty. */
export function parameter(source: SourceText, name: string): WrittenText | null {
  const found = source.parameters.find((each) => each.name === name && each.text !== '');
  return found ? { text: found.text, start: found.start, end: found.end } : null;
}

/** Host and port of an authority, its user information left out; the host in lower case and ASCII. */
export function hostAndPort(authority: string): { readonly host: string; readonly port: number | null } {
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  const port = portSuffix.exec(address);
  const name = (port ? address.slice(0, port.index) : address).toLowerCase();
  return {
    host: ascii.test(name) ? name : domainToASCII(name) || name,
    port: port ? Number(port[0].slice(1)) : null,
  };
}

/** Drops slashes at both ends. */
export function trimSlashes(text: string): string {
  let start = 0;
  while (text[start] === '/') start += 1;
  return trimTrailingSlashes(text.slice(start));
}

/** Drops slashes at the end; a pattern would look at a run of slashes once for each of them. */
export function trimTrailingSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

const portSuffix = /:[0-9]{1,5}$/;
const ascii = /^[\u0000-\u007f]*$/;

// A plus sign stays one: `?ref=v1.0.0+build.1` means that tag, whatever form encoding says.
function parameters(text: string, masked: string, from: number, to: number): readonly SourceParameter[] {
  const found: SourceParameter[] = [];
  let start = from;
  while (start < to) {
    const end = Math.min(indexOr(masked.indexOf('&', start), to), to);
    const equals = masked.slice(start, end).indexOf('=');
    const value = equals < 0 ? end : start + equals + 1;
    const name = decode(text.slice(start, equals < 0 ? end : start + equals));
    if (name !== '') found.push({ name, ...written(text, value, end) });
    start = end + 1;
  }
  return found;
}

function written(text: string, start: number, end: number): WrittenText {
  return { text: decode(text.slice(start, end)), start, end };
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is part of the name, as `git` itself would take it.
    return text;
  }
}

function indexOr(index: number, otherwise: number): number {
  return index < 0 ? otherwise : index;
}
