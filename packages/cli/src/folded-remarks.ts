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
        .map((line) => (isDrawn(line) ? line : fold(line, columns, '')))
        .join('\n'),
    );
  return { stdout, env, stderr: { isTTY: true, columns, write } };
}

/** A line of a code frame, or one that is drawn over. */
function isDrawn(line: string): boolean {
  return /^ *\d* \| |^ *\|$|[\r\x1b]/.test(line);
}
