import type { ChangedFinding, Comparison, ComponentChange, ComponentState } from '@fineprint/core';
import { escapeMarkdown, markdownTable } from '../markdown-text.ts';
import type { DiffReporter } from './reporter.ts';
import { countsOf, licenseInWords, versionOf, waiving, wordsOf } from './wording.ts';

/** A comparison for a comment or a job summary. */
export const diffMarkdown = {
  id: 'markdown',
  title: 'Markdown',
  *render(comparison) {
    const { added, removed, changed, findings, doubts } = comparison;
    yield `## ${escapeMarkdown(countsOf(comparison))}\n\n`;
    yield* changes(changed);
    yield* states('New components', added);
    yield* states('Components that are gone', removed);
    yield* findingTable('Findings that opened', findings.opened, waiving.opened);
    yield* findingTable('Findings that closed', findings.closed, waiving.closed);
    for (const doubt of doubts) yield `- ${escapeMarkdown(doubt)}\n`;
  },
} as const satisfies DiffReporter;

// A comment may have 65,536 characters, and a job summary 1 MiB; what is cut is counted.
const maxRows = 100;

function* changes(all: Comparison['changed']): Iterable<string> {
  // Licences first: they are what nobody looks for in a bump.
  const sorted = all.toSorted((a, b) => Number(isLicensed(b)) - Number(isLicensed(a)));
  yield* section('Changed components', ['component', 'version', 'licence', 'pin'], sorted, (change) => {
    const { name, versions, license, pin } = wordsOf(change);
    return [name, versions, license ?? '', pin ?? ''];
  });
}

function isLicensed({ aspects }: ComponentChange): boolean {
  return aspects.includes('license');
}

function* states(title: string, all: readonly ComponentState[]): Iterable<string> {
  yield* section(title, ['component', 'version', 'licence', 'pin', 'usage'], all, (state) => [
    state.name,
    versionOf(state),
    licenseInWords(state),
    state.pin ?? 'unknown',
    state.usage ?? 'unknown',
  ]);
}

function* findingTable(title: string, all: readonly ChangedFinding[], waiver: string): Iterable<string> {
  yield* section(title, ['level', 'rule', 'finding', 'place'], all, ({ finding, waived }) => {
    const { level, rule, message, locations } = finding;
    const [first] = locations;
    return [level, rule, waived ? `${message} (${waiver})` : message, `${first.path}:${first.line}`];
  });
}

function* section<Item>(
  title: string,
  heads: readonly string[],
  all: readonly Item[],
  row: (item: Item) => readonly string[],
): Iterable<string> {
  if (all.length === 0) return;
  yield `### ${title}\n\n`;
  yield* markdownTable(heads, all.slice(0, maxRows).map(row));
  if (all.length > maxRows) yield `\n${all.length - maxRows} more are left out here.\n`;
  yield '\n';
}
