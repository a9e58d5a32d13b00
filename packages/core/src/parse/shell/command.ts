import type { ResolvedText } from '../reference/resolved-text.ts';
import type { TemplatePart } from '../reference/template.ts';
import { resolveParts, type VariableLookup } from '../reference/variables.ts';
import type { Span, SyntaxProblem } from '../span.ts';

/** A word of a command, its quotes and escapes resolved, its expansions kept as written. */
export interface ShellWord extends Span {
  /** `$X`, `${X:-d}` and `$(cmd)` stand in it as written. */
  readonly text: string;
  /** True where nothing in it is expanded, so that `text` is what the program gets (but for globs). */
  readonly isLiteral: boolean;
  /** Its runs; a substituted command is an `opaque` part, and its commands are in the list. */
  readonly parts: readonly TemplatePart[];
}

/** `NAME=value` before a command's name, or alone. */
export interface ShellAssignment extends Span {
  readonly name: string;
  readonly value: ShellWord;
}

/** `NAME=(…)`, and `NAME+=(…)`, which adds to what it holds. */
export interface ShellArray {
  readonly name: string;
  readonly words: readonly ShellWord[];
  readonly isAdded: boolean;
}

/** A here-document that a command reads; `body` covers its lines without the one that ends it. */
export interface ShellHeredoc extends Span {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly body: Span;
}

/** A simple command, wherever it stands: in a list, a loop, a function, or inside `$(…)`. */
export interface ShellCommand extends Span {
  readonly assignments: readonly ShellAssignment[];
  readonly arrays: readonly ShellArray[];
  readonly words: readonly ShellWord[];
  readonly heredocs: readonly ShellHeredoc[];
  /** Index of the command that reads its output. */
  readonly pipesInto: number | null;
  /** Index of the command in one of whose words it is substituted. */
  readonly within: number | null;
}

/** A function that a script defines; its span reaches from its name to the end of its body. */
export interface ShellFunction extends Span {
  readonly name: string;
}

/** `for name in words; do … done`; its span reaches from the name to the end. */
export interface ShellLoop extends Span {
  readonly name: string;
  readonly words: readonly ShellWord[];
}

/** The commands of a script in the order of their beginnings, its functions and loops, and what could not be understood. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly functions: readonly ShellFunction[];
  readonly loops: readonly ShellLoop[];
  readonly problems: readonly SyntaxProblem[];
}

/** A command without the words that only say how to run it: `sudo -E env X=y curl …` is `curl …`. */
export function effectiveWords({ words }: ShellCommand): readonly ShellWord[] {
  return words.slice(programIndex(words.map(({ text }) => text)));
}

/** Index of the program among the words of a command: past those that only say how to run it. */
export function programIndex(words: readonly string[]): number {
  let at = 0;
  while (at < words.length) {
    const text = words[at] ?? '';
    const prefix = prefixes.get(baseName(text)) ?? (isOptional(text, words[at + 1]) ? bare : undefined);
    if (!prefix) break;
    const verb = prefix.verb === undefined ? 0 : 1;
    if (verb > 0 && words[at + 1] !== prefix.verb) break;
    const next = afterPrefix(words, at + 1 + verb, prefix);
    if (next >= words.length) break;
    at = next;
  }
  return at;
}

/** `$SUDO apt-get`, `"${SUDO[@]}" apt-get`: what is in the variable, if anything, runs the program that follows. */
function isOptional(text: string, next: string | undefined): boolean {
  return next !== undefined && !next.startsWith('-') && wholeVariable.test(text);
}

const wholeVariable = /^\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?:\[[@*]\])?(?:(?::?[-+])[^{}]*)?\})$/;

/** The program that a command runs, without its folder: `/usr/bin/pip3` is `pip3`; `''` for an assignment alone. */
export function programName(command: ShellCommand): string {
  return baseName(effectiveWords(command)[0]?.text ?? '');
}

/** Fills in the variables of a word; `placeOf` maps the script's offsets to those of the text that holds it. */
export function resolveWord(
  script: string,
  word: ShellWord,
  lookup: VariableLookup,
  placeOf: (span: Span) => Span = (span) => span,
): ResolvedText {
  return resolveParts(word.parts, { text: script, placeOf }, lookup);
}

interface Prefix {
  /** What makes the program one that runs another: `docker exec`. */
  readonly verb?: string;
  /** Options that take the next word: `sudo -u root`. */
  readonly takesValue: ReadonlySet<string>;
  /** Words before the command that are not options: `timeout 5`. */
  readonly operands: number;
}

const prefixes: ReadonlyMap<string, Prefix> = new Map<string, Prefix>([
  [
    'sudo',
    { takesValue: new Set(['-u', '-g', '-h', '-p', '-C', '-T', '--user', '--group', '--host']), operands: 0 },
  ],
  ...['docker', 'podman', 'nerdctl', 'docker-compose'].map(
    (name) =>
      [
        name,
        {
          verb: 'exec',
          takesValue: new Set(['-e', '--env', '--env-file', '-u', '--user', '-w', '--workdir']),
          operands: 1,
        },
      ] as const,
  ),
  // Installers of Ubuntu and Debian: https://curtin.readthedocs.io, in-target of a preseed.
  ['curtin', { verb: 'in-target', takesValue: new Set(['-t']), operands: 0 }],
  ['in-target', { takesValue: new Set(), operands: 0 }],
  ['arch-chroot', { takesValue: new Set(['-u']), operands: 1 }],
  ['chroot', { takesValue: new Set(), operands: 1 }],
  ['doas', { takesValue: new Set(['-u', '-C']), operands: 0 }],
  ['env', { takesValue: new Set(['-u', '-C', '-S', '--unset', '--chdir']), operands: 0 }],
  ['time', { takesValue: new Set(['-f', '-o']), operands: 0 }],
  ['nohup', { takesValue: new Set(), operands: 0 }],
  ['nice', { takesValue: new Set(['-n', '--adjustment']), operands: 0 }],
  ['ionice', { takesValue: new Set(['-c', '-n']), operands: 0 }],
  ['stdbuf', { takesValue: new Set(['-i', '-o', '-e']), operands: 0 }],
  ['exec', { takesValue: new Set(['-a']), operands: 0 }],
  ['command', { takesValue: new Set(), operands: 0 }],
  ['builtin', { takesValue: new Set(), operands: 0 }],
  ['eatmydata', { takesValue: new Set(), operands: 0 }],
  ['timeout', { takesValue: new Set(['-k', '-s', '--kill-after', '--signal']), operands: 1 }],
]);

const bare: Prefix = { takesValue: new Set(), operands: 0 };
const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;

function afterPrefix(words: readonly string[], from: number, { takesValue, operands }: Prefix): number {
  let at = from;
  let left = operands;
  while (at < words.length) {
    const text = words[at] ?? '';
    if (text === '--') return at + 1 + left;
    if (takesValue.has(text)) at += 2;
    else if (text.startsWith('-') || assignment.test(text)) at += 1;
    else if (left > 0) {
      left -= 1;
      at += 1;
    } else break;
  }
  return at;
}

function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}
