import { resolvedText, type VariableLookup } from '../parse/reference/index.ts';
import { programIndex, type ShellCommand, type ShellScript } from '../parse/shell/index.ts';
import type { Reference } from '../reference/index.ts';
import { type Call, CallVariables, costOf, mostPieces, type WordReader } from './call-variables.ts';
import {
  type Bodies,
  type Body,
  bodiesOf,
  isAllWords,
  isParameter,
  type LoopBody,
} from './function-bodies.ts';

/** A command of a script, and its words, filled in and split. */
export interface FilledCommand {
  readonly command: ShellCommand;
  readonly fields: readonly Reference[];
}

/** What the functions of a script run for each of their calls, and loops for each of their words, and the commands in them that this stands for. */
export interface FunctionCalls {
  readonly filled: readonly FilledCommand[];
  readonly replaced: ReadonlySet<ShellCommand>;
  /** Whether there are more calls than are followed. */
  readonly isCut: boolean;
}

// `retry install_packages curl` is two deep.
const deepest = 4;
// A script that logs every step has some hundreds.
const mostCalls = 5_000;

/**
 * Reads what functions run with what they are called with, and loops with what they go through: of
 * `retry() { "$@" || "$@"; }` and `for each in curl jq; do apk add "$each"; done` that says more than the bodies.
 */
export function functionCalls(
  script: ShellScript,
  read: readonly FilledCommand[],
  words: WordReader,
): FunctionCalls {
  const bodies = bodiesOf(script);
  const filled = new Map<string, FilledCommand>();
  const replaced = new Set<ShellCommand>();
  const calls = firstCalls(bodies, read);
  const budget = { pieces: mostPieces };
  for (const call of calls) {
    const variables = new CallVariables(call, words, budget);
    for (const command of call.isRun ? call.body.asking : []) {
      const fields = filledFields(command, call, words, variables);
      budget.pieces -= fields.reduce((sum, { resolved }) => sum + costOf(resolved), 1);
      if (budget.pieces < 0) return { filled: [...filled.values()], replaced, isCut: true };
      replaced.add(command);
      const room = mostCalls - calls.length;
      const inner = call.depth < deepest ? callsOf(bodies, fields, call.depth + 1, room) : null;
      if (inner) calls.push(...inner);
      else filled.set(keyOf(command, fields), { command, fields });
    }
    for (const loop of call.body.loops) {
      if (calls.length >= mostCalls || budget.pieces < 0) break;
      const found = rounds(loop, call, words, variables);
      budget.pieces -= found.length;
      calls.push(...found.slice(0, mostCalls - calls.length));
    }
  }
  const isCut = budget.pieces < 0 || calls.length >= mostCalls;
  return { filled: [...filled.values()], replaced, isCut };
}

/** A call that says the same at the same places again adds nothing. */
function keyOf({ start }: ShellCommand, fields: readonly Reference[]): string {
  return [start, ...fields.map(({ at, resolved }) => `${at.start} ${resolved.text}`)].join('\n');
}

/** The script, the calls in it, and what nobody here calls: its loops say what they go through all the same. */
function firstCalls(bodies: Bodies, read: readonly FilledCommand[]): Call[] {
  const uncalled = { words: null, depth: 0, isShared: false, item: null, outer: null };
  const functions = [...bodies.functions.values()].flat();
  const asking = new Set([...functions, ...bodies.script.loops].flatMap(askingIn));
  const called: Call[] = [];
  for (const { command, fields } of read) {
    if (called.length >= mostCalls) break;
    if (!asking.has(command)) called.push(...(callsOf(bodies, fields, 0, mostCalls - called.length) ?? []));
  }
  const counts = Map.groupBy(called, ({ body }) => body);
  return [
    { ...uncalled, body: bodies.script, isRun: true },
    ...called.map((call) => ({ ...call, isShared: (counts.get(call.body)?.length ?? 0) > 1 })),
    ...functions
      .filter((body) => !counts.has(body) && body.loops.length > 0)
      .map((body) => ({ ...uncalled, body, isRun: false })),
  ].slice(0, mostCalls);
}

/** The commands that ask for what a body, or a loop in it, is run with. */
function askingIn({ asking, loops }: Body): readonly ShellCommand[] {
  return [...asking, ...loops.flatMap(askingIn)];
}

/** The first `most` calls of functions that a command stands for, or `null` where it calls none. */
function callsOf(
  { functions }: Bodies,
  fields: readonly Reference[],
  depth: number,
  most: number,
): readonly Call[] | null {
  const at = programIndex(fields.map(({ resolved }) => resolved.text));
  const bodies = functions.get(fields[at]?.resolved.text ?? '');
  if (!bodies) return null;
  const words = fields.slice(at + 1);
  const own = { words, depth, isShared: depth > 0, item: null, outer: null, isRun: true };
  return bodies.slice(0, Math.max(most, 0)).map((body) => ({ ...own, body }));
}

/** The rounds of a loop, one for each word that it goes through; one of which nothing is known where these are not. */
function rounds(body: LoopBody, call: Call, words: WordReader, variables: CallVariables): readonly Call[] {
  const { loop } = body;
  const outer: VariableLookup = variables.at(loop.start);
  const given = variables.given(loop.start);
  const items = loop.words
    .flatMap(words.expand)
    .flatMap((word) => (isAllWords(word) && given) || words.fields(word, outer));
  const known = items.filter(({ resolved }) => resolved.isResolved && !pattern.test(resolved.text));
  const unknown = known.length < items.length || items.length === 0 ? [null] : [];
  const isShared = call.isShared || items.length > 1;
  return [...known, ...unknown].map((value) => ({
    ...call,
    body,
    words: given,
    isShared,
    item: { name: loop.name, value },
    outer,
    isRun: call.isRun || value !== null,
  }));
}

// What a shell makes several words of: names of files, `{a,b}`, `{1..3}`.
const pattern = /[*?[{]/;

function filledFields(
  command: ShellCommand,
  call: Call,
  words: WordReader,
  variables: CallVariables,
): readonly Reference[] {
  const lookup = variables.at(command.start);
  const isGiven = (name: string) => isParameter(name) || name === call.item?.name;
  return command.words
    .flatMap(words.expand)
    .flatMap((word) => {
      if (isAllWords(word) && call.words) return variables.given(command.start) ?? [];
      const fields = words.fields(word, lookup);
      return fields.map((field) => atCall(call.isShared ? withoutPlace(field) : field, isGiven));
    })
    .filter(({ resolved }) => resolved.text !== '');
}

/** A word that a call gives stands where it is called. */
function atCall(field: Reference, isGiven: (name: string) => boolean): Reference {
  const [piece, more] = field.resolved.pieces;
  return piece?.verbatim && !more && piece.via.some(({ name }) => isGiven(name))
    ? { ...field, at: piece.span }
    : field;
}

/** What a body writes for several calls is no place for the version of one. */
function withoutPlace({ at, resolved }: Reference): Reference {
  const pieces = resolved.pieces.map((piece) =>
    piece.is === 'written' && piece.via.length === 0
      ? { ...piece, is: 'supplied' as const, verbatim: false }
      : piece,
  );
  return { at, resolved: resolvedText(pieces) };
}
