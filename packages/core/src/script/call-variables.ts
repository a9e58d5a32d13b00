import {
  type ResolvedText,
  resolvedText,
  suppliedText,
  type VariableLookup,
  type VariableValue,
} from '../parse/reference/index.ts';
import type { ShellWord } from '../parse/shell/index.ts';
import type { Span } from '../parse/span.ts';
import type { Reference } from '../reference/index.ts';
import { type Body, isAllParameters, isParameter, shiftedAt } from './function-bodies.ts';
import { partFrom } from './variables.ts';

/** How the words of a script are filled in and split. */
export interface WordReader {
  readonly placeOf: (span: Span) => Span;
  /** The variables of the script. */
  readonly lookup: VariableLookup;
  /** The words that one stands for: those of an array. */
  readonly expand: (word: ShellWord) => readonly ShellWord[];
  readonly resolve: (word: ShellWord, lookup: VariableLookup) => ResolvedText;
  readonly fields: (word: ShellWord, lookup: VariableLookup) => readonly Reference[];
}

/** One run of a function, or one round of a loop. */
export interface Call {
  readonly body: Body;
  /** What the function is called with, `null` where that is not known. */
  readonly words: readonly Reference[] | null;
  readonly depth: number;
  /** Whether the body runs for other words, too. */
  readonly isShared: boolean;
  /** The variable of the loop, and what it is in this round where that is known. */
  readonly item: { readonly name: string; readonly value: Reference | null } | null;
  /** The variables around the loop. */
  readonly outer: VariableLookup | null;
  /** Whether its commands are read, or only the loops in it. */
  readonly isRun: boolean;
}

/**
 * Pieces of text that all calls of a script may bring in together: what a body says as it is filled in, and what a call brings
 * along once more for each place where it is used.
 */
export const mostPieces = 100_000;

/** What a text takes of that. */
export function costOf({ pieces, text }: ResolvedText): number {
  return pieces.length + (text.length >> 6);
}

/** The variables of one call: the words it is given, what the body makes of them, and those of the script. */
export class CallVariables {
  readonly #call: Call;
  readonly #words: WordReader;
  readonly #budget: { pieces: number };
  readonly #known = new Map<string, VariableValue | null>();

  constructor(call: Call, words: WordReader, budget: { pieces: number }) {
    this.#call = call;
    this.#words = words;
    this.#budget = budget;
  }

  /** All the words that are given, as they are at a place; `null` where nobody knows them. */
  given(place: number): readonly Reference[] | null {
    const { body, words } = this.#call;
    if (words === null) return null;
    if (this.#budget.pieces < 0) return [];
    const given = shiftedWords(body, words, place);
    this.#budget.pieces -= given.length;
    return given;
  }

  at(place: number): VariableLookup {
    const { item } = this.#call;
    return (name) => {
      if (this.#budget.pieces < 0) return null;
      if (isParameter(name)) return this.#parameter(name, place);
      if (name !== item?.name) return this.#assigned(name);
      return item.value && { value: item.value.resolved, place: item.value.at };
    };
  }

  #parameter(name: string, place: number): VariableValue | null {
    const { body, words } = this.#call;
    if (words === null) return null;
    if (isAllParameters(name)) return { value: spaced(this.given(place) ?? []), place: null };
    const index = shiftedAt(body, place) + Number(name) - 1;
    // What the caller of the script gives may be any number of words.
    const open = openIndex(words);
    if (open >= 0 && index >= open) return null;
    const word = words[index];
    return word ? { value: word.resolved, place: word.at } : { value: suppliedText(''), place: null };
  }

  #assigned(name: string): VariableValue | null {
    const { body, outer } = this.#call;
    const [only, more] = body.assigned.get(name) ?? [];
    if (!only) return (outer ?? this.#words.lookup)(name);
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

/** The words of a call that a place in the body still has. */
function shiftedWords(body: Body, words: readonly Reference[], place: number): readonly Reference[] {
  const open = openIndex(words);
  const shifted = shiftedAt(body, place);
  return words.slice(open < 0 ? shifted : Math.min(shifted, open));
}

// `"$@"` of a script that somebody else calls.
const allOfScript = /^\$(?:[@*]|\{[@*][^{}]*\})$/;

function openIndex(words: readonly Reference[]): number {
  return words.findIndex(({ resolved }) => allOfScript.test(resolved.text));
}

function spaced(words: readonly Reference[]): ResolvedText {
  const space = suppliedText(' ').pieces;
  return resolvedText(
    words.flatMap(({ resolved }, index) => (index === 0 ? resolved.pieces : [...space, ...resolved.pieces])),
  );
}
