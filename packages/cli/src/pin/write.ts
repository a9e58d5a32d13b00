import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { printable, type Root } from '@fineprint/core';
import { type FileChange, refusalOf } from '@fineprint/pin';
import { replaceFile } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Writes the files of a plan, each as a whole and with its own mode. Throws a `UsageError`, before anything is written, where
 * one of them is a link or was changed since the plan was made.
 */
export function writeChanges(root: Root, changes: readonly FileChange[]): void {
  const refused = changes.flatMap((change) => {
    const because = refusalOf(root, change);
    return because === null ? [] : [`  ${change.path}: ${because}`];
  });
  if (refused.length > 0)
    throw new UsageError(
      `Nothing was written. Not all files are what the edits were made for:\n${refused.join('\n')}`,
    );
  for (const [index, { path, before, after }] of changes.entries()) {
    const file = join(root.directory, path);
    try {
      replaceFile(file, [after], before === null ? null : lstatSync(file).mode & 0o7777);
    } catch (cause) {
      if (!(cause instanceof UsageError)) throw cause;
      const written = changes.slice(0, index).map((change) => `\n  ${printable(change.path)}`);
      const told =
        index === 0 ? 'Nothing was written.' : `Written before that, and whole:${written.join('')}`;
      throw new UsageError(`${cause.message}\n${told}`, { cause });
    }
  }
}
