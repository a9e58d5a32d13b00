import { Command, CommanderError } from 'commander';
import { addBaseline, addCheck, addConvert, addDiff } from './add-comparing.ts';
import { addCompletion, addDoctor } from './add-installation.ts';
import { addPin } from './add-pin.ts';
import { addInit, addPolicy } from './add-policy.ts';
import { addExplain, addLicenses, addNotice, addScan } from './add-scanning.ts';
import { addBackup, addServe, addUpload, addWorker } from './add-serving.ts';
import { commandFirst } from './command-first.ts';
import { fullName, subcommandsOf } from './command-names.ts';
import { withExamples } from './examples.ts';
import { exitCodes } from './exit-code.ts';
import type { Done, Surroundings } from './surroundings.ts';
import { inSystemWords, isRefusal } from './system-error.ts';
import { version } from './version.ts';

/** Parses the command line, runs the command, and turns every way it can end into an exit code. */
export async function run(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const process = surroundings.stderr.isTTY
    ? (await import('./folded-remarks.ts')).withFoldedRemarks(surroundings)
    : surroundings;
  let code: number = exitCodes.clean;
  const program = commandTree(process, (answer) => {
    code = answer;
  });
  try {
    const asked = commandFirst(args, program);
    if (mayShowHelp(asked, program)) await (await import('./help.ts')).useHelp(program, process);
    await program.parseAsync(asked, { from: 'user' });
    return code;
  } catch (error) {
    return await explainFailure(error, process);
  }
}

/** Every command with its options and examples: what is parsed, and what help, completion and the manual page are made of. */
export function commandTree(process: Surroundings, done: Done): Command {
  const program = new Command('fineprint')
    .description(
      'Names every piece of third-party code in an infrastructure repository, its licence and its pin.',
    )
    .version(`fineprint ${version}`, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
      outputError: (text, write) => write(inOurWords(text)),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions();
  withExamples(
    program,
    ['', 'scan the directory where one is'],
    ['scan deploy --fail-on warning', 'scan another, and fail by warnings too'],
    ['init --stdout', 'propose a policy for it'],
    ['help scan', 'all that a scan can be told'],
  );
  addCommands(program, process, done);
  for (const command of subcommandsOf(program))
    command.showHelpAfterError(`"${fullName(command)} --help" says what it takes.`);
  return program;
}

/** Adds the commands under the headings that help shows them under. */
function addCommands(program: Command, process: Surroundings, done: Done): void {
  program.commandsGroup('Look at a repository');
  addScan(program, process, done);
  addExplain(program, process, done);
  addLicenses(program, process, done);
  addNotice(program, process, done);
  program.commandsGroup('Say what is allowed');
  addInit(program, process, done);
  addPolicy(program, process, done);
  addBaseline(program, process, done);
  program.commandsGroup('Look at what is stored');
  addDiff(program, process, done);
  addCheck(program, process, done);
  addConvert(program, process, done);
  program.commandsGroup('Mend what is found');
  addPin(program, process, done);
  program.commandsGroup('Decide together');
  addServe(program, process, done);
  addUpload(program, process, done);
  addWorker(program, process, done);
  addBackup(program, process, done);
  program.commandsGroup('This installation');
  addCompletion(program, process, done);
  addDoctor(program, process, done);
}

/** Whether help is asked for, or is what a command without its subcommand answers. */
function mayShowHelp(args: readonly string[], program: Command): boolean {
  const [first, ...more] = args;
  const isGroup = program.commands.some((command) => command.name() === first && command.commands.length > 0);
  return (isGroup && more.length === 0) || args.some((arg) => arg === '-h' || arg === '--help');
}

/** Commander's messages as sentences: "error: unknown option '--onlin'" and "(Did you mean --online?)". */
function inOurWords(text: string): string {
  const sentence = text
    .trimEnd()
    .replace(/^error: /, '')
    .replace(
      /^command-argument value '(.*)' is invalid for argument '(.*)'\./,
      '"$1" is no $2 that there is.',
    )
    .replace(/\n\((Did you mean .*)\)$/, '. $1');
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${/[.?]$/.test(sentence) ? '' : '.'}\n`;
}

// By their names: the server is a package of its own, whose classes are not those of a built command line.
const usageErrors: ReadonlySet<string> = new Set(['UsageError', 'PolicyError', 'ReportError']);

async function explainFailure(error: unknown, { stderr }: Surroundings): Promise<number> {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (error instanceof Error && usageErrors.has(error.name)) {
    stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
  if (isRefusal(error)) {
    const { printable } = await import('@fineprint/core');
    const what =
      error.path === undefined
        ? `The system refuses to ${error.syscall}`
        : `"${printable(error.path)}" cannot be used`;
    stderr.write(`${what}: ${inSystemWords(error)}.\n`);
    return exitCodes.usage;
  }
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(
    `This is a defect of Fineprint ${version}, not of what it scanned. Please report it with these lines:\n${story}\n`,
  );
  return exitCodes.defect;
}
