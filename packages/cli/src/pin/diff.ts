import { printable, starredCredentials, withoutCommands } from '@fineprint/core';
import type { FileChange } from '@fineprint/pin';
import type { Paint } from '@fineprint/report';
import { FILE_HEADERS_ONLY, formatPatch } from 'diff';
import { hunksOf } from './hunks.ts';

/**
 * Renders changes as a unified diff, which `git apply` takes. What a terminal or a CI runner would obey is escaped, and
 * credentials are stars: a file that has such beside an edit can be changed by `--write` only.
 */
export function changesAsDiff(changes: readonly FileChange[], paint: Paint): string {
  const lines = changes.flatMap(({ path, before, textBefore, edits }) => {
    const patch = {
      oldFileName: before === null ? '/dev/null' : `a/${path}`,
      newFileName: `b/${path}`,
      oldHeader: undefined,
      newHeader: undefined,
      hunks: hunksOf(textBefore, edits),
    };
    return formatPatch(patch, FILE_HEADERS_ONLY).replace(/\n$/, '').split('\n').map(shown);
  });
  return lines.map((line) => `${painted(line, paint)}\n`).join('');
}

// A byte order mark begins a file, and a carriage return ends a line of Windows: both hide nothing.
const harmless = /^(?<mark>[-+ ]\ufeff)?(?<text>.*?)(?<end>\r?)$/s;

function shown(line: string): string {
  const { mark = '', text = '', end = '' } = harmless.exec(line)?.groups ?? {};
  const told = starredCredentials(text).split('\t').map(printable).join('\t');
  return withoutCommands(mark + told) + end;
}

function painted(line: string, paint: Paint): string {
  if (/^(?:---|\+\+\+) /.test(line)) return paint.bold(line);
  if (line.startsWith('+')) return paint.green(line);
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('@@') ? paint.cyan(line) : line;
}
