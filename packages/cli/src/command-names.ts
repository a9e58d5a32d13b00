import type { Command } from 'commander';

/** The command that runs where none is named. */
export const defaultCommand = 'scan';

/** `fineprint policy show`: a command as it is written. */
export function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

/** All commands below one, each before its own. */
export function subcommandsOf(command: Command): readonly Command[] {
  return command.commands.flatMap((each) => [each, ...subcommandsOf(each)]);
}
