import { resolvedText, type VariableLookup } from '../parse/reference/index.ts';
import type { ShellCommand, ShellLoop, ShellScript, ShellWord } from '../parse/shell/index.ts';
import type { Span } from '../parse/span.ts';
import { maskUnknown, type Reference } from '../reference/index.ts';
import { listName, mentions } from './function-bodies.ts';
import type { WordReader } from './functions.ts';
import { type Assigned, assignmentsOf, partFrom } from './variables.ts';

// `"${ALL[@]}"` of `ALL=("${SOME[@]}" "${MORE[@]}")` is two deep.
const deepest = 4;
const mostWords = 20_000;
const mostRounds = 100;
// Every command is asked for each of them.
const mostLoops = 500;
const mostCharacters = 1_000_000;

/** The lists of a script, and what loops over words run for each of them. */
export class ScriptLists {
  readonly #script: ShellScript;
  readonly #loops: readonly ShellLoop[];
  readonly #words = new Map<string, readonly ShellWord[]>();
  readonly #rounds = new Map<ShellLoop, LoopRounds>();
  #wordsLeft = mostWords;
  #charactersLeft = mostCharacters;

  constructor(script: ShellScript) {
    this.#script = script;
    this.#loops = script.loops.slice(0, mostLoops);
    for (const { name, words } of script.lists)
      this.#words.set(name, [...(this.#words.get(name) ?? []), ...words].slice(0, mostWords));
  }

  /** The fields of a word, of which `${x[@]}` is one for each word of the list. */
  fields(
    word: ShellWord,
    split: (word: ShellWord) => readonly Reference[],
    placeOf: WordReader['placeOf'],
    depth = 0,
  ): readonly Reference[] {
    const name = depth < deepest ? listName(word) : null;
    const items = name === null ? undefined : this.#words.get(name);
    if (name === null || !items) return split(word);
    this.#wordsLeft -= items.length;
    if (this.#wordsLeft < 0) return split(word);
    const at = placeOf(word);
    return items.flatMap((item) =>
      this.fields(item, split, placeOf, depth + 1).map((field) =>
        through(field, at, { name, place: placeOf(item) }),
      ),
    );
  }

  /** What the variables of a command are in each round of the loops around it; themselves where nothing is known. */
  rounds(command: ShellCommand, words: WordReader): readonly VariableLookup[] {
    let lookups: readonly VariableLookup[] = [words.lookup];
    for (const loop of this.#loops) {
      if (loop.start > command.start || loop.end <= command.start) continue;
      const { values, dependent } = this.#roundsOf(loop, words);
      const isAsking = command.words.some(({ parts }) => mentions(parts, (name) => dependent.has(name)));
      if (!isAsking || values.length === 0) continue;
      const cost = (command.end - command.start) * values.length * lookups.length;
      if (cost > this.#charactersLeft) continue;
      this.#charactersLeft -= cost;
      lookups = lookups
        .flatMap((outer) => values.map((value) => lookupIn(loop, value, dependent, outer, words)))
        .slice(0, mostRounds);
    }
    return lookups;
  }

  #roundsOf(loop: ShellLoop, words: WordReader): LoopRounds {
    const known = this.#rounds.get(loop);
    if (known) return known;
    const values = loop.words
      .flatMap((word) => words.fields(word, words.lookup))
      .map((value) => (isKnown(value) ? value : null));
    // One round stands for all that only a run knows.
    const distinct = [...values.filter((value) => value !== null), ...(values.includes(null) ? [null] : [])];
    const some = distinct.some((value) => value !== null) ? distinct.slice(0, mostRounds) : [];
    const found = { values: some, dependent: dependentOf(this.#script, loop) };
    this.#rounds.set(loop, found);
    return found;
  }
}

interface LoopRounds {
  readonly values: readonly (Reference | null)[];
  /** The loop's variable, and those that its body sets from it. */
  readonly dependent: ReadonlyMap<string, Assigned | null>;
}

function dependentOf({ commands }: ShellScript, loop: ShellLoop): LoopRounds['dependent'] {
  const found = new Map<string, Assigned | null>([[loop.name, null]]);
  for (const command of commands) {
    if (command.start < loop.start || command.start >= loop.end) continue;
    for (const each of assignmentsOf(command))
      if (!found.has(each.name) && mentions(each.word.parts, (name) => found.has(name)))
        found.set(each.name, each);
  }
  return found;
}

function lookupIn(
  loop: ShellLoop,
  value: Reference | null,
  dependent: LoopRounds['dependent'],
  outer: VariableLookup,
  words: WordReader,
): VariableLookup {
  if (value === null) return outer;
  const own: VariableLookup = (name) => {
    if (name === loop.name) return { value: value.resolved, place: value.at };
    const assigned = dependent.get(name);
    // A variable that is set more than once has a value of its own, or none.
    if (!assigned || outer(name) === null) return outer(name);
    const { word, from } = assigned;
    return { value: partFrom(words.resolve(word, own), from), place: words.placeOf(word) };
  };
  return own;
}

/** Whether a run is not needed to say what a word of a loop is: `*.yaml` and `{1..3}` are files and numbers. */
function isKnown({ resolved }: Reference): boolean {
  return resolved.text !== '' && !/[\0*?{}]/.test(maskUnknown(resolved));
}

function through(
  { resolved }: Reference,
  at: Span,
  via: { readonly name: string; readonly place: Span },
): Reference {
  const pieces = resolved.pieces.map((piece) => ({ ...piece, via: [...piece.via, via] }));
  return { at, resolved: resolvedText(pieces) };
}
