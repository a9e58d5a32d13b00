import { type Level, levels, type Report, type Usage, usages } from '@fineprint/core';
import type { Shipped } from './shipped.ts';

/** A policy for a repository, and why. */
export interface Proposal {
  readonly extends: readonly string[];
  readonly because: readonly string[];
  /** Globs of what is handed to others. */
  readonly distributed: readonly string[];
  /** Rules that find nothing today, and as errors keep it so. */
  readonly kept: readonly string[];
}

/** What another ready-made policy would say of the repository. */
export interface Alternative {
  readonly name: string;
  readonly error: number;
  readonly warning: number;
}

// What only a change of the repository itself can break: facts about licences and support change without one.
const keepable = [
  'version-not-pinned',
  'image-tag-floating',
  'download-piped-to-shell',
  'transport-insecure',
  'lockfile-stale',
];

/** Chooses what a policy extends by what was found: who gets it, and how firmly it is pinned already. */
export async function proposalFor(
  report: Report,
  shipped: Shipped | null,
  judgedBy: (proposal: Proposal) => Promise<Report>,
): Promise<Proposal> {
  const distributed = shipped?.globs ?? [];
  const base = shipped ? 'distributed' : 'default';
  const by = (names: readonly string[]) => judgedBy({ extends: names, because: [], distributed, kept: [] });
  const strict = (await by(['strict'])).summary.findings;
  const isStrict = strict.error === 0 && report.coverage.references.seen > 0;
  const names = isStrict ? (shipped ? ['strict', base] : ['strict']) : [base];
  const judged = await by(names);
  return {
    extends: names,
    distributed,
    because: [
      shipped
        ? `distributed: ${shipped.what} What is shipped is judged by what its licences ask of whoever passes it on.`
        : 'Nothing here says that it is shipped to others: what is deployed, built and run in pipelines is judged as the use of your own that it is.',
      isStrict
        ? 'strict: everything is pinned as firmly as that policy asks, so it can be kept so.'
        : `${share(report)} references are pinned firmly, and "strict" would fail by ${strict.error}: it is for later.`,
    ],
    kept: keepable.filter(
      (id) =>
        report.coverage.references.seen > 0 && !isStrict && judged.findings.every(({ rule }) => rule !== id),
    ),
  };
}

function share({ coverage: { references } }: Report): string {
  return `${references.pinned} of ${references.seen}`;
}

/** Findings that count, by rule, those with most first. */
export function countsByRule({ findings }: Report, level: Level): readonly (readonly [string, number])[] {
  const open = findings.filter((finding) => finding.level === level && finding.waiver === null);
  return [...Map.groupBy(open, ({ rule }) => rule)]
    .map(([rule, group]) => [rule, group.length] as const)
    .sort(([a, most], [b, more]) => more - most || (a < b ? -1 : 1));
}

/** How many components there are of each usage, in the order of exposure. */
export function countsByUsage({ components }: Report): readonly (readonly [Usage, number])[] {
  return usages
    .map((usage) => [usage, components.filter((component) => component.usage === usage).length] as const)
    .filter(([, count]) => count > 0);
}

/** The levels that have findings, with their numbers, as words. */
export function levelCounts({ summary: { findings } }: Report): string {
  const counts = levels
    .filter((level) => findings[level] > 0)
    .map((level) => `${findings[level]} ${level}${findings[level] === 1 ? '' : 's'}`);
  return counts.length === 0 ? 'no findings' : counts.join(', ');
}
