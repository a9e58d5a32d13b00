import { printable, problemEffects, type Report, withoutCommands } from '@fineprint/core';

/** Says of every problem what it is and what it does to the report, one a line, sorted as the report has them. */
export function* coverageExplanation({ problems, coverage }: Report): Iterable<string> {
  const { files, references } = coverage;
  yield `files: ${files.seen} seen, ${files.claimed} claimed, ${files.read} read in full`;
  yield `references: ${references.seen} seen, ${references.resolved} resolved, ${references.licensed} licensed, ${references.pinned} pinned`;
  for (const { code, message, location } of problems) {
    const place = location ? `${printable(location.path)}:${location.line}:${location.column}` : '-';
    yield withoutCommands(`${place}  ${code} (${problemEffects[code]})  ${printable(message)}`);
  }
}
