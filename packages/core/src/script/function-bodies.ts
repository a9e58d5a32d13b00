import type { TemplatePart } from '../parse/reference/index.ts';
import type { ShellCommand, ShellFunction, ShellList, ShellScript, ShellWord } from '../parse/shell/index.ts';
import { type Assigned, assignmentsOf } from './variables.ts';

/** The body of a function: the commands in it that ask for what it is called with, and the variables it sets. */
export interface FunctionBody {
  readonly asking: ShellCommand[];
  readonly assigned: Map<string, readonly Assigned[]>;
  /** The variables that are set from what it is called with. */
  readonly given: Set<string>;
  /** The variables of loops over all the words that it is called with: `for each in "$@"`. */
  readonly each: Set<string>;
  /** These, and the variables that are set from them: others have one value for the whole call. */
  readonly changing: Set<string>;
  /** The lists of all these words: `packages=("$@")`. */
  readonly all: Set<string>;
  /** Where `shift` drops so many words. */
  readonly shifts: { readonly at: number; readonly by: number }[];
}

/** Functions by name; those that are defined for several cases stand side by side. */
export type FunctionBodies = ReadonlyMap<string, readonly FunctionBody[]>;

/** Finds the functions of a script. */
export function bodiesOf(script: ShellScript): FunctionBodies {
  const { commands, functions } = script;
  const ordered = [...functions].sort((a, b) => a.start - b.start);
  const bodies = new Map(ordered.map((each) => [each, newBody()]));
  addLists(bodies, script);
  const open: ShellFunction[] = [];
  let next = 0;
  for (const command of commands) {
    for (let each = ordered[next]; each && each.start <= command.start; each = ordered[next]) {
      open.push(each);
      next += 1;
    }
    while ((open.at(-1)?.end ?? Infinity) <= command.start) open.pop();
    const innermost = open.at(-1);
    if (innermost) addCommand(bodies.get(innermost) ?? newBody(), command);
  }
  const named = Map.groupBy(bodies, ([{ name }]) => name);
  return new Map([...named].map(([name, found]) => [name, found.map(([, body]) => body)]));
}

function newBody(): FunctionBody {
  return {
    asking: [],
    assigned: new Map(),
    given: new Set(),
    each: new Set(),
    changing: new Set(),
    all: new Set(),
    shifts: [],
  };
}

// Each is looked for in all functions.
const mostLists = 500;

/** Adds the lists and loops that stand for all the words that a function is called with. */
function addLists(bodies: ReadonlyMap<ShellFunction, FunctionBody>, { lists, loops }: ShellScript): void {
  const bodyAt = ([word]: readonly ShellWord[]) => {
    const around = [...bodies].filter(([{ start, end }]) => word && start <= word.start && word.start < end);
    return around.at(-1)?.[1];
  };
  const all = (list: ShellList) =>
    lookedFor(list, bodyAt, ({ all }, word) => isAllWords(word) || all.has(listName(word) ?? ''));
  const lasting = lists.slice(0, mostLists);
  for (const list of lasting) all(list)?.all.add(list.name);
  for (const loop of loops.slice(0, mostLists)) {
    const body = all(loop);
    body?.each.add(loop.name);
    body?.changing.add(loop.name);
  }
  // `missing+=("$each")`: which of them, only a run knows.
  for (const list of lasting)
    lookedFor(list, bodyAt, ({ each }, { parts }) => mentions(parts, (name) => each.has(name)))?.all.add(
      list.name,
    );
}

/** The function around a list of one word, if the word is what is looked for. */
function lookedFor(
  { words }: ShellList,
  bodyAt: (words: readonly ShellWord[]) => FunctionBody | undefined,
  isIt: (body: FunctionBody, word: ShellWord) => boolean,
): FunctionBody | undefined {
  const [only, more] = words;
  const body = only && !more ? bodyAt(words) : undefined;
  return only && body && isIt(body, only) ? body : undefined;
}

function addCommand(body: FunctionBody, command: ShellCommand): void {
  const [program, count] = command.words;
  if (program?.text === 'shift') body.shifts.push({ at: command.start, by: Number(count?.text ?? 1) || 1 });
  for (const each of assignmentsOf(command)) {
    body.assigned.set(each.name, [...(body.assigned.get(each.name) ?? []).slice(0, 1), each]);
    if (isAsking(body, each.word.parts)) body.given.add(each.name);
    if (mentions(each.word.parts, (name) => body.changing.has(name))) body.changing.add(each.name);
  }
  if (command.words.some(({ parts }) => isAsking(body, parts))) body.asking.push(command);
}

function isAsking(body: FunctionBody, parts: readonly TemplatePart[]): boolean {
  const isGiven = (name: string) =>
    isParameter(name) || body.given.has(name) || body.each.has(name) || body.all.has(name);
  return parts.some((part) => part.is === 'variable' && (isGiven(part.name) || isAsking(body, part.word)));
}

const allWords = /^[@*]$/;
const oneWord = /^[1-9][0-9]?$/;

/** Whether a variable is one of the words that a function is called with, or all of them. */
export function isParameter(name: string): boolean {
  return allWords.test(name) || oneWord.test(name);
}

/** Whether a variable is all the words that a function is called with. */
export function isAllParameters(name: string): boolean {
  return allWords.test(name);
}

/** The list that a word is all the words of: `"${packages[@]}"`. */
export function listName({ text, parts }: ShellWord): string | null {
  const [part, more] = parts.filter((each) => each.is !== 'literal' || each.text !== '');
  if (part?.is !== 'variable' || part.operator !== '[' || more) return null;
  return /^\$\{(?<name>\w+)\[[@*]\]\}$/.exec(text)?.groups?.name ?? null;
}

/** `"$@"`, whose words stay apart. */
export function isAllWords({ parts }: ShellWord): boolean {
  const [part, more] = parts.filter((each) => each.is !== 'literal' || each.text !== '');
  return part?.is === 'variable' && part.operator === '' && allWords.test(part.name) && more === undefined;
}

/** How many of its words a function has dropped before a place in it. */
export function shiftedAt({ shifts }: FunctionBody, at: number): number {
  return shifts.reduce((sum, shift) => (shift.at < at ? sum + shift.by : sum), 0);
}

/** Whether a variable that is asked about stands in a word. */
export function mentions(parts: readonly TemplatePart[], isAsked: (name: string) => boolean): boolean {
  return parts.some((part) => part.is === 'variable' && (isAsked(part.name) || mentions(part.word, isAsked)));
}
