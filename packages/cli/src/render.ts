import type { Report, Usage } from '@fineprint/core';
import { describeLicense, loadLicenses } from '@fineprint/licenses';
import { rules } from '@fineprint/policy';
import { type FormatName, formats, type RuleDescription, shippedUsages } from '@fineprint/report';
import { readData } from './data.ts';

/** How a report should look. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
  readonly showWaived: boolean;
  /** Usages that a notice is about, where they are not the ones that are shipped. */
  readonly noticeUsages?: readonly Usage[];
}

/** Makes the function that renders a report in a format. */
export async function renderer(
  report: Report,
  look: Look,
): Promise<(format: FormatName) => Promise<Iterable<string>>> {
  const known = loadLicenses(readData);
  const means = {
    noticeUsages: shippedUsages,
    ...look,
    rules: ruleDescriptions,
    licenseOf: (id: string) => describeLicense(known, id),
  };
  return async (format) => (await formats[format]()).render(report, means);
}

/** The rules as reports describe them. */
export const ruleDescriptions: readonly RuleDescription[] = rules.map(({ id, title, defaultLevel }) => ({
  id,
  title,
  defaultLevel,
}));
