import { type Command, InvalidArgumentError } from 'commander';
import { colorOption, withScanning } from './options.ts';
import type { Surroundings } from './surroundings.ts';

/** Adds the command that pins what is not pinned. */
export function addPin(program: Command, process: Surroundings, done: (code: number) => void): void {
  const pin = program
    .command('pin')
    .description('show the edits that pin what is not pinned, and with --write make them')
    .argument('[path]', 'directory or file', '.');
  withScanning(pin, 'pin only what these extractors read')
    .addOption(colorOption())
    .option('--write', 'make the edits, in place of showing them only')
    .option('--min-age <days>', 'choose nothing that was published within so many days', days)
    .option(
      '--update',
      'look at pins again, too: a commit or digest becomes what the name beside it leads to',
    )
    .addHelpText('after', updating)
    .action(async (path: string, options) =>
      done(await (await import('./pin-command.ts')).pinCommand(path, options, process)),
    );
}

const updating = `
With --update, a commit with a claim (@<commit> # v4), a frozen revision and an image with tag and digest are
brought to what the claim or tag leads to today; the claim or tag itself stays, since it says what is followed.
Exact versions stay, and what a lockfile holds. A claim that names one release (# v4.2.1) and leads to another
commit than before is left and told: releases do not move, unless somebody tampers with them.

--min-age passes over what is younger, and over what nobody dates. Dates are those that a registry, or whoever
made a commit or an image, states.
`;

const mostDays = 3650;

function days(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) > mostDays)
    throw new InvalidArgumentError(`It has to be a number of days from 0 to ${mostDays}.`);
  return Number(text);
}
