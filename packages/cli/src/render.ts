import type { BoundPolicy, Report, Usage } from '@fineprint/core';
import { describeLicense, loadLicenses } from '@fineprint/licenses';
import { rules } from '@fineprint/policy';
import { type FormatName, formats, type RuleDescription, shippedUsages } from '@fineprint/report';
import { readData } from './data.ts';
import { sourceReader } from './source-reader.ts';

/** How a report should look. */
export interface Look {
  readonly color: boolean;
  readonly width: number;
  readonly showWaived: boolean;
  /** Usages that a notice is about, where they are not the ones that are shipped. */
  readonly noticeUsages?: readonly Usage[];
  /** The rules that the policy makes itself. */
  readonly customRules?: readonly RuleDescription[];
}

/** Makes the function that renders a report in a format; code frames come from the scanned files themselves. */
export async function renderer(
  report: Report,
  root: string,
  look: Look,
): Promise<(format: FormatName) => Promise<Iterable<string>>> {
  const known = loadLicenses(readData);
  const means = {
    noticeUsages: shippedUsages,
    ...look,
    rules: [...ruleDescriptions, ...(look.customRules ?? [])],
    source: sourceReader(root),
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

/** The rules that a policy makes itself, as reports describe them. */
export function customDescriptions(policy: Pick<BoundPolicy, 'rules'>): readonly RuleDescription[] {
  return policy.rules
    .filter(({ id }) => !rules.some((rule) => rule.id === id))
    .map(({ id, title, level }) => ({ id, title, defaultLevel: level }));
}
