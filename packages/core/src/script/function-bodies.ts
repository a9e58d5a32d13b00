import type { TemplatePart } from '../parse/reference/index.ts';
import type { ShellCommand, ShellFunction, ShellScript, ShellWord } from '../parse/shell/index.ts';
import { type Assigned, assignmentsOf } from './variables.ts';

/** The body of a function: the commands in it that ask for what it is called with, and the variables it sets. */
export interface FunctionBody {
  readonly asking: ShellCommand[];
  readonly assigned: Map<string, readonly Assigned[]>;
  /** The variables that are set from what it is called with. */
  readonly given: Set<string>;
  /** Where `shift` drops words, in order, and how many are dropped by then. */
  readonly shifts: { readonly at: number; readonly sum: number }[];
}

/** Functions by name; those that are defined for several cases stand side by side. */
export type FunctionBodies = ReadonlyMap<string, readonly FunctionBody[]>;

/** Finds the functions of a script. */
export function bodiesOf({ commands, functions }: ShellScript): FunctionBodies {
  const ordered = [...functions].sort((a, b) => a.start - b.start);
  const bodies = new Map(ordered.map((each) => [each, newBody()]));
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
  return { asking: [], assigned: new Map(), given: new Set(), shifts: [] };
}

function addCommand(body: FunctionBody, command: ShellCommand): void {
  const [program, count] = command.words;
  if (program?.text === 'shift') {
    const sum = (body.shifts.at(-1)?.sum ?? 0) + (Number(count?.text ?? 1) || 1);
    body.shifts.push({ at: command.start, sum });
  }
  for (const each of assignmentsOf(command)) {
    body.assigned.set(each.name, [...(body.assigned.get(each.name) ?? []).slice(0, 1), each]);
    if (isAsking(body, each.word.parts)) body.given.add(each.name);
  }
  if (command.words.some(({ parts }) => isAsking(body, parts))) body.asking.push(command);
}

function isAsking(body: FunctionBody, parts: readonly TemplatePart[]): boolean {
  const isGiven = (name: string) => isParameter(name) || body.given.has(name);
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

/** `"$@"`, whose words stay apart. */
export function isAllWords({ parts }: ShellWord): boolean {
  const [part, more] = parts.filter((each) => each.is !== 'literal' || each.text !== '');
  return part?.is === 'variable' && part.operator === '' && allWords.test(part.name) && more === undefined;
}

/** How many of its words a function has dropped before a place in it. */
export function shiftedAt({ shifts }: FunctionBody, at: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.sum ?? 0;
}
