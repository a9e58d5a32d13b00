import type { Report } from '@fineprint/core';
import { rules } from '@fineprint/policy';
import { type FormatName, formats, type RuleDescription } from '@fineprint/report';
import { sourceReader } from './source-reader.ts';

/** How a report should look. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
  readonly showWaived: boolean;
}

/** Makes the function that renders a report in a format; code frames come from the scanned files themselves. */
export async function renderer(
  report: Report,
  root: string,
  look: Look,
): Promise<(format: FormatName) => Promise<Iterable<string>>> {
  const source = sourceReader(root);
  return async (format) =>
    (await formats[format]()).render(report, { ...look, rules: ruleDescriptions, source });
}

/** The rules as reports describe them. */
export const ruleDescriptions: readonly RuleDescription[] = rules.map(({ id, title, defaultLevel }) => ({
  id,
  title,
  defaultLevel,
}));
