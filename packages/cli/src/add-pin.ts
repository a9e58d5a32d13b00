import { type Command, InvalidArgumentError, Option } from 'commander';
import { withExamples } from './examples.ts';
import { withNotes } from './notes.ts';
import { colorOption, groups, pathArgument, withScanning } from './options.ts';
import type { Done, Surroundings } from './surroundings.ts';

/** Adds the command that pins what is not pinned. */
export function addPin(program: Command, process: Surroundings, done: Done): void {
  const pin = program
    .command('pin')
    .summary('show, or make, the edits that pin what is not pinned')
    .description(
      'Prints the edits that pin what is not pinned as a diff that "git apply" takes, and makes them with --write. What stays as it is, is told with its reason.',
    )
    .addArgument(pathArgument('[path]', 'directory or file').default('.'));
  withScanning(pin, 'pin only what these extractors read')
    .addOption(inGroup('--write', 'make the edits, in place of showing them only'))
    .addOption(
      inGroup('--min-age <days>', 'choose nothing that was published within so many days').argParser(days),
    )
    .addOption(
      inGroup(
        '--update',
        'look at pins again, too: a commit or digest becomes what the name beside it leads to',
      ),
    )
    .addOption(colorOption())
    .addOption(
      inGroup(
        '--lock',
        'in place of edits, keep hashes of what has no lock of its own in fineprint.lock, which "scan" compares',
      ),
    )
    .action(async (path: string, options) =>
      done(await (await import('./pin-command.ts')).pinCommand(path, options, process)),
    );
  withNotes(pin, updating, ageing);
  withExamples(
    pin,
    ['pin', 'what is not pinned here, and why it cannot be without asking'],
    ['pin --online', 'the edits, as a diff'],
    ['pin --online --write --min-age 7', 'make them, but take nothing that is younger than a week'],
    ['pin --lock --online --write', 'keep hashes of what else is fetched, for later scans to compare'],
  );
}

function inGroup(flags: string, description: string): Option {
  return new Option(flags, description).helpGroup(groups.pinning);
}

const updating =
  'With --update, a commit with a claim (@<commit> # v4), a frozen revision and an image with tag and digest are brought to what the claim or tag leads to today; the claim or tag itself stays, since it says what is followed. A claim that names one release (# v4.2.1) gives way to the newest release of the same major version (of the same minor one below 1.0.0); if it leads to another commit than before, it is left and told: releases do not move, unless somebody tampers with them. Exact versions of registries stay, and what a lockfile holds.';

const ageing =
  'With --min-age, what is younger is passed over, and so is what nobody dates. Dates are those that a registry, or whoever made a commit or an image, states.';

const mostDays = 3650;

function days(text: string): number {
  if (!/^\d{1,4}$/.test(text) || Number(text) > mostDays)
    throw new InvalidArgumentError(`It has to be a number of days from 0 to ${mostDays}.`);
  return Number(text);
}
