import { type Command, Option } from 'commander';
import { withExamples } from './examples.ts';
import {
  baselineOption,
  cacheOption,
  colorOption,
  diffWords,
  failOnOption,
  fileOption,
  groups,
  onlineOption,
  outputFileOption,
  outputOption,
  pathArgument,
  policyOption,
  quietOption,
  reportWords,
  showWaivedOption,
  strictOption,
  withScanning,
} from './options.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds `diff` to the program. */
export function addDiff(program: Command, process: Surroundings, done: Done): void {
  const diff = program
    .command('diff')
    .summary('show what changed between two scans')
    .description(
      'Shows what changed between two scans: components, licences, pins and findings. A and B are reports (json-1), CycloneDX or SPDX documents in JSON, or directories and git refs, which are scanned now; a path goes before a ref of the same name.',
    )
    .addArgument(
      pathArgument(
        '<A>',
        'the earlier report, SBOM, directory or git ref; - is a document on standard input',
      ),
    )
    .addArgument(
      pathArgument('<B>', 'the later report, SBOM, directory or git ref; - is a document on standard input'),
    )
    .addOption(
      fileOption(
        '--repository <path>',
        'directory whose commits the refs name (default: the directory that is compared with, else the current one)',
      ).helpGroup(groups.scanning),
    )
    .addOption(
      policyOption('policy in place of what the directories and commits say; repeatable, later wins'),
    )
    .addOption(outputOption(diffWords))
    .addOption(cacheOption())
    .addOption(quietOption('print no remarks besides the comparison'))
    .addOption(colorOption())
    .action(async (before: string, after: string, options) =>
      done(await (await import('./diff-command.ts')).diffCommand([before, after], options, process)),
    );
  withExamples(
    diff,
    ['diff HEAD .', 'what the work tree changes'],
    ['diff report.json .', 'what changed since a report that was kept'],
    ['diff old.cdx.json bom.json -o markdown=diff.md', 'two SBOMs, for a comment on a pull request'],
  );
}

/** Adds `check` to the program. */
export function addCheck(program: Command, process: Surroundings, done: Done): void {
  const check = program
    .command('check')
    .summary('judge stored reports and SBOMs by a policy')
    .description(
      'Judges stored documents by the policy: reports (json-1), and CycloneDX or SPDX documents in JSON, whoever made them.',
    )
    .addArgument(pathArgument('<sbom...>', 'report or SBOM; - is standard input'))
    .addOption(
      policyOption(
        'policy that judges (default: fineprint.yaml of this directory, else the default one); repeatable, later wins',
      ),
    )
    .addOption(outputOption(reportWords))
    .addOption(failOnOption())
    .addOption(baselineOption())
    .addOption(
      new Option(
        '--changes',
        'show what the policy changes of the findings that the report was stored with',
      ).helpGroup(groups.printing),
    )
    .addOption(onlineOption('allow look-ups of licences at the hosts that references name'))
    .addOption(strictOption('fail when the document is incomplete (4) or names nothing (3)'))
    .addOption(showWaivedOption())
    .addOption(quietOption('print no remarks besides the report'))
    .addOption(colorOption())
    .action(async (paths: readonly string[], options) =>
      done(await (await import('./check-command.ts')).checkCommand(paths, options, process)),
    );
  withExamples(
    check,
    ['check bom.json', 'an SBOM of any tool, by the policy of this directory'],
    ['check report.json --policy distributed --fail-on none', 'the same scan, by another policy'],
    ['check report.json --policy fineprint.yaml --changes', 'what a change of the policy would change'],
  );
}

/** Adds `baseline write` to the program. */
export function addBaseline(program: Command, process: Surroundings, done: Done): void {
  const baseline = program
    .command('baseline')
    .summary('record what is known, so that only what is new fails')
    .description('Records what is known of a repository, so that only what is new fails.');
  const write = baseline
    .command('write')
    .summary("record today's findings and components")
    .description("Records today's findings and components of a repository, one a line.")
    .addArgument(pathArgument('[path]', 'directory or file').default('.'));
  withScanning(write)
    .addOption(outputFileOption('file it goes to (default: fineprint-baseline.json in the directory)'))
    .action(async (path: string, options) =>
      done(await (await import('./baseline-command.ts')).baselineCommand(path, options, process)),
    );
  withExamples(
    write,
    ['baseline write', 'accept what is there, in a file to commit'],
    ['baseline write deploy -o deploy/baseline.json', 'that of a directory, elsewhere'],
  );
}

/** Adds `convert` to the program. */
export function addConvert(program: Command, process: Surroundings, done: Done): void {
  const convert = program
    .command('convert')
    .summary('render a stored report in other formats')
    .description('Renders a stored report (json-1) in other formats, as its scan would have.')
    .addArgument(pathArgument('<report>', 'report; - is standard input'))
    .addOption(outputOption(reportWords))
    .addOption(showWaivedOption())
    .addOption(colorOption())
    .action(async (path: string, options) =>
      done(await (await import('./convert-command.ts')).convertCommand(path, options, process)),
    );
  withExamples(
    convert,
    ['convert report.json', 'a report of yesterday, as text'],
    ['convert report.json -o html=report.html -o spdx=bom.spdx.json', 'a page for people, and an SBOM'],
  );
}
