import { type Command, Option } from 'commander';
import { collect, colorOption } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Adds `policy show` and `policy test` to the program. */
export function addPolicy(program: Command, process: Surroundings, done: (code: number) => void): void {
  const policy = program.command('policy').description('show the policy that applies, or run its tests');
  policy
    .command('show')
    .description('print the effective policy with the origin of each value')
    .argument('[path]', 'repository whose policy it is', '.')
    .option(
      '--policy <file or name>',
      'policy in place of what the repository says; repeatable, later wins',
      collect,
    )
    .option('--online', 'allow reading policies of git repositories')
    .addOption(new Option('-o, --output <format>', 'format').choices(['yaml', 'json']).default('yaml'))
    .action(async (path: string, options) =>
      done(await (await import('./policy-command.ts')).policyShowCommand(path, options, process)),
    );
  policy
    .command('test')
    .description('run the cases that are kept beside a policy')
    .argument('[paths...]', 'files (*.test.yaml), or directories that hold them or a directory policies/')
    .option('--online', 'allow reading policies of git repositories')
    .addOption(colorOption())
    .action(async (paths: readonly string[], options) =>
      done(await (await import('./policy-test-command.ts')).policyTestCommand(paths, options, process)),
    );
}
