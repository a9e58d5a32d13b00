import type { Command } from 'commander';
import { colorOption, withScanning } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Adds the command that pins what is not pinned. */
export function addPin(program: Command, process: Surroundings, done: (code: number) => void): void {
  const pin = program
    .command('pin')
    .description('show the edits that pin what is not pinned, and with --write make them')
    .argument('[path]', 'directory or file', '.');
  withScanning(pin)
    .addOption(colorOption())
    .option(
      '--lock',
      'in place of edits, keep hashes of what has no lock of its own in fineprint.lock, which "scan" compares',
    )
    .option('--write', 'make the edits, in place of showing them only')
    .action(async (path: string, options) =>
      done(await (await import('./pin-command.ts')).pinCommand(path, options, process)),
    );
}
