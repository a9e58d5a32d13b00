import { call } from './functions.ts';
import { parseTemplate } from './parse.ts';
import {
  dictionary,
  field,
  isTrue,
  joined,
  keysOf,
  type Layer,
  nothing,
  plain,
  type Result,
  type Run,
  textOf,
} from './result.ts';
import type { Branch, Expression, Loop, TemplateNode } from './syntax.ts';
import { concatenated } from './texts.ts';

/** What a template sees while it runs. */
export interface Scope {
  readonly dot: Result;
  /** `$`: what the template was called with. */
  readonly root: Result;
  readonly variables: ReadonlyMap<string, { value: Result }>;
  readonly named: (name: string) => readonly TemplateNode[] | null;
  /** Steps that may still be made, templates that this one runs in, and what `set` wrote over the uppermost layers. */
  readonly budget: { left: number; depth: number; readonly changes: Map<Layer, Map<string, Result>> };
}

/** Runs a template; `null` where a part of it is not understood or not known. */
export function run(nodes: readonly TemplateNode[], scope: Scope): readonly Run[] | null {
  const runs: Run[] = [];
  let here = scope;
  let length = 0;
  for (const node of nodes) {
    scope.budget.left -= 1;
    if (scope.budget.left <= 0) return null;
    if (node.is === 'set') here = assign(node, here);
    else {
      const made = runNode(node, here);
      for (const each of made ?? []) {
        runs.push(each);
        length += each.text.length;
      }
      if (!made || runs.length > mostRuns || length > longestText) return null;
    }
  }
  return runs;
}

// An image needs far less; what makes more is not one.
const mostRuns = 1000;
const longestText = 20_000;

function runNode(node: Exclude<TemplateNode, { is: 'set' }>, scope: Scope): readonly Run[] | null {
  if (node.is === 'text') return [{ text: node.text, at: null, verbatim: false }];
  if (node.is === 'choice') return choose(node.branches, node.word === 'with', scope);
  if (node.is === 'range') return repeat(node.loop, node.body, scope);
  const value = evaluate(node.expression, scope);
  const made = concatenated([value.is === 'unknown' ? { ...value, source: node.source } : value]);
  return made?.is === 'text' ? made.runs : null;
}

function assign({ name, isNew, expression }: Extract<TemplateNode, { is: 'set' }>, scope: Scope): Scope {
  const value = evaluate(expression, scope);
  const cell = scope.variables.get(name);
  if (cell && !isNew) {
    cell.value = value;
    return scope;
  }
  return withVariable(scope, name, value);
}

const mostVariables = 100;

/** A scope with one more variable; one too many stays unknown. */
export function withVariable(scope: Scope, name: string, value: Result): Scope {
  if (scope.variables.size >= mostVariables) return scope;
  return { ...scope, variables: new Map([...scope.variables, [name, { value }]]) };
}

function choose(branches: readonly Branch[], bindsDot: boolean, scope: Scope): readonly Run[] | null {
  for (const { condition, body } of branches) {
    if (!condition) return run(body, scope);
    const value = evaluate(condition, scope);
    const holds = isTrue(value);
    if (holds === null) return null;
    if (holds) return run(body, bindsDot ? { ...scope, dot: value } : scope);
  }
  return [];
}

function repeat(loop: Loop, body: readonly TemplateNode[], scope: Scope): readonly Run[] | null {
  const scopes = scopesOf(loop, scope);
  const runs: Run[] = [];
  for (const each of scopes ?? []) {
    const made = run(body, each);
    if (!made) return null;
    runs.push(...made);
  }
  return scopes && runs;
}

const mostTurns = 1000;

function sizeOf(value: Result): number {
  if (value.is === 'map') return value.layers.reduce((sum, { size }) => sum + size, 0);
  return value.is === 'list' ? value.items.length : 0;
}

/** The scopes that the turns of a loop see; `null` where what it goes through is not known. */
export function scopesOf({ names, over }: Loop, scope: Scope): readonly Scope[] | null {
  const value = evaluate(over, scope);
  if (value.is === 'unknown' || value.is === 'text' || value.is === 'truth') return null;
  if (sizeOf(value) > mostTurns) return null;
  const pairs: readonly (readonly [string, Result])[] =
    value.is === 'map'
      ? keysOf(value).map((key) => [key, field(value, key) ?? nothing])
      : value.is === 'list'
        ? value.items.map((item, index) => [String(index), item])
        : [];
  const [first, second] = names;
  return pairs.map(([key, item]) => {
    const inner = { ...scope, dot: item };
    if (first === undefined) return inner;
    if (second === undefined) return withVariable(inner, first, item);
    return withVariable(withVariable(inner, first, textOf(key)), second, item);
  });
}

/** What an expression is worth in a scope. */
export function evaluate(expression: Expression, scope: Scope): Result {
  scope.budget.left -= 1;
  if (scope.budget.left <= 0) return { is: 'unknown', source: '…' };
  if (expression.is === 'text') return textOf(expression.text);
  if (expression.is === 'truth') return { is: 'truth', value: expression.value };
  if (expression.is === 'nothing') return nothing;
  if (expression.is === 'dot') return scope.dot;
  if (expression.is === 'variable') {
    if (expression.name === '') return scope.root;
    return scope.variables.get(expression.name)?.value ?? { is: 'unknown', source: `$${expression.name}` };
  }
  if (expression.is === 'field') return fieldOf(evaluate(expression.of, scope), expression.name, scope);
  const given = expression.given.map((each) => evaluate(each, scope));
  return named(expression.name, given, scope) ?? { is: 'unknown', source: `${expression.name} …` };
}

function fieldOf(value: Result, name: string, { budget }: Scope): Result {
  if (value.is === 'unknown') return { is: 'unknown', source: `${value.source}.${name}` };
  if (value.is !== 'map') return nothing;
  const [uppermost] = value.layers;
  const changed = uppermost && budget.changes.get(uppermost)?.get(name);
  return changed ?? field(value, name) ?? nothing;
}

const mostNested = 30;

function named(name: string, given: readonly Result[], scope: Scope): Result | undefined {
  if (name === 'include') return included(scope.named(plain(given[0])), given[1] ?? nothing, scope);
  if (name === 'tpl') {
    const [text, dot = nothing] = given;
    if (text?.is !== 'text' || !joined(text.runs).includes('{{')) return text;
    // Unlike a named template, a text is parsed each time.
    scope.budget.left -= joined(text.runs).length >> 4;
    return included(parseTemplate(joined(text.runs)), dot, scope);
  }
  if (name === 'set') return change(given, scope);
  if (name === 'lookup') return dictionary([]);
  return call(name, given);
}

/** `set` changes a mapping wherever else it is held, too. */
function change([map, key, value]: readonly Result[], { budget }: Scope): Result | undefined {
  const uppermost = map?.is === 'map' ? map.layers[0] : undefined;
  if (!uppermost || key?.is !== 'text' || !value) return undefined;
  const changes = budget.changes.get(uppermost) ?? new Map<string, Result>();
  changes.set(joined(key.runs), value);
  budget.changes.set(uppermost, changes);
  return map;
}

function included(
  nodes: readonly TemplateNode[] | null,
  dot: Result,
  { budget, named: namedTemplate }: Scope,
): Result | undefined {
  if (!nodes || budget.depth >= mostNested) return undefined;
  budget.depth += 1;
  const runs = run(nodes, { dot, root: dot, variables: new Map(), named: namedTemplate, budget });
  budget.depth -= 1;
  return runs ? { is: 'text', runs } : undefined;
}
