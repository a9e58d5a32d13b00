import { type Command, createArgument, InvalidArgumentError, Option } from 'commander';
import { allowing, choosing } from './allowed.ts';
import { withExamples } from './examples.ts';
import {
  baselineOption,
  colorOption,
  explainCoverageOption,
  failOnOption,
  groups,
  list,
  outputFileOption,
  outputOption,
  pathArgument,
  reportWords,
  showWaivedOption,
  strictOption,
  withScanning,
} from './options.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds `scan` to the program. */
export function addScan(program: Command, process: Surroundings, done: Done): void {
  const scan = program
    .command('scan', { isDefault: true })
    .summary('scan a directory, a file or a git URL, and judge what it names')
    .description(
      'Scans a directory, a file or a git URL, judges what it names by the policy, and prints a report. It is what runs where no command is named.',
    )
    .addArgument(
      pathArgument(
        '[path]',
        'directory, file, or git+https://HOST/OWNER/REPOSITORY@REF (with --online)',
      ).default('.'),
    );
  withScanning(scan)
    .addOption(outputOption(reportWords))
    .addOption(failOnOption())
    .addOption(baselineOption())
    .addOption(
      new Option(
        '--since <ref>',
        'git ref: only what is new since the commit that it and HEAD have in common fails; the policy of that commit judges',
      ).helpGroup(groups.judging),
    )
    .addOption(
      new Option('--jobs <number>', 'threads that read files; this version reads with one, whatever is given')
        .argParser(positive)
        .helpGroup(groups.scanning),
    )
    .addOption(strictOption('fail when the scan is incomplete (4) or recognises nothing (3)'))
    .addOption(showWaivedOption())
    .addOption(explainCoverageOption())
    .addOption(colorOption())
    .action(async (path: string, options) =>
      done(await (await import('./scan-command.ts')).scanCommand(path, options, process)),
    );
  withScanExamples(scan);
}

function withScanExamples(scan: Command): void {
  withExamples(
    scan,
    ['scan', 'what a check on a push runs: errors fail it, warnings do not'],
    ['scan . --fail-on warning --since HEAD', 'fail by what is new since a commit, warnings too'],
    ['scan . -o sarif=report.sarif -o cyclonedx=bom.json', 'write two files, and nothing to the terminal'],
    ['scan deploy --policy saas --show-waived', 'judge a directory by a ready-made policy'],
    ['scan git+https://github.com/actions/checkout@v4 --online', 'scan the repository of somebody else'],
  );
}

/** Adds `explain` to the program. */
export function addExplain(program: Command, process: Surroundings, done: Done): void {
  const explain = program
    .command('explain')
    .summary('explain a rule, a component or a licence')
    .description(
      'Explains what a rule asks, why a component is there and has its licence and findings, or what a licence obliges to.',
    )
    .addArgument(
      allowing(
        createArgument(
          '<subject>',
          'rule id, key or name of a component, SPDX expression, or class of licences',
        ),
        {
          words: async () => [
            ...(await import('@fineprint/policy')).rules.map(({ id }) => id),
            ...(await import('@fineprint/core')).licenseClasses,
          ],
        },
      ),
    )
    .addArgument(
      pathArgument('[path]', 'repository that holds the component (default: the directory where one is)'),
    )
    .addOption(new Option('--text', 'print the full text of the licence too').helpGroup(groups.printing))
    .addOption(colorOption())
    .action(async (subject: string, path: string | undefined, options) =>
      done(await (await import('./explain-command.ts')).explainCommand(subject, path, options, process)),
    );
  withExamples(
    explain,
    ['explain version-not-pinned', 'what a rule asks, and how to mend what it finds'],
    ['explain hashicorp/vault', 'where a component is named, and the evidence for its licence'],
    ["explain 'BUSL-1.1 OR MIT'", 'what a licence asks in which use'],
    ['explain network-copyleft', 'which licences a class holds'],
  );
}

/** Adds `licenses` to the program. */
export function addLicenses(program: Command, process: Surroundings, done: Done): void {
  const licenses = program
    .command('licenses')
    .summary('show the licences of everything that a repository names')
    .description(
      'Shows the licences of everything that a repository names, and the reason where none is concluded.',
    )
    .addArgument(pathArgument('[path]', 'directory or file').default('.'));
  withScanning(licenses)
    .addOption(
      choosing(new Option('--by <what>', 'what a row is'), ['class', 'component', 'place', 'obligation'])
        .default('class')
        .helpGroup(groups.printing),
    )
    .addOption(outputOption(async () => Object.keys((await import('@fineprint/report')).licenseFormats)))
    .addOption(colorOption())
    .action(async (path: string, options) =>
      done(await (await import('./licenses-command.ts')).licensesCommand(path, options, process)),
    );
  withExamples(
    licenses,
    ['licenses', 'components by class of licence'],
    ['licenses --by obligation', 'what the licences ask of the uses that are made here'],
    ['licenses . --by component -o csv=licenses.csv', 'a table for a spreadsheet'],
  );
}

/** Adds `notice` to the program. */
export function addNotice(program: Command, process: Surroundings, done: Done): void {
  const notice = program
    .command('notice')
    .summary('write the attribution document, with the full licence texts')
    .description(
      'Writes the attribution document of what is distributed or deployed, each licence text once.',
    )
    .addArgument(pathArgument('[path]', 'directory or file').default('.'));
  withScanning(notice)
    .addOption(
      allowing(
        new Option(
          '--usage <usages>',
          'usages whose components it names, separated by commas, or all (default: distributed,deployed)',
        ),
        { words: async () => [...(await import('@fineprint/core')).usages, 'all'], isList: true },
      )
        .argParser(list)
        .helpGroup(groups.printing),
    )
    .addOption(outputFileOption('file it goes to (default: standard output)'))
    .action(async (path: string, options) =>
      done(await (await import('./notice-command.ts')).noticeCommand(path, options, process)),
    );
  withExamples(
    notice,
    ['notice -o THIRD-PARTY-NOTICES', 'the notices to ship with a product'],
    ['notice deploy/chart --usage all', 'those of everything that a directory names'],
  );
}

function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It is no number of at least 1.');
  return number;
}
