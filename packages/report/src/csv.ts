import { csvRecord } from './csv-text.ts';
import { licenseTable } from './licenses/table.ts';
import type { Reporter } from './reporter.ts';

/** CSV (RFC 4180) for spreadsheets: the components with their licences, one a record. */
export const csv = {
  id: 'csv',
  title: 'Components as CSV',
  *render(report) {
    const { columns, rows } = licenseTable(report, 'component');
    yield csvRecord(columns);
    for (const row of rows) yield csvRecord(row);
  },
} as const satisfies Reporter;
