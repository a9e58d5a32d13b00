import type { Command } from 'commander';

/** A command line that shows what a command is for. */
export interface Example {
  /** What stands behind `fineprint`. */
  readonly line: string;
  readonly says: string;
}

const known = new WeakMap<Command, readonly Example[]>();

/** Adds examples to a command; a test runs each of them. */
export function withExamples(
  command: Command,
  ...examples: readonly (readonly [line: string, says: string])[]
): Command {
  known.set(
    command,
    examples.map(([line, says]) => ({ line, says })),
  );
  return command;
}

/** The examples of a command. */
export function examplesOf(command: Command): readonly Example[] {
  return known.get(command) ?? [];
}
