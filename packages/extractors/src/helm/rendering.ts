import { isWholeImageReference, locate } from '@fineprint/core';
import {
  type ChartFact,
  type DefineFact,
  inNamed,
  type TemplateImageFact,
  type WrittenText,
} from './facts.ts';
import { parseExpression, parseLoop } from './go-template/expression.ts';
import { parseTemplate } from './go-template/parse.ts';
import {
  dictionary,
  isTrue,
  joined,
  type Layer,
  layerOf,
  type Mapping,
  nothing,
  type Result,
  type Run,
  textOf,
  trimmed,
} from './go-template/result.ts';
import { evaluate, run, type Scope, scopesOf, withVariable } from './go-template/run.ts';
import type { TemplateNode } from './go-template/syntax.ts';
import type { Values } from './values-images.ts';

/** A template line with its file. */
export interface Line {
  readonly path: string;
  readonly fact: TemplateImageFact;
}

/** What a line becomes with certain values. */
export interface Made {
  readonly line: Line;
  readonly text: string;
  readonly runs: readonly Run[];
  /** Whether the condition next to the line holds, as far as it is known. */
  readonly isLive: boolean;
}

/** A chart as its templates see it. */
export interface ChartScope {
  readonly chart: { readonly path: string; readonly fact: ChartFact } | undefined;
  readonly defines: ReadonlyMap<string, DefineFact>;
}

const mostStepsOfLine = 5000;
const mostSteps = 500_000;
const mostTurns = 50;

/** Answers what lines become with values files laid over one another, the uppermost first. */
export function renderer({ chart, defines }: ChartScope) {
  const parsed = new Map<string, readonly TemplateNode[] | null>();
  const named = (name: string) => {
    const body = defines.get(name)?.body;
    if (!parsed.has(name)) parsed.set(name, body === undefined ? null : parseTemplate(body));
    return parsed.get(name) ?? null;
  };
  let left = mostSteps;
  return (lines: readonly Line[], values: readonly Values[]): readonly Made[] => {
    const layers = values.map((each) => layerOf(each.path, each.root));
    const roots = { open: rootOf(chart, layers, true), closed: rootOf(chart, layers, false) };
    return lines.flatMap((line) => {
      const nodes = line.fact.text.includes('{{') && left > 0 ? parseTemplate(line.fact.text) : null;
      if (!nodes) return [];
      const steps = Math.min(left, mostStepsOfLine);
      const budget = { left: steps, depth: 0, changes: new Map() };
      const root = line.fact.within[0] === inNamed ? roots.open : roots.closed;
      const scope: Scope = { dot: root, root, variables: new Map(), named, budget };
      const made = inScopes(line.fact.within, scope).flatMap((turn) => makeIn(turn, nodes, line));
      left -= steps - budget.left;
      return made;
    });
  };
}

function makeIn({ scope, isLive }: Turn, nodes: readonly TemplateNode[], line: Line): readonly Made[] {
  const runs = run(nodes, scope);
  const kept = runs && trimmed(runs);
  const text = kept ? joined(kept) : '';
  // An argument or a variable may only sound like an image.
  if (!kept || (line.fact.isArgument && !isWholeImageReference(text))) return [];
  return [{ line, text, runs: kept, isLive }];
}

interface Turn {
  readonly scope: Scope;
  readonly isLive: boolean;
}

/** What a line sees: the blocks around it are entered whether their conditions hold or not, as an installation may. */
function inScopes(within: readonly string[], scope: Scope): readonly Turn[] {
  let turns: readonly Turn[] = [{ scope, isLive: true }];
  for (const each of within) {
    if (each === inNamed) continue;
    const { word = '', rest = '' } = /^(?<word>if|else|with|range) (?<rest>.*)$/s.exec(each)?.groups ?? {};
    turns = turns.flatMap((turn) => entered(word, word === '' ? each : rest, turn)).slice(0, mostTurns);
  }
  return turns;
}

function entered(word: string, text: string, { scope, isLive }: Turn): readonly Turn[] {
  if (word === 'range')
    return (scopesOf(...loopOf(text, scope)) ?? []).map((inner) => ({ scope: inner, isLive }));
  if (word === 'if' || word === 'else') {
    const expression = parseExpression(text);
    const holds = expression && isTrue(evaluate(expression, scope));
    return [{ scope, isLive: holds === null || holds === (word === 'if') }];
  }
  if (word === 'with') {
    const [{ names, over }] = loopOf(text, scope);
    const value = evaluate(over, scope);
    const inner = { ...scope, dot: value };
    return [{ scope: names[0] === undefined ? inner : withVariable(inner, names[0], value), isLive }];
  }
  const { name = '', value = '' } = /^\$(?<name>\w+)\s*:?=(?<value>.*)$/s.exec(text)?.groups ?? {};
  const expression = parseExpression(value);
  const result: Result = expression ? evaluate(expression, scope) : { is: 'unknown', source: `$${name}` };
  return [{ scope: withVariable(scope, name, result), isLive }];
}

function loopOf(text: string, scope: Scope): [ReturnType<typeof parseLoop> & object, Scope] {
  return [parseLoop(text) ?? { names: [], over: { is: 'call', name: '', given: [] } }, scope];
}

const environment: ReadonlySet<string> = new Set([
  'Release',
  'Capabilities',
  'Files',
  'Template',
  'Subcharts',
]);

/** What `.` is: the values and the chart are known, a release and a cluster are not. */
function rootOf(chart: ChartScope['chart'], values: readonly Layer[], isOpen: boolean): Mapping {
  const written = (text: WrittenText | null | undefined): Result =>
    text && chart
      ? {
          is: 'text',
          runs: [{ text: text.text, at: locate(chart.path, text.place), verbatim: text.verbatim }],
        }
      : nothing;
  const known = new Map<string, Result>([
    ['Values', { is: 'map', layers: values }],
    [
      'Chart',
      dictionary([
        ['Name', written(chart?.fact.name)],
        ['Version', written(chart?.fact.version)],
        ['AppVersion', written(chart?.fact.appVersion)],
        ['IsRoot', textOf('true')],
      ]),
    ],
  ]);
  // A named template may be called with anything: its dot is taken for the chart's, as far as that goes.
  const isUnknown = (key: string) => isOpen || environment.has(key);
  const get = (key: string): Result | undefined =>
    known.get(key) ?? (isUnknown(key) ? { is: 'unknown', source: `.${key}` } : undefined);
  return { is: 'map', layers: [{ get, keys: () => [...known.keys()], size: known.size }] };
}
