import type { Span } from '@fineprint/core';
import type { PuppetToken } from './tokens.ts';

/** A value of an attribute: a string, a bare word or a variable; a list of values; or what only a compiler knows. */
export type PuppetValue =
  | (Span & { readonly is: 'string' | 'word' | 'variable' })
  | (Span & { readonly is: 'list'; readonly items: readonly PuppetValue[] })
  | (Span & { readonly is: 'unknown' });

/** A resource that a manifest declares: its type, its titles, and what its attributes say. */
export interface PuppetResource {
  readonly type: string;
  readonly title: PuppetValue;
  readonly attributes: ReadonlyMap<string, PuppetValue>;
}

/** Finds the resources of a manifest, wherever they stand: `type { title: attribute => value }`, and `ensure_packages([…])`. */
export function resourcesOf(tokens: readonly PuppetToken[]): readonly PuppetResource[] {
  const found: PuppetResource[] = [];
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1]?.text;
    if (token.is !== 'name') continue;
    if (next === '{' && /^(?:::)?[a-z]/.test(token.text)) found.push(...bodiesAt(tokens, index));
    else if (next === '(' && /^(?:stdlib::)?ensure_packages$/.test(token.text)) {
      const { value } = valueAt(tokens, index + 2, 0);
      found.push({ type: 'package', title: value, attributes: new Map() });
    }
  }
  return found;
}

/** The bodies of a resource, which semicolons part. */
function* bodiesAt(tokens: readonly PuppetToken[], index: number): Iterable<PuppetResource> {
  const type = (tokens[index]?.text ?? '').replace(/^::/, '');
  let at = index + 2;
  for (;;) {
    const { value: title, next } = valueAt(tokens, at, 0);
    if (next === at || tokens[next]?.text !== ':') return;
    const { attributes, end } = attributesAt(tokens, next + 1);
    yield { type, title, attributes };
    if (tokens[end]?.text !== ';') return;
    at = end + 1;
  }
}

function attributesAt(tokens: readonly PuppetToken[], from: number) {
  const attributes = new Map<string, PuppetValue>();
  let at = from;
  while (at < tokens.length) {
    const [key, arrow] = [tokens[at], tokens[at + 1]?.text];
    if (!key || key.text === '}' || key.text === ';') break;
    if (arrow !== '=>' && arrow !== '+>') {
      at = closers[key.text] === undefined ? at + 1 : closeOf(tokens, at) + 1;
      continue;
    }
    const { value, next } = valueAt(tokens, at + 2, 0);
    const end = endOfValue(tokens, next);
    // What more there is (a selector, an operator, an index) decides what it is.
    const whole = { is: 'unknown', start: value.start, end: tokens[end - 1]?.end ?? value.end } as const;
    attributes.set(key.text, end === next ? value : whole);
    at = end;
    if (tokens[at]?.text === ',') at += 1;
  }
  return { attributes, end: at };
}

const deepest = 20;

/** Reads one value; of what is none, `next` is where it was looked for. */
function valueAt(
  tokens: readonly PuppetToken[],
  at: number,
  depth: number,
): { readonly value: PuppetValue; readonly next: number } {
  const token = tokens[at];
  const { start = 0, end = 0 } = token ?? {};
  const unknown = (next: number) =>
    ({ value: { is: 'unknown', start, end: tokens[next - 1]?.end ?? end }, next }) as const;
  if (!token || depth > deepest) return unknown(at);
  if (token.text === '[') return listAt(tokens, at, depth);
  if (token.is === 'symbol') return unknown(at);
  const follows = tokens[at + 1]?.text;
  if (follows === '(' || follows === '[') return unknown(closeOf(tokens, at + 1) + 1);
  const is = token.is === 'name' ? 'word' : token.is;
  return { value: { is, start, end }, next: at + 1 };
}

function listAt(tokens: readonly PuppetToken[], open: number, depth: number) {
  const items: PuppetValue[] = [];
  let at = open + 1;
  while (at < tokens.length && tokens[at]?.text !== ']') {
    const { value, next } = valueAt(tokens, at, depth + 1);
    const end = endOfValue(tokens, next);
    items.push(end === next && next > at ? value : { ...value, is: 'unknown' });
    at = tokens[end]?.text === ',' ? end + 1 : end;
    // A bracket that fits nothing ends the list.
    if (at === next && next === end && tokens[at]?.text !== ']') break;
  }
  const start = tokens[open]?.start ?? 0;
  return { value: { is: 'list', start, end: tokens[at]?.end ?? start, items } as const, next: at + 1 };
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Where what belongs to a value ends: at a comma, a semicolon or a bracket that closes what is around it. */
function endOfValue(tokens: readonly PuppetToken[], from: number): number {
  let at = from;
  while (at < tokens.length && !/^[,;)\]}]$/.test(tokens[at]?.text ?? '')) {
    at = closers[tokens[at]?.text ?? ''] === undefined ? at + 1 : closeOf(tokens, at) + 1;
  }
  return at;
}

/** The bracket that closes the one at an index; the last token where none does. */
function closeOf(tokens: readonly PuppetToken[], open: number): number {
  const known = closesOf.get(tokens) ?? matched(tokens);
  closesOf.set(tokens, known);
  return known.get(open) ?? tokens.length - 1;
}

// Every bracket is asked for many times.
const closesOf = new WeakMap<readonly PuppetToken[], ReadonlyMap<number, number>>();

function matched(tokens: readonly PuppetToken[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const [at, { is, text }] of tokens.entries()) {
    if (is !== 'symbol') continue;
    if (closers[text] !== undefined) open.push(at);
    else if (/^[)\]}]$/.test(text)) {
      const opener = open.pop();
      if (opener !== undefined) found.set(opener, at);
    }
  }
  return found;
}
