import { type Command, Option } from 'commander';
import { choosing } from './allowed.ts';
import { withExamples } from './examples.ts';
import { cacheOption, colorOption, groups, onlineOption, pathArgument, policyOption } from './options.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds `policy show`, `policy test` and `policy fetch` to the program. */
export function addPolicy(program: Command, process: Surroundings, done: Done): void {
  const policy = program
    .command('policy')
    .summary('show the policy that applies, run its tests, or fetch that of the report server')
    .description('Shows the policy that applies, runs its tests, or fetches that of the report server.');
  addShow(policy, process, done);
  addTest(policy, process, done);
  addFetch(policy, process, done);
}

function addShow(policy: Command, process: Surroundings, done: Done): void {
  const show = policy
    .command('show')
    .summary('print the effective policy with the origin of each value')
    .description('Prints the effective policy of a repository with the origin of each value.')
    .addArgument(pathArgument('[path]', 'repository whose policy it is').default('.'))
    .addOption(policyOption('policy in place of what the repository says; repeatable, later wins'))
    .addOption(onlineOption('allow reading policies of git repositories and of your report server'))
    .addOption(
      choosing(new Option('-o, --output <format>', 'format'), ['yaml', 'json'])
        .default('yaml')
        .helpGroup(groups.printing),
    )
    .action(async (path: string, options) =>
      done(await (await import('./policy-command.ts')).policyShowCommand(path, options, process)),
    );
  withExamples(
    show,
    ['policy show', 'what holds here, and which file says so'],
    ['policy show --policy strict -o json', 'what a ready-made policy asks, for programs'],
  );
}

function addFetch(policy: Command, process: Surroundings, done: Done): void {
  const fetch = policy
    .command('fetch')
    .summary('fetch the policy and waivers of the report server')
    .description(
      'Fetches the policy and waivers that your report server has for a repository, verifies and keeps them: a policy that extends "server" then uses them offline, for 30 days.',
    )
    .addArgument(pathArgument('[path]', 'repository whose policy it is').default('.'))
    .addOption(
      new Option(
        '--to <file>',
        'write the waivers there too, as a policy to extend: for a pull request',
      ).helpGroup(groups.printing),
    )
    .action(async (path: string, options) =>
      done(await (await import('./policy-fetch-command.ts')).policyFetchCommand(path, options, process)),
    );
  withExamples(
    fetch,
    ['policy fetch', 'what the next scans use, and until when'],
    ['policy fetch --to decided.yaml', 'what was decided, as a file for a pull request'],
  );
}

function addTest(policy: Command, process: Surroundings, done: Done): void {
  const test = policy
    .command('test')
    .summary('run the cases that are kept beside a policy')
    .description('Runs the cases that are kept beside a policy, and fails where one of them does.')
    .addArgument(
      pathArgument(
        '[paths...]',
        'files (*.test.yaml), or directories that hold them or a directory policies/',
      ),
    )
    .addOption(onlineOption('allow reading policies of git repositories and of your report server'))
    .addOption(colorOption())
    .action(async (paths: readonly string[], options) =>
      done(await (await import('./policy-test-command.ts')).policyTestCommand(paths, options, process)),
    );
  withExamples(
    test,
    ['policy test', 'the cases of fineprint.test.yaml here, and those in policies/'],
    ['policy test policies/team.test.yaml', 'those of one file'],
  );
}

/** Adds `init` to the program. */
export function addInit(program: Command, process: Surroundings, done: Done): void {
  const init = program
    .command('init')
    .summary('look at a repository, and propose a policy for it')
    .description(
      'Looks at a repository and writes a commented fineprint.yaml that fits it, with what would fail today. It asks nothing, and writes over nothing.',
    )
    .addArgument(pathArgument('[path]', 'repository that the policy is for').default('.'))
    .addOption(new Option('--stdout', 'print the policy and write nothing').helpGroup(groups.printing))
    .addOption(cacheOption())
    .action(async (path: string, options) =>
      done(await (await import('./init-command.ts')).initCommand(path, options, process)),
    );
  withExamples(init, ['init', 'write fineprint.yaml here'], ['init --stdout', 'look at the proposal first']);
}
