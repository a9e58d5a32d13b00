import { alternativesOf } from '../alternatives.ts';
import type { HclCall } from '../ast.ts';
import { overBudget } from '../budget.ts';
import { asText } from '../convert.ts';
import type { Evaluation, Frame } from '../evaluate.ts';
import { parseTemplate } from '../template.ts';
import {
  failure,
  type HclPlace,
  type HclTextPiece,
  type HclValue,
  stringValue,
  unknownValue,
} from '../value.ts';
import {
  type FunctionTable,
  type HclFunction,
  NotEvaluated,
  Refusal,
  sizeOf,
  unknownPart,
} from './arguments.ts';
import { collectionFunctions } from './collections.ts';
import { conversionFunctions } from './conversions.ts';
import { encodingFunctions } from './encodings.ts';
import { formatFunctions } from './format.ts';
import { numberFunctions } from './numbers.ts';
import { pathFunctions } from './paths.ts';
import { patternFunctions, patternWork } from './patterns.ts';
import { setFunctions } from './sets.ts';
import { stringFunctions } from './strings.ts';
import { yamlFunctions } from './yaml.ts';

const tables: readonly FunctionTable[] = [
  stringFunctions,
  formatFunctions,
  patternFunctions,
  collectionFunctions,
  setFunctions,
  conversionFunctions,
  numberFunctions,
  encodingFunctions,
  pathFunctions,
  yamlFunctions,
];

const functions: ReadonlyMap<string, HclFunction> = new Map(tables.flatMap((table) => Object.entries(table)));

/** The names of all functions that are evaluated, sorted; `file` and `templatefile` need `HclScope.readFile`. */
export const evaluatedFunctions: readonly string[] = [...functions.keys(), 'file', 'templatefile'].toSorted();

/** Calls a function on its evaluated arguments. */
export function callFunction(evaluation: Evaluation, call: HclCall, frame: Frame): HclValue {
  const args = argumentsOf(evaluation, call, frame);
  if ('is' in args) return args;
  // OpenTofu and newer Terraform accept their own functions under `core::`.
  const name = call.name.startsWith('core::') ? call.name.slice('core::'.length) : call.name;
  if (name === 'file' || name === 'templatefile') return fileFunction(evaluation, name, args, frame);
  const known = functions.get(name);
  if (known === undefined) {
    return (
      frame.scope.call?.(call.name, args) ?? unknownValue(`The function "${call.name}" is not evaluated.`)
    );
  }
  for (const argument of args) evaluation.budget.work(sizeOf(argument, maxArgumentSize));
  evaluation.budget.work(patternWork(name, args));
  if (evaluation.budget.isSpent) return unknownValue(overBudget);
  const result = applyToEach(name, known, args);
  return isAffordable(evaluation, result)
    ? placed(result, evaluation.place(call, frame), frame.via)
    : unknownValue(overBudget);
}

const maxArgumentSize = 2_000_000;

function argumentsOf(evaluation: Evaluation, call: HclCall, frame: Frame): readonly HclValue[] | HclValue {
  const args = call.args.map((argument) => evaluation.value(argument, frame));
  if (!call.expandFinal) return args;
  const last = args.pop();
  if (last?.is === 'list' && last.missing === undefined) return [...args, ...last.items];
  if (last?.is === 'list') return unknownValue(last.missing ?? '');
  return last?.is === 'unknown'
    ? unknownValue(last.reason)
    : failure('Only a list can be expanded into arguments.');
}

/** Where one argument is one of several values, the result is one of as many. */
function applyToEach(name: string, known: HclFunction, args: readonly HclValue[]): HclValue {
  const result = apply(name, known, args);
  const index = args.findIndex((argument) => argument.is === 'unknown' && argument.alternatives.length > 0);
  const [argument] = args.slice(index, index + 1);
  if (result.is !== 'unknown' || result.alternatives.length > 0 || index < 0 || argument?.is !== 'unknown')
    return result;
  const alternatives = alternativesOf(argument).map((each) => apply(name, known, args.with(index, each)));
  const isKnown = alternatives.every(({ is }) => is !== 'unknown');
  return isKnown ? unknownValue(result.reason, { ...result, alternatives }) : result;
}

function apply(name: string, { arity, takes, call }: HclFunction, args: readonly HclValue[]): HclValue {
  if (args.length < arity[0] || args.length > arity[1]) {
    return failure(`The function "${name}" does not take ${args.length} arguments.`);
  }
  for (const argument of takes === 'anything' ? [] : args) {
    const reason = takes === 'known' ? unknownPart(argument) : unknownTop(argument);
    if (reason !== undefined)
      return unknownValue(reason, { failed: argument.is === 'unknown' && argument.failed });
  }
  try {
    return call(args);
  } catch (error) {
    if (error instanceof Refusal) return failure(`${name}: ${error.message}`);
    if (error instanceof NotEvaluated) return unknownValue(`${name}: ${error.message}`);
    throw error;
  }
}

function unknownTop(value: HclValue): string | undefined {
  if (value.is === 'unknown') return value.reason;
  return value.is === 'list' || value.is === 'object' ? value.missing : undefined;
}

function isAffordable(evaluation: Evaluation, result: HclValue): boolean {
  switch (result.is) {
    case 'string':
    case 'unknown':
      return evaluation.budget.step(result.pieces.length) && evaluation.budget.text(result.text.length);
    case 'list':
      return evaluation.budget.step(result.items.length);
    case 'object':
      return evaluation.budget.step(result.entries.size);
    default:
      return true;
  }
}

/** Text that a function made comes from the call. */
function placed(value: HclValue, place: HclPlace, via: readonly HclPlace[]): HclValue {
  if (value.is === 'list')
    return { ...value, items: value.items.map((item) => placedText(item, place, via)) };
  return placedText(value, place, via);
}

function placedText(value: HclValue, place: HclPlace, via: readonly HclPlace[]): HclValue {
  if (value.is !== 'string' && value.is !== 'number' && value.is !== 'unknown') return value;
  if (value.pieces.every((piece) => piece.place !== undefined)) return value;
  const pieces = value.pieces.map(
    (piece): HclTextPiece => (piece.place === undefined ? { ...piece, place, via } : piece),
  );
  return { ...value, pieces };
}

function fileFunction(
  evaluation: Evaluation,
  name: string,
  args: readonly HclValue[],
  frame: Frame,
): HclValue {
  const [first, variables] = args;
  const path = first === undefined ? undefined : asText(first);
  if (path?.is !== 'string') return unknownValue(path?.reason ?? 'The path is not a string.');
  const read = frame.scope.readFile?.(path.text) ?? {
    is: 'unknown',
    reason: `The file "${path.text}" is not read.`,
  };
  if (read.is === 'unknown') return unknownValue(read.reason);
  if (name === 'file') {
    const place = { file: read.file, start: 0, end: read.text.length };
    return stringValue([{ text: read.text, form: 'exact', place, via: frame.via }]);
  }
  if (variables?.is === 'unknown') return unknownValue(variables.reason);
  const { expression } = parseTemplate(read.text);
  const bound = new Map<string, HclValue>();
  if (variables?.is === 'object')
    for (const { key, value } of variables.entries.values()) bound.set(key.text, value);
  const resolve = (root: string) =>
    ({ is: 'unknown', reason: `The template is not given "${root}".` }) as const;
  const scope = { file: read.file, text: read.text, resolve };
  return evaluation.value(expression, { scope, variables: bound, via: frame.via });
}
