import type { Command } from 'commander';
import { collect, colorOption, failOnOption, withScanning } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Takes the exit code of a command. */
type Done = (code: number) => void;

/** Adds `diff` to the program. */
export function addDiff(program: Command, process: Surroundings, done: Done): void {
  program
    .command('diff')
    .description(
      'show what changed between two scans: components, licences, pins and findings. A and B are reports (json-1), CycloneDX or SPDX documents in JSON, or directories and git refs, which are scanned now; a path goes before a ref of the same name',
    )
    .argument('<A>', 'the earlier report, SBOM, directory or git ref; - is a document on standard input')
    .argument('<B>', 'the later report, SBOM, directory or git ref; - is a document on standard input')
    .option(
      '--repository <path>',
      'directory whose commits the refs name (default: the directory that is compared with, else the current one)',
    )
    .option(
      '--policy <file or name>',
      'policy in place of what the directories and commits say; repeatable, later wins',
      collect,
    )
    .option(
      '-o, --output <format[=file]>',
      'text, json or markdown, and the file it goes to; repeatable (default: text)',
      collect,
    )
    .option('--no-cache', 'neither read nor write the cache of earlier scans')
    .option('--quiet', 'print no remarks besides the comparison')
    .addOption(colorOption())
    .action(async (before: string, after: string, options) =>
      done(await (await import('./diff-command.ts')).diffCommand([before, after], options, process)),
    );
}

/** Adds `check` to the program. */
export function addCheck(program: Command, process: Surroundings, done: Done): void {
  program
    .command('check')
    .description(
      'evaluate the policy on stored documents: reports (json-1), and CycloneDX or SPDX documents in JSON, whoever made them',
    )
    .argument('<sbom...>', 'report or SBOM; - is standard input')
    .option(
      '--policy <file or name>',
      'policy that judges (default: fineprint.yaml of this directory, else the default one); repeatable, later wins',
      collect,
    )
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
    .option('--changes', 'show what the policy changes of the findings that the report was stored with')
    .option('--online', 'allow look-ups of licences at the hosts that references name')
    .option('--strict', 'fail when the document is incomplete or names nothing')
    .option('--show-waived', 'show waived findings too')
    .option('--quiet', 'print no remarks besides the report')
    .addOption(colorOption())
    .action(async (paths: readonly string[], options) =>
      done(await (await import('./check-command.ts')).checkCommand(paths, options, process)),
    );
}

/** Adds `baseline write` to the program. */
export function addBaseline(program: Command, process: Surroundings, done: Done): void {
  const baseline = program
    .command('baseline')
    .description('record what is known, so that only what is new fails');
  const write = baseline
    .command('write')
    .description("record today's findings and components of a repository")
    .argument('[path]', 'directory or file', '.');
  withScanning(write)
    .option('-o, --output <file>', 'file it goes to (default: fineprint-baseline.json in the directory)')
    .action(async (path: string, options) =>
      done(await (await import('./baseline-command.ts')).baselineCommand(path, options, process)),
    );
}

/** Adds `convert` to the program. */
export function addConvert(program: Command, process: Surroundings, done: Done): void {
  program
    .command('convert')
    .description('render a stored report (json-1) in other formats, as its scan would have')
    .argument('<report>', 'report; - is standard input')
    .option(
      '-o, --output <format[=file]>',
      'format, and the file it goes to; repeatable (default: text)',
      collect,
    )
    .option('--show-waived', 'show waived findings too')
    .addOption(colorOption())
    .action(async (path: string, options) =>
      done(await (await import('./convert-command.ts')).convertCommand(path, options, process)),
    );
}
