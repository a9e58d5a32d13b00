import type { Command } from 'commander';

const known = new WeakMap<Command, readonly string[]>();

/** Adds paragraphs on what a command means by its options; help and manual page print them. */
export function withNotes(command: Command, ...paragraphs: readonly string[]): Command {
  known.set(command, paragraphs);
  return command;
}

/** The paragraphs of a command. */
export function notesOf(command: Command): readonly string[] {
  return known.get(command) ?? [];
}
