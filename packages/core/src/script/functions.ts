import {
  type ResolvedText,
  resolvedText,
  suppliedText,
  type VariableLookup,
  type VariableValue,
} from '../parse/reference/index.ts';
import { programIndex, type ShellCommand, type ShellScript, type ShellWord } from '../parse/shell/index.ts';
import type { Span } from '../parse/span.ts';
import type { Reference } from '../reference/index.ts';
import {
  bodiesOf,
  type FunctionBodies,
  type FunctionBody,
  isAllParameters,
  isAllWords,
  isParameter,
  shiftedAt,
} from './function-bodies.ts';
import { partFrom } from './variables.ts';

/** A command of a script, and its words, filled in and split. */
export interface FilledCommand {
  readonly command: ShellCommand;
  readonly fields: readonly Reference[];
}

/** How the words of a script are filled in and split. */
export interface WordReader {
  readonly placeOf: (span: Span) => Span;
  /** The variables of the script. */
  readonly lookup: VariableLookup;
  readonly resolve: (word: ShellWord, lookup: VariableLookup) => ResolvedText;
  readonly fields: (word: ShellWord, lookup: VariableLookup) => readonly Reference[];
}

/** What the functions of a script run for each of their calls, and the commands in them that this stands for. */
export interface FunctionCalls {
  readonly filled: readonly FilledCommand[];
  readonly replaced: ReadonlySet<ShellCommand>;
}

interface Call {
  readonly body: FunctionBody;
  readonly words: readonly Reference[];
  readonly depth: number;
}

// `retry install_packages curl` is two deep.
const deepest = 4;
const mostCalls = 500;
const mostPieces = 50_000;

/**
 * Reads what functions run with what they are called with: of `retry() { "$@" || "$@"; }` and `install() { apk add "$@"; }`
 * the calls say more than the bodies.
 */
export function functionCalls(
  script: ShellScript,
  read: readonly FilledCommand[],
  words: WordReader,
): FunctionCalls {
  const bodies = bodiesOf(script);
  const filled = new Map<string, FilledCommand>();
  const replaced = new Set<ShellCommand>();
  const asking = new Set([...bodies.values()].flat().flatMap((body) => body.asking));
  const calls = asking.size === 0 ? [] : firstCalls(bodies, read, asking);
  const counts = Map.groupBy(calls, ({ body }) => body);
  const budget = { pieces: mostPieces };
  for (const call of calls) {
    const isShared = call.depth > 0 || (counts.get(call.body)?.length ?? 0) > 1;
    const variables = new CallVariables(call, words, budget);
    for (const command of call.body.asking) {
      const fields = filledFields(command, call, words, variables, isShared);
      budget.pieces -= fields.reduce((sum, { resolved }) => sum + costOf(resolved), 1);
      if (budget.pieces < 0) return { filled: [...filled.values()], replaced };
      replaced.add(command);
      const inner = call.depth < deepest ? callsOf(bodies, fields, call.depth + 1) : [];
      if (inner.length > 0) calls.push(...inner.slice(0, mostCalls - calls.length));
      else filled.set(keyOf(command, fields), { command, fields });
    }
  }
  return { filled: [...filled.values()], replaced };
}

function costOf({ pieces, text }: ResolvedText): number {
  return pieces.length + (text.length >> 6);
}

/** A call that says the same at the same places again adds nothing. */
function keyOf({ start }: ShellCommand, fields: readonly Reference[]): string {
  return [start, ...fields.map(({ at, resolved }) => `${at.start} ${resolved.text}`)].join('\n');
}

function firstCalls(
  bodies: FunctionBodies,
  read: readonly FilledCommand[],
  asking: ReadonlySet<ShellCommand>,
): Call[] {
  return read
    .filter(({ command }) => !asking.has(command))
    .flatMap(({ fields }) => callsOf(bodies, fields, 0))
    .slice(0, mostCalls);
}

function callsOf(bodies: FunctionBodies, fields: readonly Reference[], depth: number): readonly Call[] {
  const at = programIndex(fields.map(({ resolved }) => resolved.text));
  const words = fields.slice(at + 1);
  return (bodies.get(fields[at]?.resolved.text ?? '') ?? []).map((body) => ({ body, words, depth }));
}

function filledFields(
  command: ShellCommand,
  call: Call,
  words: WordReader,
  variables: CallVariables,
  isShared: boolean,
): readonly Reference[] {
  const given = () => call.words.slice(shiftedAt(call.body, command.start));
  const lookup = variables.at(command.start);
  const own = (word: ShellWord) => {
    const fields = words.fields(word, lookup);
    return fields.map((field) => atCall(isShared ? withoutPlace(field) : field));
  };
  return command.words
    .flatMap((word) => (isAllWords(word) ? given() : own(word)))
    .filter(({ resolved }) => resolved.text !== '');
}

/** A word that a call gives stands where it is called. */
function atCall(field: Reference): Reference {
  const [piece, more] = field.resolved.pieces;
  const isGiven = piece?.verbatim && !more && piece.via.some(({ name }) => isParameter(name));
  return isGiven ? { ...field, at: piece.span } : field;
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

/** The variables of one call: the words it is given, what the body makes of them, and those of the script. */
class CallVariables {
  readonly #call: Call;
  readonly #words: WordReader;
  readonly #budget: { pieces: number };
  readonly #known = new Map<string, VariableValue | null>();

  constructor(call: Call, words: WordReader, budget: { pieces: number }) {
    this.#call = call;
    this.#words = words;
    this.#budget = budget;
  }

  at(place: number): VariableLookup {
    const { body, words } = this.#call;
    const shifted = shiftedAt(body, place);
    return (name) => {
      if (isAllParameters(name)) return { value: spaced(words.slice(shifted)), place: null };
      if (!isParameter(name)) return this.#assigned(name);
      const word = words[shifted + Number(name) - 1];
      if (word) return isAllGiven(word) ? null : { value: word.resolved, place: word.at };
      // What a script hands on of its own words is anybody's guess.
      return words.some(isAllGiven) ? null : { value: suppliedText(''), place: null };
    };
  }

  #assigned(name: string): VariableValue | null {
    const [only, more] = this.#call.body.assigned.get(name) ?? [];
    if (!only) return this.#words.lookup(name);
    if (more) return null;
    const known = this.#known.get(name);
    if (known !== undefined || this.#budget.pieces < 0) return known ?? null;
    // A variable that is set from itself keeps what it held outside, which is not followed.
    this.#known.set(name, null);
    const { word, from } = only;
    const value = partFrom(this.#words.resolve(word, this.at(word.start)), from);
    this.#budget.pieces -= costOf(value);
    const found = { value, place: this.#words.placeOf(word) };
    this.#known.set(name, found);
    return found;
  }
}

/** `$@` outside of a function: all words that the script is called with. */
function isAllGiven({ resolved }: Reference): boolean {
  return /^\$(?:[@*]|\{[@*]\})$/.test(resolved.text);
}

function spaced(words: readonly Reference[]): ResolvedText {
  const space = suppliedText(' ').pieces;
  return resolvedText(
    words.flatMap(({ resolved }, index) => (index === 0 ? resolved.pieces : [...space, ...resolved.pieces])),
  );
}
