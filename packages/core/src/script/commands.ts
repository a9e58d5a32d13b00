import { type MappedText, partOfMappedText, sourceSpan } from '../parse/mapped-text.ts';
import type { ResolvedText, VariableLookup, VariableValue } from '../parse/reference/index.ts';
import {
  effectiveWords,
  parseShell,
  programName,
  resolveWord,
  type ShellCommand,
  type ShellWord,
} from '../parse/shell/index.ts';
import type { Span, SyntaxProblem } from '../parse/span.ts';
import { encodedText, maskUnknown, partOf, partsOf, type Reference } from '../reference/index.ts';

/** A command of a script, its variables filled in as far as the script and what surrounds it set them. */
export interface ScriptCommand {
  /** Without its folder: `curl`, `pip3`. */
  readonly program: string;
  /** What follows the program. */
  readonly words: readonly Reference[];
  /** Indexes of the commands that its output goes through, the next first. */
  readonly pipeline: readonly number[];
  /** Index of the command in one of whose words it is substituted. */
  readonly within: number | null;
  /** Texts that it is given by here-documents. */
  readonly documents: readonly MappedText[];
}

/** What a script runs, and what could not be understood of it. */
export interface Script {
  readonly commands: readonly ScriptCommand[];
  readonly problems: readonly SyntaxProblem[];
  /** Images that this script and those beside it build; where it says none, those of the script alone. */
  readonly own?: ReadonlySet<string>;
}

/** What a script stands in: what its variables may be, and what takes back a change that was made to its text. */
export interface ScriptSurroundings {
  readonly lookup: VariableLookup;
  /** Puts back what was masked before the script was parsed. */
  readonly restore?: (resolved: ResolvedText) => ResolvedText;
}

/** A word of a command that no shell splits: `["sh", "-c", "…"]`. */
export interface CommandWord extends Span {
  readonly text: string;
  /** Whether its bytes are the text itself. */
  readonly verbatim: boolean;
}

/** Reads the commands of scripts, one after the other, and of the scripts in `sh -c`. */
export function readScript(texts: readonly MappedText[], surroundings: ScriptSurroundings): Script {
  const reading = readingOf(surroundings);
  for (const text of texts) readText(reading, text, surroundings.lookup, 0);
  return reading;
}

/** Reads a command that is given as a list of words, and the script in it where it runs a shell; `mapped` answers where the text of a word stands. */
export function readExec(
  words: readonly CommandWord[],
  mapped: (word: CommandWord) => MappedText,
  surroundings: ScriptSurroundings,
): Script {
  const reading = readingOf(surroundings);
  const [program, ...rest] = words;
  if (!program) return reading;
  const references = rest.map((word) => ({
    at: word,
    resolved: encodedText(word.text, word, word.verbatim),
  }));
  const name = baseName(program.text);
  reading.commands.push({ program: name, words: references, pipeline: [], within: null, documents: [] });
  const inner = takesScript(name) ? words[scriptIndex(words.map(({ text }) => text))] : undefined;
  if (inner) readText(reading, mapped(inner), surroundings.lookup, 1);
  return reading;
}

interface Reading {
  readonly restore: (resolved: ResolvedText) => ResolvedText;
  readonly commands: ScriptCommand[];
  readonly problems: SyntaxProblem[];
}

function readingOf({ restore = (resolved) => resolved }: ScriptSurroundings): Reading {
  return { restore, commands: [], problems: [] };
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

/** Whether the name of a program is that of a shell whose scripts are read. */
export function isShell(program: string): boolean {
  return shells.has(program);
}

/** Whether a program runs a script that is given after `-c`: a shell, and what starts one as somebody else. */
function takesScript(program: string): boolean {
  return isShell(program) || program === 'su' || program === 'runuser';
}

// `sh -c` inside of `sh -c` goes no deeper in honest files.
const deepest = 4;

function readText(script: Reading, mapped: MappedText, outer: VariableLookup, depth: number): void {
  const placeOf = (span: Span) => sourceSpan(mapped, span);
  const { commands, problems } = parseShell(mapped.text);
  for (const problem of problems) script.problems.push({ ...problem, ...placeOf(problem) });
  const variables = new ScriptVariables(commands, outer);
  const first = script.commands.length;
  const read = commands.map((command) => {
    const resolve = (word: ShellWord) =>
      script.restore(resolveWord(mapped.text, word, variables.lookup, placeOf));
    const words = effectiveWords(command);
    const references = words
      .slice(1)
      .flatMap((word) => splitFields(word, placeOf(unquoted(word)), resolve(word)))
      .filter(({ resolved: { text } }) => !positional.test(text));
    variables.assign(command, resolve, placeOf);
    return { command, words, references };
  });
  for (const { command, references } of read) {
    script.commands.push({
      program: programName(command),
      words: references,
      pipeline: pipelineOf(commands, command).map((index) => first + index),
      within: command.within === null ? null : first + command.within,
      documents: command.heredocs.map(({ body }) => partOfMappedText(mapped, body)),
    });
  }
  if (depth >= deepest) return;
  for (const { command, words } of read) {
    if (!takesScript(baseName(words[0]?.text ?? ''))) continue;
    const inner = words[scriptIndex(words.map((word) => word.text))];
    const span = inner && plainSpan(mapped.text, inner);
    const bodies = command.heredocs.map(({ body }) => body);
    for (const each of span ? [span, ...bodies] : bodies)
      readText(script, partOfMappedText(mapped, each), variables.lookup, depth + 1);
  }
}

/** Index of the script after `-c`, `-ec`, `-o pipefail -c`; past the end where there is none. */
function scriptIndex(words: readonly string[]): number {
  const option = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return option < 0 ? words.length : option + 1;
}

/** Where the characters of a quoted word stand without its quotes, if no escape is in it. */
function plainSpan(text: string, word: ShellWord): Span | null {
  const start = word.parts.find((part) => part.is !== 'literal' || part.text !== '')?.start;
  if (start === undefined) return null;
  const end = start + word.text.length;
  return text.slice(start, end) === word.text ? { start, end } : null;
}

/** A word without the quotes around it. */
function unquoted({ parts, start, end }: ShellWord): Span {
  return { start: parts[0]?.start ?? start, end: parts.at(-1)?.end ?? end };
}

// What a function or a script is given is named where it is called.
const positional = /^\$(?:[@*0-9]|\{[@*0-9]{1,4}\})$/;

/** What comes from an unquoted variable is split at white space: `apt-get install $DEPS`. */
function splitFields(word: ShellWord, at: Span, resolved: ResolvedText): readonly Reference[] {
  if (!/\s/.test(resolved.text)) return [{ at, resolved }];
  const masked = maskUnknown(resolved);
  const isOneField =
    !/\s/.test(masked) || word.parts.some((part) => part.is === 'literal' && /\s/.test(part.text));
  if (isOneField) return [{ at, resolved }];
  const fields = Array.from(masked.matchAll(/\S+/g), ({ index, 0: field }) => ({
    start: index,
    end: index + field.length,
  }));
  return partsOf(resolved, fields).map((part) => ({ at, resolved: part }));
}

function pipelineOf(commands: readonly ShellCommand[], { pipesInto }: ShellCommand): readonly number[] {
  const found: number[] = [];
  for (let at = pipesInto; at !== null && found.length < 20; at = commands[at]?.pipesInto ?? null)
    found.push(at);
  return found;
}

const declaring: ReadonlySet<string> = new Set(['export', 'readonly', 'local', 'declare', 'typeset']);
const assigned = /^(?<name>[A-Za-z_][A-Za-z0-9_]*)=/;

/** The variables of a script. One that is set twice, or over an ARG, has a value that only running it tells. */
class ScriptVariables {
  readonly lookup: VariableLookup;
  readonly #values = new Map<string, VariableValue>();
  readonly #counts = new Map<string, number>();

  constructor(commands: readonly ShellCommand[], outer: VariableLookup) {
    for (const command of commands)
      for (const { name } of assignmentsOf(command))
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.lookup = (name) => {
      const given = outer(name);
      if (!this.#counts.has(name)) return given;
      return given === null && this.#counts.get(name) === 1 ? (this.#values.get(name) ?? null) : null;
    };
  }

  assign(
    command: ShellCommand,
    resolve: (word: ShellWord) => ResolvedText,
    placeOf: (span: Span) => Span,
  ): void {
    for (const { name, word, from } of assignmentsOf(command)) {
      const whole = resolve(word);
      const value = partOf(whole, { start: from, end: whole.text.length });
      this.#values.set(name, { value, place: placeOf(word) });
    }
  }
}

interface Assigned {
  readonly name: string;
  readonly word: ShellWord;
  /** Where the value begins in the word. */
  readonly from: number;
}

/** An assignment before a command's name holds for that command alone. */
function assignmentsOf(command: ShellCommand): readonly Assigned[] {
  if (command.words.length === 0)
    return command.assignments.map(({ name, value }) => ({ name, word: value, from: 0 }));
  if (!declaring.has(command.words[0]?.text ?? '')) return [];
  return command.words.slice(1).flatMap((word) => {
    const name = assigned.exec(word.text)?.groups?.name;
    return name === undefined ? [] : [{ name, word, from: name.length + 1 }];
  });
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
