import { type MappedText, sourceSpan } from '../mapped-text.ts';
import type { Span, SyntaxProblem } from '../span.ts';

/** A word of an instruction; spans are offsets in the Dockerfile. */
export interface DockerWord extends Span {
  /** Quotes, escapes and variables as written; joined lines are joined. */
  readonly text: string;
  /** Where the word begins in the instruction's `line`. */
  readonly at: number;
  /** False where a line was joined inside the word, so that the bytes at its span are not its text. */
  readonly verbatim: boolean;
}

/** `--name=value` after an instruction's keyword; a flag without a value is a switch. */
export interface DockerFlag extends Span {
  /** In lower case, without the dashes. */
  readonly name: string;
  readonly value: DockerWord | null;
}

/** A here-document of RUN, COPY or ADD; `body` covers its lines without the one that ends it. */
export interface DockerHeredoc extends Span {
  readonly delimiter: string;
  readonly isQuoted: boolean;
  readonly stripsTabs: boolean;
  readonly body: Span;
}

/** A string of the JSON form, `CMD ["a", "b"]`. */
export interface ExecWord extends Span {
  readonly text: string;
  readonly verbatim: boolean;
}

/** An instruction, with its continuation lines and here-documents. */
export interface DockerInstruction extends Span {
  /** In upper case; not always one that Docker knows. */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** The whole instruction on one line, as Docker joins it. */
  readonly line: MappedText;
  /** What follows keyword and flags, a shell's command line for RUN. */
  readonly argument: MappedText;
  readonly flags: readonly DockerFlag[];
  readonly words: readonly DockerWord[];
  /** The strings of the JSON form; `null` in the shell form. */
  readonly exec: readonly ExecWord[] | null;
  readonly heredocs: readonly DockerHeredoc[];
  /** What ONBUILD delays. */
  readonly onbuild: DockerInstruction | null;
  /** Index of the stage that it belongs to (FROM itself too); `null` before the first FROM. */
  readonly stage: number | null;
  /** Place among all instructions of the file. */
  readonly order: number;
}

/** `# name=value` at the very top of the file. */
export interface DockerDirective extends Span {
  readonly name: string;
  readonly value: string;
  readonly valueSpan: Span;
}

/** What FROM begins. */
export interface DockerStage {
  readonly index: number;
  /** In lower case, as Docker compares it. */
  readonly name: string | null;
  readonly nameSpan: Span | null;
  readonly from: DockerInstruction;
  /** The word that names the image or stage; `null` where FROM has none. */
  readonly base: DockerWord | null;
  readonly platform: DockerWord | null;
}

/** A Dockerfile taken apart. */
export interface Dockerfile {
  readonly text: string;
  readonly directives: readonly DockerDirective[];
  readonly escape: '\\' | '`';
  readonly instructions: readonly DockerInstruction[];
  readonly stages: readonly DockerStage[];
  readonly problems: readonly SyntaxProblem[];
}

/** The flags of one name, in order: `flagsOf(instruction, 'mount')`. */
export function flagsOf(instruction: DockerInstruction, name: string): readonly DockerFlag[] {
  return instruction.flags.filter((flag) => flag.name === name);
}

/** An option of a flag such as `--mount=type=bind,from=image`. */
export interface FlagOption {
  readonly name: string;
  readonly value: DockerWord | null;
}

/** Takes apart the comma-separated options of a flag. */
export function flagOptions(instruction: DockerInstruction, flag: DockerFlag): readonly FlagOption[] {
  if (!flag.value) return [];
  const options: FlagOption[] = [];
  for (const match of flag.value.text.matchAll(option)) {
    if (match[0] === '') continue;
    const equals = match[0].indexOf('=');
    const name = (equals < 0 ? match[0] : match[0].slice(0, equals)).trim().replace(/^"/, '').toLowerCase();
    const from = flag.value.at + match.index + equals + 1;
    const isQuoted = match[0].startsWith('"') && match[0].endsWith('"');
    const to = flag.value.at + match.index + match[0].length - (isQuoted ? 1 : 0);
    options.push({ name, value: equals < 0 ? null : dockerWord(instruction.line, from, to) });
  }
  return options;
}

const option = /(?:"[^"]*"|[^,"])+/g;

/** Makes a word of a range of an instruction's line. */
export function dockerWord(line: MappedText, at: number, end: number): DockerWord {
  const span = sourceSpan(line, { start: at, end });
  return { text: line.text.slice(at, end), at, verbatim: span.end - span.start === end - at, ...span };
}
