import { hang } from '@fineprint/report';
import { readData } from '../data.ts';
import type { ExplanationLook } from './license.ts';

/** Explains a rule by its documentation, folded to the terminal: code and tables stay as they are. */
export function* ruleLines(id: string, { ink, width }: ExplanationLook): Iterable<string> {
  let isCode = false;
  for (const line of readData(`rules/${id}.md`).trimEnd().split('\n')) {
    const isFence = line.startsWith('```');
    if (isFence) isCode = !isCode;
    if (isCode || isFence || line.startsWith('|')) yield line;
    else if (line.startsWith('#')) yield ink.bold(line);
    else
      yield hang(line, width, 0).replaceAll(
        '\n',
        `\n${' '.repeat(/^(?:[-*] )?/.exec(line)?.[0].length ?? 0)}`,
      );
  }
}
