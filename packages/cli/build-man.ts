import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fold } from '@fineprint/report';
import { allowedIn } from './src/allowed.ts';
import { fullName, subcommandsOf } from './src/command-names.ts';
import { environment } from './src/environment.ts';
import { examplesOf } from './src/examples.ts';
import { exitCodeMeanings } from './src/exit-code.ts';
import { notesOf } from './src/notes.ts';
import { commandTree } from './src/run.ts';
import { version, versionDate } from './src/version.ts';

const silent = { write: () => true };
const program = commandTree({ env: {}, stdout: silent, stderr: silent }, () => undefined);
type Command = typeof program;
type Option = Command['options'][number];
type Argument = Command['registeredArguments'][number];

/** The manual page of the program, made from its command tree; mdoc(7). */
export async function manualPage(): Promise<string> {
  const commands = subcommandsOf(program).filter(({ commands: below }) => below.length === 0);
  const date = new Date(versionDate).toLocaleDateString('en-US', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
  const lines = [
    '.\\" Made from the command tree by "npm run docs".',
    `.Dd ${date}`,
    '.Dt FINEPRINT 1',
    `.Os fineprint ${version}`,
    '.Sh NAME',
    '.Nm fineprint',
    '.Nd licences and pins of the third-party code that infrastructure code names',
    '.Sh SYNOPSIS',
    '.Nm fineprint',
    '.Op Ar command',
    '.Op Ar options',
    '.Sh DESCRIPTION',
    ...text(program.description()).slice(1),
    ...text(
      'Where no command is named, it scans. Nothing that is scanned is run, and no socket is opened without the option --online. Standard output carries only what was asked for, and everything else goes to standard error.',
    ),
    '.Sh COMMANDS',
    ...(await Promise.all(commands.map(commandLines))).flat(),
    ...environmentLines(),
    ...fileLines(),
    '.Sh EXIT STATUS',
    ...list(exitCodeMeanings.map(({ code, means }) => [String(code), sentence(means)])),
    '.Sh EXAMPLES',
    ...examplesOf(program).flatMap(exampleLines).slice(1),
  ];
  return `${lines.join('\n')}\n`;
}

async function commandLines(command: Command): Promise<readonly string[]> {
  const args = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? ' ...' : ''}`;
    return argument.required ? `Ar ${name}` : `Op Ar ${name}`;
  });
  const entries = [...command.registeredArguments.map(argumentTerm), ...command.options.map(optionTerm)];
  const described = [...command.registeredArguments, ...command.options].map(meaning);
  const meanings = await Promise.all(described);
  return [
    `.Ss ${fullName(command)}`,
    `.Nm ${fullName(command)}`,
    ...args.map((arg) => `.${arg}`),
    '.Op Ar options',
    '.Pp',
    ...text(command.description()).slice(1),
    ...(entries.length === 0 ? [] : list(entries.map((term, index) => [term, meanings[index] ?? '']))),
    ...notesOf(command).flatMap(text),
    ...examplesOf(command).flatMap(exampleLines),
  ];
}

function argumentTerm(argument: Argument): string {
  return `Ar ${argument.name()}`;
}

function optionTerm({ short, long, flags }: Option): string {
  const value = /[<[](?<name>.*)[\]>]$/.exec(flags)?.groups?.name;
  const names = [short, long].flatMap((flag) => (flag ? [`Fl ${flag.slice(1)}`] : []));
  return `${names.join(' , ')}${value === undefined ? '' : ` Ar ${value}`}`;
}

/** What is allowed fills a page for some: the help of the command lists it. */
const mostWords = 40;

async function meaning(of: Option | Argument): Promise<string> {
  const words = (await allowedIn(of).words?.()) ?? [];
  const listed =
    words.length > mostWords
      ? '"fineprint help COMMAND" lists them.'
      : `Allowed: ${words.map((word) => unbroken + word).join(', ')}.`;
  const initial = typeof of.defaultValue === 'string' ? `Default: ${quoted(of.defaultValue)}.` : '';
  return [sentence(of.description), words.length === 0 ? '' : listed, initial]
    .filter((part) => part !== '')
    .join(' ');
}

// Stands before a word that is not hyphenated, until it is written as "\\%".
const unbroken = '\u2060';

function quoted(value: string): string {
  return /^\w+$/.test(value) ? value : `"${value}"`;
}

function environmentLines(): readonly string[] {
  const entries = environment.map(
    ({ names, says }) => [names.map((name) => `Ev ${name}`).join(' , '), sentence(says)] as const,
  );
  return ['.Sh ENVIRONMENT', ...list(entries)];
}

function fileLines(): readonly string[] {
  return [
    '.Sh FILES',
    ...list([
      ['Pa fineprint.yaml', 'The policy of the repository whose root it lies in.'],
      ['Pa fineprint-baseline.json', 'What "baseline write" records.'],
      ['Pa fineprint.lock', 'What "pin --lock" keeps, and a scan compares.'],
      [
        'Pa ~/.config/fineprint/settings.yaml',
        'What the user says of mirrors, proxies, private authorities and hosts.',
      ],
      ['Pa ~/.cache/fineprint', 'What was read and looked up before. It can be deleted.'],
    ]),
  ];
}

function exampleLines({ line, says }: { readonly line: string; readonly says: string }): readonly string[] {
  return [...text(sentence(says)), `.Dl $ ${escaped(`fineprint ${line}`.trimEnd())}`];
}

function list(entries: readonly (readonly [term: string, meaning: string])[]): readonly string[] {
  return [
    '.Bl -tag -width Ds',
    ...entries.flatMap(([term, says]) => [`.It ${term}`, ...text(says).slice(1)]),
    '.El',
  ];
}

/** A paragraph, each sentence on lines of its own. */
function text(paragraph: string): readonly string[] {
  const sentences = paragraph.split(/(?<=[\w)"\]]\.) (?=[A-Z"])/);
  const lines = sentences.flatMap((one) => fold(escaped(one), 76, '').split('\n'));
  return ['.Pp', ...lines.map((line) => line.replace(/^[.']/, '\\&$&'))];
}

function sentence(words: string): string {
  const whole = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return whole.endsWith('.') ? whole : `${whole}.`;
}

/** A hyphen stays one, so that words can be copied, and no line ends at it; a period by itself is a path. */
function escaped(words: string): string {
  return words
    .replaceAll('\\', '\\e')
    .replaceAll('…', '...')
    .replaceAll('-', '\\-')
    .replaceAll(unbroken, '\\%')
    .replaceAll(/(?<= )\.(?= |$)/g, '\\&.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(join(import.meta.dirname, 'man/fineprint.1'), await manualPage());
}
