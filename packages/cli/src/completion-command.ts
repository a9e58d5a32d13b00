import type { Command } from 'commander';
import { shapeOf } from './completion/shape.ts';
import { type ShellName, shells } from './completion/shells.ts';
import { exitCodes } from './exit-code.ts';
import type { Surroundings } from './surroundings.ts';

/** Prints the script that completes a program in a shell. */
export async function completionCommand(
  shell: ShellName,
  program: Command,
  { stdout }: Surroundings,
): Promise<number> {
  const complete = await shells[shell]();
  stdout.write(complete(await shapeOf(program)));
  return exitCodes.clean;
}
