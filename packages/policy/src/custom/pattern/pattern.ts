import { PatternError, type PatternNode, parsePattern, type Range } from './syntax.ts';

/** A compiled pattern; it matches where any part of a text does. */
export interface Pattern {
  /** Tells whether it matches; `spend` is told of the steps that each character takes, at most one for each state. */
  test(text: string, spend?: (steps: number) => void): boolean;
}

/** One state: it takes a character, asks about the place, goes on in two ways, or is the end. */
type State =
  | { readonly is: 'set'; readonly ranges: readonly Range[] }
  | { readonly is: 'begin' | 'end' | 'boundary' | 'no-boundary' }
  | { readonly is: 'fork'; readonly to: readonly number[] }
  | { readonly is: 'match' };

const maxStates = 2_000;

/**
 * Compiles a pattern into a machine that is in all its states at once (Thompson's construction), so that it takes time in
 * proportion to the text whatever the pattern is: JavaScript's own would take forever for `^(a+)+$`. Throws a `PatternError`.
 */
export function compilePattern(text: string): Pattern {
  const states: State[] = [];
  emit(parsePattern(text), states);
  states.push({ is: 'match' });
  return { test: (subject, spend = () => undefined) => run(states, subject, spend) };
}

function emit(node: PatternNode, states: State[]): void {
  if (states.length > maxStates)
    throw new PatternError('The pattern is too large once its repetitions are written out.');
  switch (node.is) {
    case 'sequence':
      for (const part of node.of) emit(part, states);
      return;
    case 'choice':
      emitChoice(node.of, states);
      return;
    case 'repeat':
      for (let count = 0; count < node.least; count += 1) emit(node.of, states);
      if (node.most === null) emitLoop(node.of, states);
      else emitOptional(node.of, node.most - node.least, states);
      return;
    default:
      states.push(node);
  }
}

function emitChoice(branches: readonly PatternNode[], states: State[]): void {
  const fork: number[] = [];
  states.push({ is: 'fork', to: fork });
  const ends: number[][] = [];
  for (const branch of branches) {
    fork.push(states.length);
    emit(branch, states);
    const end: number[] = [];
    ends.push(end);
    states.push({ is: 'fork', to: end });
  }
  for (const end of ends) end.push(states.length);
}

function emitLoop(body: PatternNode, states: State[]): void {
  const start = states.length;
  const fork = [start + 1];
  states.push({ is: 'fork', to: fork });
  emit(body, states);
  states.push({ is: 'fork', to: [start] });
  fork.push(states.length);
}

function emitOptional(body: PatternNode, count: number, states: State[]): void {
  const forks: number[][] = [];
  for (let done = 0; done < count; done += 1) {
    const fork = [states.length + 1];
    forks.push(fork);
    states.push({ is: 'fork', to: fork });
    emit(body, states);
  }
  for (const fork of forks) fork.push(states.length);
}

function run(states: readonly State[], text: string, spend: (steps: number) => void): boolean {
  const isAnchored = states[0]?.is === 'begin';
  let current: number[] = [];
  for (let at = 0; at <= text.length; ) {
    // A match may begin at every place, unless the pattern says where.
    if (at === 0 || !isAnchored) current.push(0);
    else if (current.length === 0) return false;
    const { waiting, isMatch, steps } = follow(states, current, text, at);
    spend(steps);
    if (isMatch) return true;
    const code = text.codePointAt(at);
    if (code === undefined) return false;
    current = [];
    for (const [index, ranges] of waiting) if (isIn(code, ranges)) current.push(index + 1);
    at += code > 0xffff ? 2 : 1;
  }
  return false;
}

/** Follows all that takes no character, each state once. */
function follow(states: readonly State[], from: readonly number[], text: string, at: number) {
  const seen = new Set<number>();
  const waiting: [number, readonly Range[]][] = [];
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    const state = states[index];
    if (state === undefined || seen.has(index)) continue;
    seen.add(index);
    if (state.is === 'match') return { waiting, isMatch: true, steps: seen.size };
    if (state.is === 'set') waiting.push([index, state.ranges]);
    else if (state.is === 'fork') open.push(...state.to);
    else if (holds(state.is, text, at)) open.push(index + 1);
  }
  return { waiting, isMatch: false, steps: seen.size };
}

function holds(assertion: 'begin' | 'end' | 'boundary' | 'no-boundary', text: string, at: number): boolean {
  if (assertion === 'begin') return at === 0;
  if (assertion === 'end') return at === text.length;
  const isBoundary = isWord(text[at - 1]) !== isWord(text[at]);
  return isBoundary === (assertion === 'boundary');
}

const wordCharacter = /^\w$/;

function isWord(char: string | undefined): boolean {
  return char !== undefined && wordCharacter.test(char);
}

function isIn(code: number, ranges: readonly Range[]): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last);
}
