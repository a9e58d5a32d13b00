import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Step } from './runner/run-step.ts';

const Report = z.looseObject({
  findings: z.array(
    z.looseObject({ rule: z.string(), state: z.string().nullable(), ref: z.string().nullable() }),
  ),
});

/** Findings in the report of a step: state, rule and component, in order. */
export function findingsOf({ outputs }: Step): readonly string[] {
  const { findings } = Report.parse(JSON.parse(fileOf(outputs['report-path'])));
  return findings.map(({ rule, state, ref }) => `${state} ${rule} ${ref?.replace(/^.*\//, '') ?? '-'}`);
}

/** The text of a file that an output of a step names. */
export function fileOf(path: string | undefined): string {
  return readFileSync(path ?? '', 'utf8');
}

/** Everything that people see of a step, in one text. */
export function shownBy({ log, summary, annotations }: Step): string {
  return [...log, summary ?? '', ...annotations.map(({ message }) => message)].join('\n');
}
