import {
  type ResolvedText,
  resolveParts,
  type Span,
  type VariableLookup,
  VariableRoom,
  type VariableValue,
} from '@fineprint/core';
import type { Mark, Token, Word } from './tokens.ts';

/** A command with its arguments, or the call of a method that fetches. */
export interface Command {
  /** In lower case, without folder and `.exe`. */
  readonly name: string;
  readonly words: readonly Argument[];
  /** Index of the command that takes its output. */
  pipesInto: number | null;
  /** Whether what it answers is run: `iex (…)`. */
  readonly isRun: boolean;
}

/** An argument; one behind a comma belongs to the same list as the one before. */
export interface Argument extends Word {
  readonly isListed: boolean;
}

/** The commands of a script in the order of their ends, and what its variables are set to. */
export interface Commands {
  readonly list: readonly Command[];
  readonly lookup: VariableLookup;
}

interface Frame {
  readonly words: Argument[];
  /** The variable that is being set. */
  target: Word | null;
  isListed: boolean;
  isCall: boolean;
  pipedFrom: number | null;
  readonly opening: Mark | null;
  /** The method whose arguments these are. */
  readonly method: string | null;
  readonly isRun: boolean;
}

const fetching = /\.(?<method>Download(?:File|String|Data)(?:Async|TaskAsync)?)$/i;
const running: ReadonlySet<string> = new Set(['iex', 'invoke-expression']);

/** Puts tokens together to commands. */
export function readCommands(text: string, tokens: readonly Token[]): Commands {
  const reading = new Reading(text);
  for (const token of tokens) reading.take(token);
  return reading.done();
}

class Reading {
  readonly #text: string;
  readonly #list: Command[] = [];
  readonly #sets: { readonly name: string; readonly word: Word | null }[] = [];
  #frames: Frame[] = [frameOf(null, null, false)];

  constructor(text: string) {
    this.#text = text;
  }

  take(token: Token): void {
    const frame = this.#frames.at(-1) ?? frameOf(null, null, false);
    if (token.is === 'word') {
      frame.words.push({ ...token, isListed: frame.isListed });
      frame.isListed = false;
    } else if (token.is === 'open') this.#open(frame, token);
    else if (token.is === 'close') this.#close(frame, token);
    else if (token.is === 'assign') this.#assign(frame);
    else if (token.is === 'comma') frame.isListed = frame.words.length > 0;
    else if (token.is === 'call') frame.isCall = frame.words.length === 0;
    else this.#flush(frame, token.is === 'pipe');
  }

  done(): Commands {
    for (const frame of this.#frames.toReversed()) this.#flush(frame, false);
    const counts = Map.groupBy(this.#sets, ({ name }) => name);
    const values = new Map<string, VariableValue>();
    const room = VariableRoom.of(this.#text);
    const lookup = (name: string) => room.charged(name, values.get(name) ?? null);
    for (const { name, word } of this.#sets) {
      // One that is set twice has a value that only a run tells.
      if (word === null || counts.get(name)?.length !== 1) continue;
      values.set(name, { value: resolvedWord(this.#text, word, lookup), place: spanOf(word) });
    }
    return { list: this.#list, lookup };
  }

  #open(frame: Frame, mark: Mark): void {
    const last = frame.words.at(-1);
    // `$client.DownloadFile(`, and `.DownloadFile(` behind brackets.
    const before = last?.end === mark.start ? this.#text.slice(last.start, last.end) : '';
    const method = fetching.exec(before)?.groups?.method ?? null;
    const isRun = frame.isRun || running.has(textOf(frame.words[0]).toLowerCase());
    this.#frames.push(frameOf(mark, method, isRun));
  }

  /** What stood in brackets is a value that only a run knows. */
  #close(frame: Frame, { end }: Mark): void {
    this.#flush(frame, false);
    if (!frame.opening) return;
    this.#frames.pop();
    const outer = this.#frames.at(-1);
    const { start } = frame.opening;
    const parts = [{ is: 'opaque', start, end }] as const;
    outer?.words.push({ is: 'word', parts, isBare: false, isListed: outer.isListed, start, end });
  }

  #assign(frame: Frame): void {
    const target = frame.words.pop() ?? null;
    // `param($a = 1, $b = 2)`: what stands before the comma is the value of the variable before.
    if (frame.words.length > 0 && target?.isListed) this.#flush(frame, false);
    frame.words.length = 0;
    frame.target = target;
  }

  #flush(frame: Frame, isPipe: boolean): void {
    const { words, target, method, pipedFrom } = frame;
    const [first] = words;
    const isCommand = first !== undefined && (first.isBare || frame.isCall);
    if (target) this.#set(target, isCommand || words.length !== 1 || isPipe ? null : (first ?? null));
    let index: number | null = null;
    if (method !== null && first) index = this.#push(frame, method, words.slice(0, 1));
    else if (isCommand) {
      const [name, ...rest] = textOf(first).toLowerCase() === 'return' ? words.slice(1) : words;
      if (name) index = this.#push(frame, textOf(name), rest);
    }
    const from = pipedFrom === null ? undefined : this.#list[pipedFrom];
    if (from && index !== null) from.pipesInto = index;
    words.length = 0;
    Object.assign(frame, { target: null, isListed: false, isCall: false, pipedFrom: isPipe ? index : null });
  }

  #push({ isRun }: Frame, written: string, words: readonly Argument[]): number {
    const name = written
      .toLowerCase()
      .replace(/^.*[\\/]/, '')
      .replace(/\.(?:exe|cmd|bat)$/, '');
    return this.#list.push({ name, words, pipesInto: null, isRun }) - 1;
  }

  #set(target: Word, value: Word | null): void {
    const [variable] = target.parts;
    if (target.parts.length !== 1 || variable?.is !== 'variable') return;
    this.#sets.push({ name: variable.name, word: value });
  }
}

function frameOf(opening: Mark | null, method: string | null, isRun: boolean): Frame {
  const state = { words: [], target: null, isListed: false, isCall: false, pipedFrom: null };
  return { ...state, opening, method, isRun };
}

/** The characters of a word that stand for themselves. */
export function textOf(word: Word | undefined): string {
  return word?.parts.map((part) => (part.is === 'literal' ? part.text : '')).join('') ?? '';
}

/** A word without its quotes. */
export function spanOf({ parts, start, end }: Word): Span {
  return { start: parts[0]?.start ?? start, end: parts.at(-1)?.end ?? end };
}

/** A word with its variables filled in. */
export function resolvedWord(text: string, { parts }: Word, lookup: VariableLookup): ResolvedText {
  return resolveParts(parts, { text, placeOf: (span) => span }, lookup);
}
