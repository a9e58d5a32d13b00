import { type Command, Option } from 'commander';

/** The option that says whether what is printed is coloured. */
export function colorOption(): Option {
  return new Option('--color <when>', 'colour what is printed')
    .choices(['auto', 'always', 'never'])
    .default('auto');
}

/** Gathers the values of an option that may be given more than once. */
export function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** Adds the options of every command that scans. */
export function withScanning(command: Command, only = 'run only these extractors'): Command {
  return command
    .option(
      '--policy <file or name>',
      'policy in place of what the repository says; repeatable, later wins',
      collect,
    )
    .option('--online', 'allow look-ups at the hosts that references name')
    .option('--only <extractors>', `${only}, separated by commas`, list)
    .option('--exclude <glob>', 'leave out paths; repeatable', collect)
    .option('--no-cache', 'neither read nor write the cache of earlier scans')
    .option('--quiet', 'print no remarks besides the report');
}

/** The option that says from which level on findings fail. */
export function failOnOption(): Option {
  return new Option('--fail-on <level>', 'least level that fails')
    .choices(['error', 'warning', 'note', 'none'])
    .default('error');
}

/** Reads values that are separated by commas. */
export function list(value: string): readonly string[] {
  return value.split(',').filter((item) => item !== '');
}
