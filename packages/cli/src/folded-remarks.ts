import { fold } from '@fineprint/report';
import type { Surroundings } from './surroundings.ts';

/** The same surroundings, in which what is remarked on a terminal is folded at spaces; code frames and progress stay as they are. */
export function withFoldedRemarks(process: Surroundings): Surroundings {
  const { stderr, stdout, env } = process;
  const { columns } = stderr;
  if (!stderr.isTTY || columns === undefined) return process;
  const write = (text: string) =>
    stderr.write(
      text
        .split('\n')
        .map((line) => (isDrawn(line) ? line : folded(line, columns)))
        .join('\n'),
    );
  return { stdout, env, stderr: { isTTY: true, columns, write } };
}

/** Folds a line below where its words begin; what is listed goes on a little further in. */
function folded(line: string, columns: number): string {
  if (fold(line, columns, '') === line) return line;
  const start = /^ *(?:- )?/.exec(line)?.[0] ?? '';
  const column = start.length + (start === '' || start.endsWith('- ') ? 0 : 2);
  const text = fold(line.slice(start.length), Math.max(columns - column, 24), '');
  return start + text.replaceAll(/\s*\n\s*/g, `\n${' '.repeat(column)}`);
}

/** A line of a code frame, or one that is drawn over. */
function isDrawn(line: string): boolean {
  return /^ *\d* \| |^ *\|$|[\r\x1b]/.test(line);
}
