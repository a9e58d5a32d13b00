import { type Argument, type Command, createArgument, Option } from 'commander';
import { allowing, choosing } from './allowed.ts';

/** The headings that options stand under, in this order. */
export const groups = {
  scanning: 'Scanning',
  judging: 'Judging',
  pinning: 'Pinning',
  printing: 'Printing',
} as const;

/** The option that says whether what is printed is coloured. */
export function colorOption(): Option {
  return choosing(new Option('--color <when>', 'colour what is printed'), ['auto', 'always', 'never'])
    .default('auto')
    .helpGroup(groups.printing);
}

/** Gathers the values of an option that may be given more than once. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** An argument that names a file or directory. */
export function pathArgument(written: string, description: string): Argument {
  return allowing(createArgument(written, description), { path: 'itself' });
}

/** Adds the options of every command that scans. */
export function withScanning(command: Command, only = 'run only these extractors'): Command {
  return command
    .addOption(
      policyOption(
        'policy in place of what the repository says about itself, its waivers included; repeatable, later wins',
      ),
    )
    .addOption(onlineOption('allow look-ups at the hosts that references name'))
    .addOption(
      allowing(new Option('--only <extractors>', `${only}, separated by commas`), {
        words: async () => (await import('@fineprint/extractors')).extractors.map(({ id }) => id),
        isList: true,
      })
        .argParser(list)
        .helpGroup(groups.scanning),
    )
    .addOption(
      new Option('--exclude <glob>', 'leave out paths; repeatable')
        .argParser(collect)
        .helpGroup(groups.scanning),
    )
    .addOption(cacheOption())
    .addOption(quietOption('print no remarks besides the report'));
}

/** The option that names policies. */
export function policyOption(description: string): Option {
  return allowing(new Option('--policy <file or name>', description), {
    words: async () => (await import('./policies.ts')).policyNames,
    path: 'itself',
  })
    .argParser(collect)
    .helpGroup(groups.judging);
}

/** The option that allows sockets. */
export function onlineOption(description: string): Option {
  return new Option('--online', description).helpGroup(groups.scanning);
}

/** The option that does without the cache of earlier scans. */
export function cacheOption(): Option {
  return new Option('--no-cache', 'neither read nor write the cache of earlier scans').helpGroup(
    groups.scanning,
  );
}

/** The option that keeps remarks from standard error. */
export function quietOption(description: string): Option {
  return new Option('--quiet', description).helpGroup(groups.printing);
}

/** The option that shows waived findings. */
export function showWaivedOption(): Option {
  return new Option('--show-waived', 'show waived findings too').helpGroup(groups.printing);
}

/** The option that lists what a scan could not see. */
export function explainCoverageOption(): Option {
  return new Option(
    '--explain-coverage',
    'list what was not read, not claimed or not resolved, and why',
  ).helpGroup(groups.printing);
}

/** The option that names formats and the files that they go to. */
export function outputOption(words: () => Promise<readonly string[]>): Option {
  return allowing(
    new Option('-o, --output <format[=file]>', 'format, and the file it goes to; repeatable (default: text)'),
    { words, path: 'after word=' },
  )
    .argParser(collect)
    .helpGroup(groups.printing);
}

/** The option that names the one file that is written. */
export function outputFileOption(description: string): Option {
  return fileOption('-o, --output <file>', description).helpGroup(groups.printing);
}

/** An option that names a file. */
export function fileOption(flags: string, description: string): Option {
  return allowing(new Option(flags, description), { path: 'itself' });
}

/** The formats of a report. */
export async function reportWords(): Promise<readonly string[]> {
  return (await import('./output.ts')).reportFormats;
}

/** The formats of a comparison. */
export async function diffWords(): Promise<readonly string[]> {
  return Object.keys((await import('@fineprint/report')).diffFormats);
}

/** The option that says from which level on findings fail. */
export function failOnOption(): Option {
  return choosing(new Option('--fail-on <level>', 'least level that fails'), [
    'error',
    'warning',
    'note',
    'none',
  ])
    .default('error')
    .helpGroup(groups.judging);
}

/** The option that names what findings are measured by. */
export function baselineOption(): Option {
  return fileOption(
    '--baseline <file>',
    'what "baseline write" made, or an earlier report: only findings that it does not have fail',
  ).helpGroup(groups.judging);
}

/** The option that fails what is incomplete or empty. */
export function strictOption(description: string): Option {
  return new Option('--strict', description).helpGroup(groups.judging);
}

/** Reads values that are separated by commas. */
export function list(value: string): readonly string[] {
  return value.split(',').filter((item) => item !== '');
}
