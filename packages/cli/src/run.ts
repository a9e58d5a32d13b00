import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { addBaseline, addCheck, addConvert, addDiff } from './add-comparing.ts';
import { addPin } from './add-pin.ts';
import { addPolicy } from './add-policy.ts';
import { exitCodes } from './exit-code.ts';
import { collect, colorOption, failOnOption, list, withScanning } from './options.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** Parses the command line, runs the command, and turns every way it can end into an exit code. */
export async function run(args: readonly string[], process: Surroundings): Promise<number> {
  let code: number = exitCodes.clean;
  const program = commands(process, (answer) => {
    code = answer;
  });
  try {
    await program.parseAsync(withDefaultCommand(args, program), { from: 'user' });
    return code;
  } catch (error) {
    return explainFailure(error, process);
  }
}

function commands(process: Surroundings, done: (code: number) => void): Command {
  const program = new Command('fineprint')
    .description(
      'Names every piece of third-party code in an infrastructure repository, its licence and its pin.',
    )
    .version(`fineprint ${version}`, '-V, --version')
    .configureOutput({
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
    })
    .exitOverride()
    .showSuggestionAfterError()
    .enablePositionalOptions();
  addScan(program, process, done);
  addExplain(program, process, done);
  addLicenses(program, process, done);
  addNotice(program, process, done);
  addDiff(program, process, done);
  addCheck(program, process, done);
  addBaseline(program, process, done);
  addConvert(program, process, done);
  addPolicy(program, process, done);
  addPin(program, process, done);
  return program;
}

/** Takes the exit code of a command. */
type Done = (code: number) => void;

function addScan(program: Command, process: Surroundings, done: Done): void {
  const scan = program
    .command('scan', { isDefault: true })
    .description('scan a directory, a file or a git URL, evaluate the policy, print a report')
    .argument('[path]', 'directory, file, or git+https://HOST/OWNER/REPOSITORY@REF (with --online)', '.');
  withScanning(scan)
    .option(
      '-o, --output <format[=file]>',
      'format, and the file it goes to; repeatable (default: text)',
      collect,
    )
    .addOption(failOnOption())
    .option(
      '--baseline <file>',
      'what "baseline write" made, or an earlier report: only findings that it does not have fail',
    )
    .option(
      '--since <ref>',
      'git ref: only what is new since the commit that it and HEAD have in common fails; the policy of that commit judges',
    )
    .option(
      '--jobs <number>',
      'threads that read files; this version reads with one, whatever is given',
      positive,
    )
    .option('--strict', 'fail when the scan is incomplete or recognises nothing')
    .option('--show-waived', 'show waived findings too')
    .option('--explain-coverage', 'list what was not read, not claimed or not resolved, and why')
    .addOption(colorOption())
    .action(async (path: string, options) =>
      done(await (await import('./scan-command.ts')).scanCommand(path, options, process)),
    );
}

function addExplain(program: Command, process: Surroundings, done: Done): void {
  program
    .command('explain')
    .description('explain a rule, a component of a repository, or a licence')
    .argument('<subject>', 'rule id, key or name of a component, SPDX expression, or class of licences')
    .argument('[path]', 'repository that holds the component (default: the directory where one is)')
    .option('--text', 'print the full text of the licence too')
    .addOption(colorOption())
    .action(async (subject: string, path: string | undefined, options) =>
      done(await (await import('./explain-command.ts')).explainCommand(subject, path, options, process)),
    );
}

function addLicenses(program: Command, process: Surroundings, done: Done): void {
  const licenses = program
    .command('licenses')
    .description('show the licences of everything that a repository names')
    .argument('[path]', 'directory or file', '.');
  withScanning(licenses)
    .addOption(
      new Option('--by <what>', 'what a row is')
        .choices(['class', 'component', 'place', 'obligation'])
        .default('class'),
    )
    .option(
      '-o, --output <format[=file]>',
      'text, json, csv or markdown, and the file it goes to; repeatable (default: text)',
      collect,
    )
    .addOption(colorOption())
    .action(async (path: string, options) =>
      done(await (await import('./licenses-command.ts')).licensesCommand(path, options, process)),
    );
}

function addNotice(program: Command, process: Surroundings, done: Done): void {
  const notice = program
    .command('notice')
    .description('write the attribution document, with the full licence texts')
    .argument('[path]', 'directory or file', '.');
  withScanning(notice)
    .option(
      '--usage <usages>',
      'usages whose components it names, separated by commas, or all (default: distributed,deployed)',
      list,
    )
    .option('-o, --output <file>', 'file it goes to (default: standard output)')
    .action(async (path: string, options) =>
      done(await (await import('./notice-command.ts')).noticeCommand(path, options, process)),
    );
}

/** `fineprint --policy x .` is `fineprint scan --policy x .`; help and version stay the program's own. */
function withDefaultCommand(args: readonly string[], program: Command): string[] {
  const [first] = args;
  const own = [
    '-h',
    '--help',
    '-V',
    '--version',
    'help',
    ...program.commands.map((command) => command.name()),
  ];
  return first !== undefined && own.includes(first) ? [...args] : ['scan', ...args];
}

function explainFailure(error: unknown, { stderr }: Surroundings): number {
  // Commander has printed its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.clean : exitCodes.usage;
  if (
    error instanceof Error &&
    (error instanceof UsageError || error.name === 'PolicyError' || error.name === 'ReportError')
  ) {
    stderr.write(`${error.message}\n`);
    return exitCodes.usage;
  }
  const story = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(
    `This is a defect of Fineprint ${version}, not of what it scanned. Please report it with these lines:\n${story}\n`,
  );
  return exitCodes.defect;
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It is no number of at least 1.');
  return number;
}
