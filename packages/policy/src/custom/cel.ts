import { RuleUnanswered } from '@fineprint/core';
import {
  type ASTNode,
  TypeError as CheckError,
  Environment,
  EvaluationError,
  ParseError,
  type ParseResult,
} from '@marcbachmann/cel-js';
import type { ClassOf } from '../licenses/judge.ts';
import { didYouMean } from '../suggest.ts';
import { disallowed } from './allowed.ts';
import type { Condition, ConditionDefect, ConditionResult, Conditions } from './conditions.ts';
import { costOf, maxSteps, maxStepsAtOnce } from './cost.ts';
import { type ConditionFunction, conditionFunctions, preparePattern } from './functions.ts';
import { conditionTypes, conditionValues, longestList } from './subject.ts';
import { nodesOf } from './tree.ts';

const limits = { maxAstNodes: 500, maxDepth: 24, maxListElements: 200, maxCallArguments: 4 };
const maxLength = 4_000;

/**
 * The library's own `matches` is JavaScript's `RegExp`, which may take forever, and cannot be replaced. A method of a name
 * of the same length stands for it, so that every place stays what it is.
 */
const ourMatches = 'matchRe';

/** Makes what compiles conditions: CEL over the types of `CONDITIONS.md`, without anything that need not end soon. */
export function celConditions({ classOf }: { readonly classOf: ClassOf }): Conditions {
  const functions = conditionFunctions(classOf);
  const budget = { left: maxSteps };
  const spend = (steps: number) => {
    budget.left -= steps;
    if (budget.left < 0) throw new RuleUnanswered('all custom rules together took as many steps as they may');
  };
  const component = environment(functions, spend);
  const occurrence = component.clone().registerVariable('occurrence', 'Occurrence');
  return {
    compile(text, subject, result) {
      const parsed = parsedOf(text, subject === 'component' ? component : occurrence, result, functions);
      return 'message' in parsed ? parsed : conditionOf(parsed, spend);
    },
  };
}

type Spend = (steps: number) => void;

function environment(functions: Readonly<Record<string, ConditionFunction>>, spend: Spend): Environment {
  const env = new Environment({ limits });
  for (const [name, fields] of Object.entries(conditionTypes))
    env.registerType(name, { fields: { ...fields } });
  env.registerVariable('component', 'Component');
  const sync = { async: false };
  for (const { signature, cost, prepare } of Object.values(functions)) {
    const prepared = onceFor((fixed) => remembered(prepare(fixed), () => spend(cost)));
    env.registerFunction(
      signature,
      (text: string, fixed: string | readonly string[]) => prepared([fixed].flat())(text),
      sync,
    );
  }
  const patterns = onceFor(preparePattern);
  env.registerFunction(
    `string.${ourMatches}(string): bool`,
    (text: string, written: string) => patterns([written]).test(text, (steps) => spend(steps * 4)),
    sync,
  );
  return env;
}

/** What is compared with is written in the policy: there are few, and each is read once. */
function onceFor<T>(prepare: (fixed: readonly string[]) => T): (fixed: readonly string[]) => T {
  const known = new Map<string, T>();
  return (fixed) => {
    const key = JSON.stringify(fixed);
    const prepared = known.get(key) ?? prepare(fixed);
    known.set(key, prepared);
    return prepared;
  };
}

const mostRemembered = 10_000;

/** Many components have the same licence, and many places the same path: what was answered is not worked out again. */
function remembered(ask: (text: string) => boolean, onAsked: () => void): (text: string) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    const known = answers.get(text);
    if (known !== undefined) return known;
    onAsked();
    const answer = ask(text);
    if (answers.size < mostRemembered) answers.set(text, answer);
    return answer;
  };
}

function parsedOf(
  text: string,
  env: Environment,
  result: ConditionResult,
  functions: Readonly<Record<string, ConditionFunction>>,
): ParseResult | ConditionDefect {
  const all = { start: 0, end: text.length };
  if (text.length > maxLength) return { message: `A condition has at most ${maxLength} characters.`, ...all };
  try {
    const written = env.parse(text).ast;
    for (const defect of disallowed(written, functions)) return defect;
    const parsed = env.parse(withOurMatches(text, written));
    const { valid, type, error } = parsed.check();
    if (!valid) return defectOf(error, text);
    if (result === 'decision' && type !== 'bool')
      return { message: `A condition is true or false, and this is a ${type}.`, ...all };
    if (result === 'text' && !['string', 'int', 'double', 'bool'].includes(type ?? ''))
      return { message: `A sentence can hold a text or a number, and this is a ${type}.`, ...all };
    return parsed;
  } catch (error) {
    return defectOf(error, text);
  }
}

function withOurMatches(text: string, root: ASTNode): string {
  let renamed = text;
  for (const node of nodesOf(root)) {
    if (node.op !== 'rcall' || node.args[0] !== 'matches') continue;
    const at = text.indexOf('matches', node.args[1].range.end);
    renamed = `${renamed.slice(0, at)}${ourMatches}${renamed.slice(at + ourMatches.length)}`;
  }
  return renamed;
}

function defectOf(error: unknown, text: string): ConditionDefect {
  if (!(error instanceof ParseError || error instanceof CheckError || error instanceof EvaluationError))
    throw error;
  const { start = 0, end = text.length } = error.range ?? {};
  const said = error.summary.replaceAll(ourMatches, 'matches');
  const sentence = `${said.charAt(0).toUpperCase()}${said.slice(1)}${said.endsWith('.') ? '' : '.'}`;
  return { message: `${sentence}${hint(error, text.slice(start, end))}`, start, end };
}

function hint(error: ParseError | CheckError | EvaluationError, word: string): string {
  if (error.code === 'no_such_key') {
    const fields = fieldsOf(error.node);
    return `${didYouMean(word, fields)} Fields: ${fields.join(', ')}.`;
  }
  return error.summary.includes('null') ? ' There is no null: what is not known is an empty text.' : '';
}

function fieldsOf(node: unknown): readonly string[] {
  const receiver = isNode(node) && node.op === '.' ? node.args[0] : undefined;
  if (receiver?.op === 'id' && receiver.args === 'component') return Object.keys(conditionTypes.Component);
  if (receiver?.op === '.' && receiver.args[1] === 'license') return Object.keys(conditionTypes.License);
  return Object.keys(conditionTypes.Occurrence);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function conditionOf(parsed: ParseResult, spend: Spend): Condition {
  const cost = costOf(parsed.ast);
  const readsLicense = [...nodesOf(parsed.ast)].some((node) => node.op === '.' && node.args[1] === 'license');
  return {
    readsLicense,
    evaluate(subject) {
      const steps = cost(longestList(subject));
      if (steps > maxStepsAtOnce)
        throw new RuleUnanswered(`it could take ${steps} steps; ${maxStepsAtOnce} is the limit`);
      spend(steps);
      try {
        return parsed({ ...conditionValues(subject) });
      } catch (error) {
        if (!(error instanceof EvaluationError || error instanceof CheckError)) throw error;
        throw new RuleUnanswered(error.summary, { cause: error });
      }
    },
  };
}
