import { printable } from '@fineprint/core';
import type { FileChange } from '@fineprint/pin';
import { formatPatch, structuredPatch } from 'diff';

/** Renders changes as a unified diff that `git apply` takes, unless a file has control characters: these are escaped. */
export function changesAsDiff(changes: readonly FileChange[]): string {
  return changes.map(({ path, textBefore, textAfter }) => patchOf(path, textBefore, textAfter)).join('');
}

function patchOf(path: string, before: string, after: string): string {
  const patch = formatPatch(structuredPatch(`a/${path}`, `b/${path}`, before, after, '', '', { context: 3 }));
  return patch
    .split('\n')
    .map((line) => (line.endsWith('\r') ? `${printable(line.slice(0, -1))}\r` : printable(line)))
    .join('\n');
}
