import type { Report, ReportFinding } from '@fineprint/core';
import { csvRecord } from './csv-text.ts';
import { licenseTable } from './licenses/table.ts';
import type { Reporter } from './reporter.ts';

/** CSV (RFC 4180) for spreadsheets: the components with their licences and findings, one a record. */
export const csv = {
  id: 'csv',
  title: 'Components as CSV',
  *render(report) {
    const { columns, rows } = licenseTable(report, 'component');
    const tell = findingsOf(report);
    const ref = columns.indexOf('ref');
    yield csvRecord([...columns, 'findings']);
    for (const row of rows) yield csvRecord([...row, tell(row[ref] ?? null)]);
  },
} as const satisfies Reporter;

/** The findings about a component in one cell, each rule once: `error license-not-allowed, warning version-not-pinned`. */
function findingsOf({ findings }: Report): (ref: string | number | null) => string {
  const byRef = Map.groupBy(findings, ({ ref }): string | number | null => ref);
  return (ref) => [...new Set(byRef.get(ref)?.map(wordsFor))].join(', ');
}

function wordsFor({ rule, level, waiver, state }: ReportFinding): string {
  const standing = waiver ? ' (waived)' : state === 'known' ? ' (known)' : '';
  return `${level} ${rule}${standing}`;
}
