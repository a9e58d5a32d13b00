import { fold, hang, type Paint, paint } from '@fineprint/report';
import { type Argument, type Command, Help, type Option } from 'commander';
import { allowedIn } from './allowed.ts';
import { usesColor } from './color.ts';
import { fullName, subcommandsOf } from './command-names.ts';
import { environment } from './environment.ts';
import { examplesOf } from './examples.ts';
import { exitCodeMeanings } from './exit-code.ts';
import { notesOf } from './notes.ts';
import { type Surroundings, widthOf } from './surroundings.ts';

/** Lets a program print its help in this form, as wide as the terminal; the words that options allow are gathered first. */
export async function useHelp(program: Command, process: Surroundings): Promise<void> {
  const words = await wordsOf(program);
  const width = Math.min(widthOf(process), widest);
  const ink = paint(usesColor('auto', process.stdout, process.env));
  const page = { words, width, ink };
  for (const command of [program, ...subcommandsOf(program)])
    command.createHelp = () => Object.assign(new Help(), { formatHelp: () => helpText(command, page) });
}

/** The words that options and arguments of all commands allow. */
async function wordsOf(program: Command): Promise<Words> {
  const all = [program, ...subcommandsOf(program)].flatMap((command) => [
    ...command.options,
    ...command.registeredArguments,
  ]);
  return new Map(
    await Promise.all(all.map(async (of) => [of, (await allowedIn(of).words?.()) ?? []] as const)),
  );
}

type Words = ReadonlyMap<Option | Argument, readonly string[]>;

interface Page {
  readonly words: Words;
  readonly width: number;
  readonly ink: Paint;
}

// Longer lines are hard to read; what is piped is folded like this too.
const widest = 100;

/** Entries of a section: what is written, and what it means. */
type Entries = readonly (readonly [term: string, meaning: string])[];

type Section = readonly [head: string, entries: Entries];

/** The help of a command, as it is printed. */
function helpText(command: Command, page: Page): string {
  const isProgram = command.parent === null;
  const args = command.registeredArguments.map((one) => [one.name(), meaningOf(one, page)] as const);
  return [
    usageText(command, page),
    fold(command.description(), page.width, ''),
    ...aligned(commandSections(command), page),
    ...aligned([['Arguments', args], ...optionSections(command, page)], page),
    ...(isProgram ? generalSections.flatMap((one) => aligned([one], page)) : []),
    ...notesOf(command).map((paragraph) => fold(paragraph, page.width, '')),
    exampleText(command, page),
    isProgram ? '' : page.ink.dim(fold(furtherHelp, page.width, '')),
  ]
    .filter((text) => text !== '')
    .join('\n\n')
    .concat('\n');
}

const furtherHelp = '"fineprint --help" has the exit codes and the environment variables.';

const generalSections: readonly Section[] = [
  ['Exit codes', exitCodeMeanings.map(({ code, means }) => [String(code), means])],
  ['Environment', environment.map(({ names, says }) => [names.join(', '), says])],
];

function usageText(command: Command, { ink, width }: Page): string {
  const isGroup = command.commands.length > 0;
  const args = command.registeredArguments.map(writtenAs);
  const rest = isGroup ? ['[command]'] : args;
  return fold(`${ink.bold(fullName(command))} ${[...rest, '[options]'].join(' ')}`, width, '    ');
}

function writtenAs(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function commandSections(command: Command): readonly Section[] {
  const groups = Map.groupBy(command.commands, (each) => each.helpGroup() || 'Commands');
  return [...groups].map(([head, commands]) => [
    head,
    commands.map((each) => [each.name(), each.summary()] as const),
  ]);
}

function optionSections(command: Command, page: Page): readonly Section[] {
  const shown = command.createHelp().visibleOptions(command);
  const own = command.parent === null ? shown : shown.filter(({ long }) => long !== '--help');
  const groups = Map.groupBy(own, ({ helpGroupHeading }) => helpGroupHeading ?? 'Options');
  return [...groups].map(([head, options]) => [
    head,
    options
      .toSorted(shortFirst)
      .map(
        (option) => [option.short ? option.flags : `    ${option.flags}`, meaningOf(option, page)] as const,
      ),
  ]);
}

/** A description, and below it what is allowed; with what holds where nothing is said. */
function meaningOf(of: Option | Argument, { words }: Page): string {
  const allowed = words.get(of) ?? [];
  const { isList = false, path } = allowedIn(of);
  const start = isList ? 'any of' : path === 'itself' ? 'a file, or one of' : 'one of';
  const listed = allowed.length > 0 ? `\n${start} ${allowed.join(', ')}` : '';
  const initial = typeof of.defaultValue === 'string' ? ` (default: ${of.defaultValue})` : '';
  return `${of.description}${listed}${initial}`;
}

/** Options that are written most have a letter, and stand first. */
function shortFirst(a: Option, b: Option): number {
  return Number(b.short !== undefined) - Number(a.short !== undefined);
}

/** Sections whose meanings stand in one column; on a narrow terminal, below what they are of. */
function aligned(sections: readonly Section[], { ink, width }: Page): readonly string[] {
  const shown = sections.filter(([, entries]) => entries.length > 0);
  const longest = Math.max(...shown.flatMap(([, entries]) => entries.map(([term]) => term.length)));
  const beside = Math.min(longest, 34) + 4;
  const isNarrow = width - beside < 24;
  const column = isNarrow ? 6 : beside;
  return shown.map(([head, entries]) => {
    const lines = entries.map(([term, meaning]) => {
      const name = isNarrow ? hang(term.trimStart(), width, 2) : term;
      const isBelow = isNarrow || term.length + 4 > column;
      const gap = isBelow ? `\n${' '.repeat(column)}` : ' '.repeat(column - 2 - term.length);
      const told = meaning.split('\n').map((line) => hang(line, width, column));
      return `  ${ink.cyan(name)}${gap}${told.join(`\n${' '.repeat(column)}`)}`;
    });
    return `${ink.bold(head)}\n${lines.join('\n')}`;
  });
}

function exampleText(command: Command, { ink, width }: Page): string {
  const examples = examplesOf(command);
  if (examples.length === 0) return '';
  const lines = examples.map(
    ({ line, says }) => `  ${`fineprint ${line}`.trimEnd()}\n      ${ink.dim(hang(says, width, 6))}`,
  );
  return `${ink.bold('Examples')}\n${lines.join('\n')}`;
}
