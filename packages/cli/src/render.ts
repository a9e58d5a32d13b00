import type { Level, Report, Usage } from '@fineprint/core';
import { describeLicense } from '@fineprint/licenses';
import { rules } from '@fineprint/policy';
import {
  type FormatName,
  formats,
  type Reporter,
  type RuleDescription,
  shippedUsages,
} from '@fineprint/report';
import type { Appearing } from './appearance.ts';
import { readData } from './data.ts';
import { known } from './known-licenses.ts';
import { UsageError } from './usage-error.ts';

/** How a report should look. */
export interface Look {
  readonly appearing: Appearing;
  readonly showWaived: boolean;
  readonly failOn?: Level | 'none';
  /** Characters that markdown may have, and what it says besides the report. */
  readonly maxCharacters?: number;
  readonly remarks?: readonly string[];
  readonly further?: { readonly title: string; readonly body: string } | null;
  /** Whether readers know the inputs of the action, and no options. */
  readonly isAction?: boolean;
  /** What whoever sees only annotations must not miss. */
  readonly warning?: string | null;
  /** Usages that a notice is about, where they are not the ones that are shipped. */
  readonly noticeUsages?: readonly Usage[];
}

/** Makes the function that renders a report in a format, or throws a `UsageError` where that cannot hold it. */
export async function renderer(
  report: Report,
  look: Look,
): Promise<(format: FormatName, file: string | null) => Promise<Iterable<string>>> {
  const means = {
    noticeUsages: shippedUsages,
    failOn: report.scan.failOn ?? ('error' as const),
    ...look,
    rules: [...ruleDescriptions, ...customRules(report)],
    licenseOf: (id: string) => describeLicense(known, id),
  };
  return async (format, file) => {
    const reporter: Reporter = await formats[format]();
    refuseTooLarge(report, reporter, format);
    return reporter.render(report, { ...means, ...look.appearing(file) });
  };
}

/** A format that a report is too large for is refused before anything is written. */
function refuseTooLarge({ components: { length } }: Report, { limit }: Reporter, format: FormatName): void {
  if (limit === undefined || length <= limit.components) return;
  throw new UsageError(
    `The format "${format}" is for reports of at most ${limit.components} components, and this one has ${length}. Take "-o ${limit.instead}", which has no limit.`,
  );
}

/** The rules as reports describe them. */
export const ruleDescriptions: readonly RuleDescription[] = rules.map(({ id, title, defaultLevel }) => ({
  id,
  title,
  defaultLevel,
  readme: () => readData(`rules/${id}.md`),
}));

/** The rules that the policy of a report makes itself. */
function customRules({ scan }: Report): readonly RuleDescription[] {
  const own = scan.policy.rules?.filter(({ id }) => !rules.some((rule) => rule.id === id)) ?? [];
  return own.map(({ id, level, title = id }) => ({ id, title, defaultLevel: level, readme: () => '' }));
}
