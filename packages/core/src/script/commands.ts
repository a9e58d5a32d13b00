import { onceForEach } from '../once-for-each.ts';
import {
  type MappedText,
  mappedText,
  partOfMappedText,
  partsOfMappedText,
  sourceSpan,
} from '../parse/mapped-text.ts';
import { type ResolvedText, type VariableLookup, VariableRoom } from '../parse/reference/index.ts';
import {
  effectiveWords,
  parseShell,
  programIndex,
  resolveWord,
  type ShellCommand,
  type ShellWord,
} from '../parse/shell/index.ts';
import type { Span, SyntaxProblem } from '../parse/span.ts';
import type { SourceFile } from '../read/source-file.ts';
import { encodedText, maskUnknown, partsOf, type Reference } from '../reference/index.ts';
import { ScriptArrays } from './arrays.ts';
import type { WordReader } from './call-variables.ts';
import { type FilledCommand, functionCalls } from './functions.ts';
import { ScriptVariables } from './variables.ts';

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
  /** Whether an image, without its tag, is one that the scripts beside this one build; asked only where one is run. */
  readonly isBuilt?: (image: string) => boolean;
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

/** The script that a whole file is, read once for each file. */
export const fileScript = onceForEach(({ text }: SourceFile): Script => {
  return readScript([mappedText(text, [{ start: 0, end: text.length }])], { lookup: () => null });
});

/** Reads a command that is given as a list of words, and the script in it where it runs a shell; `mapped` answers where the text of a word stands. */
export function readExec<Word extends CommandWord>(
  words: readonly Word[],
  mapped: (word: Word) => MappedText,
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

const runsElsewhere: ReadonlySet<string> = new Set([
  ...['docker', 'podman', 'nerdctl', 'docker-compose', 'kubectl', 'oc', 'ssh', 'vagrant', 'lxc', 'incus'],
  ...['xargs', 'find', 'nsenter', 'unshare', 'systemd-run', 'flock', 'machinectl', 'distrobox', 'toolbox'],
]);

/** Whether a program runs a script that is given after `-c`: a shell, and what starts one as somebody else. */
function takesScript(program: string): boolean {
  return isShell(program) || program === 'su' || program === 'runuser';
}

// `sh -c` inside of `sh -c` goes no deeper in honest files, and no script runs so much.
const deepest = 4;
const mostCommands = 100_000;

const tooManyCalls =
  'The functions and loops of this script run too often; what some of them install or fetch was not followed.';

function readText(script: Reading, mapped: MappedText, outer: VariableLookup, depth: number): void {
  const placeOf = (span: Span) => sourceSpan(mapped, span);
  if (script.commands.length >= mostCommands) {
    const message = `The script has more than ${mostCommands} commands.`;
    script.problems.push({
      code: 'limit-reached',
      message,
      ...placeOf({ start: 0, end: mapped.text.length }),
    });
    return;
  }
  const shell = parseShell(mapped.text);
  const { commands } = shell;
  for (const problem of shell.problems) script.problems.push({ ...problem, ...placeOf(problem) });
  const variables = new ScriptVariables(commands, outer, VariableRoom.of(mapped.text));
  const arrays = new ScriptArrays(shell);
  const words: WordReader = {
    placeOf,
    lookup: variables.lookup,
    resolve: (word, lookup) => script.restore(resolveWord(mapped.text, word, lookup, placeOf)),
    expand: (word) => arrays.expand(word),
    fields: (word, lookup) => splitFields(word, placeOf(unquoted(word)), words.resolve(word, lookup)),
  };
  const first = script.commands.length;
  const read = commands.map((command) => {
    const fields = command.words
      .flatMap(words.expand)
      .flatMap((word) => words.fields(word, variables.lookup));
    variables.assign(command, (word) => words.resolve(word, variables.lookup), placeOf);
    return { command, fields };
  });
  const { filled, replaced, isCut } = functionCalls(shell, read, words);
  if (isCut)
    script.problems.push({
      code: 'limit-reached',
      message: tooManyCalls,
      ...placeOf({ start: 0, end: mapped.text.length }),
    });
  const finished = ({ command, fields }: FilledCommand): ScriptCommand => ({
    ...programAndWords(fields),
    pipeline: pipelineOf(commands, command).map((index) => first + index),
    within: command.within === null ? null : first + command.within,
    documents: command.heredocs.map(({ body }) => partOfMappedText(mapped, body)),
  });
  for (const { command, fields } of read)
    script.commands.push(finished({ command, fields: replaced.has(command) ? [] : fields }));
  for (const each of filled) script.commands.push(finished(each));
  if (depth < deepest) readInner(script, mapped, commands, variables.lookup, depth + 1);
}

/** Tells the program of a command from its words. */
function programAndWords(fields: readonly Reference[]): Pick<ScriptCommand, 'program' | 'words'> {
  const [program, ...words] = fields.slice(programIndex(fields.map(({ resolved }) => resolved.text)));
  return { program: baseName(program?.resolved.text ?? ''), words };
}

/** Reads the scripts that commands of a script give to shells. */
function readInner(
  script: Reading,
  mapped: MappedText,
  commands: readonly ShellCommand[],
  lookup: VariableLookup,
  depth: number,
): void {
  let readTo = 0;
  for (const command of commands) {
    // What stands in a script that a shell is given is read with it: `sh -c "$(sh -c "$(…)")"`.
    if (command.start < readTo) continue;
    const words = effectiveWords(command);
    const shell = words.slice(shellIndex(words));
    if (shell.length === 0) continue;
    const inner = shell[scriptIndex(shell.map((word) => word.text))];
    const spans = inner && quotedSpans(mapped.text, inner);
    const bodies = command.heredocs.map(({ body }) => [body]);
    readTo = spans?.at(-1)?.end ?? readTo;
    for (const each of spans ? [spans, ...bodies] : bodies)
      readText(script, partsOfMappedText(mapped, each), lookup, depth);
  }
}

// `sudo -u somebody -i` without a program.
const loginShell = /^(?:-[a-zA-Z]*[is]|--login|--shell)$/;

/** Index of the shell that a command runs, itself or somewhere else: `docker run alpine sh -c …`, `ssh host bash <<EOF`. */
function shellIndex(words: readonly ShellWord[]): number {
  const program = baseName(words[0]?.text ?? '');
  if (takesScript(program) || (program === 'sudo' && words.some(({ text }) => loginShell.test(text))))
    return 0;
  const index = runsElsewhere.has(program)
    ? words.findIndex(({ text }) => isShell(baseName(text.replace(/\s.*$/s, ''))))
    : -1;
  return index < 0 ? words.length : index;
}

/** Index of the script after `-c`, `-ec`, `-o pipefail -c`; past the end where there is none. */
function scriptIndex(words: readonly string[]): number {
  const option = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return option < 0 ? words.length : option + 1;
}

/** Where the characters of a quoted word stand, without its quotes and the backslashes that a shell takes from it. */
function quotedSpans(text: string, word: ShellWord): readonly Span[] | null {
  const start = word.parts.find((part) => part.is !== 'literal' || part.text !== '')?.start;
  if (start === undefined) return null;
  const end = start + word.text.length;
  if (text.slice(start, end) === word.text) return [{ start, end }];
  const quoted = doubleQuoted.exec(text.slice(word.start, word.end))?.groups?.quoted;
  if (quoted === undefined) return null;
  const spans: Span[] = [];
  let done = word.start + 1;
  for (const { index } of quoted.matchAll(escaped)) {
    spans.push({ start: done, end: word.start + 1 + index });
    done = word.start + 2 + index;
  }
  return [...spans, { start: done, end: word.end - 1 }];
}

const doubleQuoted = /^"(?<quoted>(?:[^"\\]|\\.)*)"$/s;
const escaped = /\\[$`"\\]/g;

/** A word without the quotes around it. */
function unquoted({ parts, start, end }: ShellWord): Span {
  return { start: parts[0]?.start ?? start, end: parts.at(-1)?.end ?? end };
}

/** What comes from an unquoted variable is split at white space: `apt-get install $DEPS`. */
function splitFields(word: ShellWord, at: Span, resolved: ResolvedText): readonly Reference[] {
  if (resolved.text === '' && isUnquoted(word)) return [];
  const isSpaced = resolved.pieces.some(({ is, text }) => is !== 'unresolved' && /\s/.test(text));
  if (!isSpaced) return [{ at, resolved }];
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

/** Whether a word may stand for no word at all: `${SUDO:-}`. */
function isUnquoted({ parts, start, end }: ShellWord): boolean {
  return parts[0]?.start === start && parts.at(-1)?.end === end;
}

function pipelineOf(commands: readonly ShellCommand[], { pipesInto }: ShellCommand): readonly number[] {
  const found: number[] = [];
  for (let at = pipesInto; at !== null && found.length < 20; at = commands[at]?.pipesInto ?? null)
    found.push(at);
  return found;
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
