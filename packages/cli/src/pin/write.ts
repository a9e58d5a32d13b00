import { closeSync, constants, lstatSync, openSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { printable, type Root } from '@fineprint/core';
import { type FileChange, refusalOf } from '@fineprint/pin';
import { replaceFile } from '../output.ts';
import { inSystemWords, isOfSystem } from '../system-error.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Writes the files of a plan, each as a whole, with its owner and mode. Throws a `UsageError`, before anything is written, where
 * one of them is a link or was changed since the plan was made; what happens while files are written stops it at one of them.
 */
export function writeChanges(root: Root, changes: readonly FileChange[]): void {
  const refused = changes.flatMap((change) => {
    const because = refusalOf(root, change);
    return because === null ? [] : [`  "${printable(change.path)}": ${printable(because)}`];
  });
  if (refused.length > 0)
    throw new UsageError(
      `Nothing was written. Not all files are what the edits were made for:\n${refused.join('\n')}`,
    );
  for (const [index, change] of changes.entries()) {
    try {
      writeChange(root, change);
    } catch (cause) {
      const written = changes.slice(0, index).map(({ path }) => `\n  ${printable(path)}`);
      const told =
        index === 0 ? 'Nothing was written.' : `Written before that, and whole:${written.join('')}`;
      throw new UsageError(`"${printable(change.path)}" cannot be written: ${reasonOf(cause)}\n${told}`, {
        cause,
      });
    }
  }
}

/** Why a file is not written, without the name under which its directory is held. */
function reasonOf(cause: unknown): string {
  const system = cause instanceof UsageError ? cause.cause : cause;
  if (isOfSystem(system)) return `${inSystemWords(system)}.`;
  return printable(cause instanceof Error ? cause.message : String(cause));
}

/** Other files take their time, so that each is looked at once more, and the place where it is written is held fast. */
function writeChange(root: Root, change: FileChange): void {
  const directory = dirname(join(root.directory, change.path));
  if (root.descriptors === null) {
    replaceIn(root, directory, change);
    return;
  }
  const descriptor = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  try {
    const held = root.descriptors + descriptor;
    if (readlinkSync(held) !== directory) throw new Error('A directory above it was replaced.');
    replaceIn(root, held, change);
  } finally {
    closeSync(descriptor);
  }
}

function replaceIn(root: Root, directory: string, change: FileChange): void {
  const because = refusalOf(root, change);
  if (because !== null) throw new Error(because);
  const file = join(directory, basename(change.path));
  replaceFile(file, [change.after], change.before === null ? null : lstatSync(file));
}
