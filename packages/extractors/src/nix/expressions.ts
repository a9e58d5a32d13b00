import type { Span, TemplatePart } from '@fineprint/core';
import { type Token, tokens } from './attributes.ts';

/** What an attribute is set to: a string with its `${…}`, or a variable. */
export interface Value extends Span {
  readonly parts: readonly TemplatePart[];
}

/** A function of Nix that fetches, with the attributes that it is given. */
export interface FetcherCall extends Span {
  readonly fetcher: string;
  readonly attributes: ReadonlyMap<string, Value>;
}

/** What an expression fetches, and the strings that its attributes and variables are set to. */
export interface FetchingExpression {
  readonly calls: readonly FetcherCall[];
  readonly strings: ReadonlyMap<string, readonly Value[]>;
}

interface Open {
  readonly fetcher: string | null;
  readonly start: number;
  readonly attributes: Map<string, Value>;
  statement: Token[];
}

const fetchers: ReadonlySet<string> = new Set([
  ...['fetchFromGitHub', 'fetchFromGitLab', 'fetchFromGitea', 'fetchFromForgejo', 'fetchFromCodeberg'],
  ...['fetchFromSourcehut', 'fetchFromBitbucket', 'fetchgit', 'fetchGit', 'fetchurl', 'fetchzip'],
  ...['fetchTarball', 'fetchPypi', 'fetchCrate'],
]);

/** Reads the fetchers of an expression; what only evaluating it tells is left out. */
export function fetchingExpression(text: string): FetchingExpression {
  const calls: FetcherCall[] = [];
  const strings: { readonly name: string; readonly value: Value }[] = [];
  const open: Open[] = [newOpen(null, 0)];
  let last: Token | undefined;
  for (const each of tokens(text, [])) {
    const set = open.at(-1) ?? newOpen(null, 0);
    if (each.is === 'mark' && '([{'.includes(each.text)) {
      set.statement.push(each);
      const called = each.text === '{' && last?.is === 'name' && fetchers.has(last.text) ? last.text : null;
      open.push(newOpen(called, each.start));
    } else if (each.is === 'mark' && ')]}'.includes(each.text)) {
      if (open.length > 1) open.pop();
      if (set.fetcher !== null) calls.push({ ...set, fetcher: set.fetcher, end: each.end });
      open.at(-1)?.statement.push(each);
    } else if (each.is === 'mark' && each.text === ';') {
      for (const [name, value] of assigned(set.statement)) {
        set.attributes.set(name, value);
        const [only] = set.statement.slice(2);
        if (set.fetcher === null && only?.is === 'string') strings.push({ name, value });
      }
      set.statement = [];
    } else {
      // `let version = "1";`, and `{ lib, fetchurl }: {` before a set.
      if (each.is === 'name' && each.text === 'let') set.statement = [];
      else set.statement.push(each);
    }
    last = each;
  }
  const byName = Map.groupBy(strings, ({ name }) => name);
  return {
    calls,
    strings: new Map([...byName].map(([name, same]) => [name, same.map(({ value }) => value)])),
  };
}

function newOpen(fetcher: string | null, start: number): Open {
  return { fetcher, start, attributes: new Map(), statement: [] };
}

const ownSets: ReadonlySet<string> = new Set(['finalAttrs', 'final', 'self', 'old', 'oldAttrs']);

/** `name = "text"`, `name = set.other`, `inherit (finalAttrs) name`. */
function* assigned(statement: readonly Token[]): Iterable<readonly [name: string, value: Value]> {
  const [name, equals, ...value] = statement;
  if (name?.is === 'name' && name.text === 'inherit') {
    // Of what stood between parentheses only these are left.
    for (const each of statement.slice(1))
      if (each.is === 'name') yield [each.text, variable(each, each.text)];
    return;
  }
  if (name?.is !== 'name' || equals?.text !== '=') return;
  const [first, ...more] = value;
  const final = value.at(-1);
  if (!first || !final) return;
  const span = { start: first.start, end: final.end };
  if (first.is === 'string' && more.length === 0) yield [name.text, { ...first, parts: stringParts(first) }];
  else if (final.is === 'name' && isPath(value)) yield [name.text, variable(span, final.text)];
  else if (first.text !== '[') yield [name.text, { ...span, parts: [{ is: 'opaque', ...span }] }];
}

function isPath(tokens: readonly Token[]): boolean {
  return tokens.every(({ is, text }, index) => (index % 2 === 0 ? is === 'name' : text === '.'));
}

function variable({ start, end }: Span, name: string): Value {
  return { start, end, parts: [{ is: 'variable', name, operator: '', word: [], start, end }] };
}

const filled = /\$\{(?<expression>[^{}]{0,200})\}/g;
const path = /^\s*(?:(?<set>[A-Za-z_][\w'-]*)\.)?(?<name>[A-Za-z_][\w'-]*)\s*$/;

function stringParts({ text, start }: Token): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let done = 0;
  for (const { index, 0: found, groups } of text.matchAll(filled)) {
    if (index > done) parts.push(literal(text.slice(done, index), start + done));
    const span = { start: start + index, end: start + index + found.length };
    const { set, name } = path.exec(groups?.expression ?? '')?.groups ?? {};
    if (name && (set === undefined || ownSets.has(set)))
      parts.push({ is: 'variable', name, operator: '', word: [], ...span });
    else parts.push({ is: 'opaque', ...span });
    done = index + found.length;
  }
  if (done < text.length) parts.push(literal(text.slice(done), start + done));
  return parts;
}

function literal(text: string, start: number): TemplatePart {
  return { is: 'literal', text, start, end: start + text.length };
}
