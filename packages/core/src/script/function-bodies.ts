import type { TemplatePart } from '../parse/reference/index.ts';
import type { ShellCommand, ShellFunction, ShellLoop, ShellScript, ShellWord } from '../parse/shell/index.ts';
import { type Assigned, assignmentsOf } from './variables.ts';

/** The body of a function or a loop: the commands in it that ask for what it is run with, and the variables it sets. */
export interface Body {
  readonly asking: ShellCommand[];
  readonly assigned: Map<string, readonly Assigned[]>;
  /** The variables that are set from what it is run with. */
  readonly given: Set<string>;
  /** Where `shift` drops words, in order, and how many are dropped by then. */
  readonly shifts: { readonly at: number; readonly sum: number }[];
  readonly loops: LoopBody[];
  /** What the loop stands in. */
  readonly around: Body | null;
}

/** What a loop runs for each of its words. */
export interface LoopBody extends Body {
  readonly loop: ShellLoop;
}

/** What of a script runs several times. */
export interface Bodies {
  /** Functions by name; those that are defined for several cases stand side by side. */
  readonly functions: ReadonlyMap<string, readonly Body[]>;
  /** The script itself, of which only the loops are kept. */
  readonly script: Body;
}

interface Open {
  readonly end: number;
  readonly body: Body;
}

/** Finds the functions and loops of a script. */
export function bodiesOf({ commands, functions, loops }: ShellScript): Bodies {
  const ordered = [...functions, ...loops].sort((a, b) => a.start - b.start);
  const script = newBody(null);
  const named: { readonly name: string; readonly body: Body }[] = [];
  const open: Open[] = [];
  const around = (place: number) => {
    while ((open.at(-1)?.end ?? Infinity) <= place) open.pop();
    return open.at(-1)?.body;
  };
  let next = 0;
  for (const command of commands) {
    for (let each = ordered[next]; each && each.start <= command.start; each = ordered[next]) {
      const body = isLoop(each) ? loopBody(each, around(each.start) ?? script) : newBody(null);
      if (!isLoop(each)) named.push({ name: each.name, body });
      open.push({ end: each.end, body });
      next += 1;
    }
    const innermost = around(command.start);
    if (innermost) addCommand(innermost, command);
  }
  const byName = Map.groupBy(named, ({ name }) => name);
  return {
    functions: new Map([...byName].map(([name, found]) => [name, found.map(({ body }) => body)])),
    script,
  };
}

function isLoop(each: ShellFunction | ShellLoop): each is ShellLoop {
  return 'words' in each;
}

function newBody(around: Body | null): Body {
  return { asking: [], assigned: new Map(), given: new Set(), shifts: [], loops: [], around };
}

function loopBody(loop: ShellLoop, around: Body): LoopBody {
  const body = { ...newBody(around), loop };
  body.given.add(loop.name);
  around.loops.push(body);
  return body;
}

function addCommand(body: Body, command: ShellCommand): void {
  const [program, count] = command.words;
  if (program?.text === 'shift') {
    const sum = (body.shifts.at(-1)?.sum ?? 0) + (Number(count?.text ?? 1) || 1);
    body.shifts.push({ at: command.start, sum });
  }
  for (const each of assignmentsOf(command)) {
    body.assigned.set(each.name, [...(body.assigned.get(each.name) ?? []).slice(0, 1), each]);
    if (isAsking(body, each.word.parts)) body.given.add(each.name);
  }
  for (const { name, words } of command.arrays) {
    if (!words.some(({ parts }) => isAsking(body, parts))) continue;
    // What a loop adds to an array is asked for behind it.
    for (let each: Body | null = body; each; each = each.around) each.given.add(name);
  }
  if (command.words.some(({ parts }) => isAsking(body, parts))) body.asking.push(command);
}

function isAsking(body: Body, parts: readonly TemplatePart[]): boolean {
  return parts.some(
    (part) => part.is === 'variable' && (isGiven(body, part.name) || isAsking(body, part.word)),
  );
}

function isGiven(body: Body, name: string): boolean {
  return isParameter(name) || body.given.has(name) || (body.around !== null && isGiven(body.around, name));
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
export function shiftedAt({ shifts }: Body, at: number): number {
  let low = 0;
  let high = shifts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shifts[middle]?.at ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return shifts[low - 1]?.sum ?? 0;
}
