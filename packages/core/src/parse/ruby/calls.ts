import type { SyntaxProblem } from '../span.ts';
import { type Evaluation, evaluateRuby, type RubyScope } from './evaluate.ts';
import { parseRuby } from './parse.ts';
import type { RubyBlock, RubyCallExpression, RubyExpression, RubyStatement } from './syntax.ts';
import type { RubyCall, RubyValue } from './value.ts';

/** What a file of configuration calls, and what could not be read of it. */
export interface RubyCalls {
  readonly calls: readonly RubyCall[];
  readonly problems: readonly SyntaxProblem[];
}

// Loops are unrolled; a file that says more is made to cost.
const mostEvaluations = 200_000;
const mostCalls = 20_000;
const mostRounds = 1000;

/**
 * Reads the calls and assignments of a file, loops over literal lists unrolled, conditions not obeyed. A variable or
 * constant has its value where the file sets it once.
 */
export function rubyCalls(text: string): RubyCalls {
  const { statements, problems } = parseRuby(text);
  const variables = new Map<string, RubyValue>();
  const counts = new Map<string, number>();
  countAssignments(statements, counts);
  const budget = { left: mostEvaluations };
  const scope: RubyScope = (name) => (counts.get(name) === 1 ? variables.get(name) : undefined);
  const calls: RubyCall[] = [];
  run({ text, scope, budget, calls, variables, within: [], inMethod: false }, statements);
  return { calls, problems };
}

interface Running extends Evaluation {
  readonly calls: RubyCall[];
  readonly variables: Map<string, RubyValue>;
  readonly within: readonly RubyCall[];
  readonly inMethod: boolean;
}

function run(running: Running, statements: readonly RubyStatement[]): void {
  for (const statement of statements) {
    if (running.calls.length >= mostCalls || running.budget.left < 0) return;
    if (statement.is === 'body')
      run({ ...running, inMethod: running.inMethod || statement.isMethod }, statement.body);
    else if (statement.is === 'expression') runExpression(running, statement.expression);
    else assign(running, statement.target, statement.value);
  }
}

function assign(running: Running, target: RubyExpression, value: RubyExpression): void {
  runBlocks(running, value);
  const evaluated = evaluateRuby(running, value);
  const path = pathOf(target);
  if (target.is === 'call' && !target.receiver) running.variables.set(target.name, evaluated);
  else if (path) {
    const { start } = target;
    const named = [...path.slice(0, -1), `${path.at(-1)}=`];
    running.calls.push({
      path: named,
      args: [evaluated],
      within: running.within,
      inMethod: running.inMethod,
      start,
      end: value.end,
    });
  }
}

/** The names of a chain of calls; `null` where it begins with a value. */
function pathOf(expression: RubyExpression | null): readonly string[] | null {
  if (expression?.is === 'index') return pathOf(expression.of);
  if (expression?.is !== 'call') return null;
  if (!expression.receiver) return [expression.name];
  const path = pathOf(expression.receiver);
  return path && [...path, expression.name];
}

function runExpression(running: Running, expression: RubyExpression): void {
  if (expression.is !== 'call') {
    runBlocks(running, expression);
    return;
  }
  const { start, end, args, block, receiver } = expression;
  const path = pathOf(expression) ?? [expression.name];
  const values = args.map((each) => evaluateRuby(running, each));
  const call: RubyCall = {
    path,
    args: values,
    within: running.within,
    inMethod: running.inMethod,
    start,
    end,
  };
  running.calls.push(call);
  if (receiver) runBlocks(running, receiver);
  for (const each of args) runBlocks(running, each);
  if (block) runBlock(running, expression, block, call);
}

/** Runs the blocks of calls that stand within an expression. */
function runBlocks(running: Running, expression: RubyExpression): void {
  if (expression.is !== 'call') return;
  if (expression.block) runExpression(running, expression);
  else if (expression.receiver) runBlocks(running, expression.receiver);
}

const looping: ReadonlySet<string> = new Set([
  'each',
  'map',
  'each_pair',
  'each_with_index',
  'each_value',
  'collect',
]);

function runBlock(
  running: Running,
  { receiver, name }: RubyCallExpression,
  block: RubyBlock,
  call: RubyCall,
): void {
  const rounds = receiver && looping.has(name) ? roundsOf(evaluateRuby(running, receiver), name) : null;
  for (const values of rounds ?? [[]]) {
    const own = new Map(block.parameters.map((parameter, index) => [parameter, values[index]]));
    // A parameter hides a variable of the same name, known or not.
    const scope: RubyScope = (asked) => (own.has(asked) ? own.get(asked) : running.scope(asked));
    run({ ...running, scope, within: rounds ? running.within : [...running.within, call] }, block.body);
  }
}

/** The values of the parameters in each round of a loop, where what it goes over is literal. */
function roundsOf(over: RubyValue, name: string): readonly (readonly (RubyValue | undefined)[])[] | null {
  if (over.is === 'hash') {
    const entries = over.entries.slice(0, mostRounds);
    return entries.map(({ key, value }) => (name === 'each_value' ? [value] : [key, value]));
  }
  if (over.is !== 'list') return null;
  return over.items.slice(0, mostRounds).map((item) => (item.is === 'list' ? [...item.items] : [item]));
}

/** How often each name is set: one that is set twice has a value that only running the file tells. */
function countAssignments(statements: readonly RubyStatement[], counts: Map<string, number>): void {
  for (const statement of statements) {
    if (statement.is === 'body') countAssignments(statement.body, counts);
    else if (statement.is === 'expression') countInBlock(statement.expression, counts);
    else {
      const { target, value } = statement;
      if (target.is === 'call' && !target.receiver)
        counts.set(target.name, (counts.get(target.name) ?? 0) + 1);
      countInBlock(value, counts);
    }
  }
}

function countInBlock(expression: RubyExpression, counts: Map<string, number>): void {
  if (expression.is !== 'call') return;
  if (expression.block) countAssignments(expression.block.body, counts);
  if (expression.receiver) countInBlock(expression.receiver, counts);
}
