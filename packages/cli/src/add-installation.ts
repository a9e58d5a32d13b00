import { type Command, createArgument, Option } from 'commander';
import { choosing } from './allowed.ts';
import { type ShellName, shells } from './completion/shells.ts';
import { withExamples } from './examples.ts';
import { colorOption, groups } from './options.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds `completion` to the program. */
export function addCompletion(program: Command, process: Surroundings, done: Done): void {
  const completion = program
    .command('completion')
    .summary('print the completion for a shell')
    .description('Prints a script that completes commands, options and their values in a shell.')
    .addArgument(choosing(createArgument('<shell>', 'shell that reads it'), Object.keys(shells)))
    .action(async (shell: ShellName) =>
      done(await (await import('./completion-command.ts')).completionCommand(shell, program, process)),
    );
  withExamples(
    completion,
    ['completion bash', 'for ~/.local/share/bash-completion/completions/fineprint'],
    ['completion zsh', 'for a file _fineprint in a directory of $fpath'],
    ['completion fish', 'for ~/.config/fish/completions/fineprint.fish'],
    [
      'completion powershell',
      'for $PROFILE: fineprint completion powershell | Out-String | Invoke-Expression',
    ],
  );
}

/** Adds `doctor` to the program. */
export function addDoctor(program: Command, process: Surroundings, done: Done): void {
  const doctor = program
    .command('doctor')
    .summary('say what this installation can do here')
    .description(
      'Says what this installation can do here, where it takes settings, cache and credentials from, and what to do about what is missing. It never shows a credential.',
    )
    .addOption(new Option('--online', 'ask the main hosts whether they answer').helpGroup(groups.scanning))
    .addOption(new Option('--json', 'print it for programs').helpGroup(groups.printing))
    .addOption(colorOption())
    .action(async (options) =>
      done(await (await import('./doctor-command.ts')).doctorCommand(options, process)),
    );
  withExamples(
    doctor,
    ['doctor', 'what works here, and what does not'],
    ['doctor --online', 'whether registries can be asked from here'],
    ['doctor --json', 'for a report of a defect'],
  );
}
