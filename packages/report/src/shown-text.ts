import { printable, withoutCommands } from '@fineprint/core';

const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/**
 * The lines of a text of several, such as a licence, for whoever reads them on a terminal or in a log: characters that
 * it would obey or hide are escaped, and no line is a command.
 */
export function shownLines(text: string): readonly string[] {
  return text
    .split(lineEnd)
    .map((line) => withoutCommands(printable(line.replaceAll('\t', '    ').trimEnd())));
}
