import type { Report } from '@fineprint/core';
import { csvRecord } from '../csv-text.ts';
import { escapeMarkdown, markdownTable } from '../markdown-text.ts';
import type { ReporterMeans } from '../reporter.ts';
import { type AskedOf, askedTable } from './asked.ts';
import type { Grouping } from './grouping.ts';
import { groupReasons, groupRows, licenseRows, versionedName } from './rows.ts';
import { type LicenseTable, licenseTable } from './table.ts';
import { licensesText } from './text.ts';

/** What the licence tables may use besides the report. */
export interface LicenseMeans extends Pick<ReporterMeans, 'color' | 'linkTo' | 'width'> {
  readonly askedOf: AskedOf;
}

/** Renders the licence table of a report. */
export type LicenseReporter = (report: Report, by: Grouping, means: LicenseMeans) => Iterable<string>;

/** The formats of the licence table by their names. */
export const licenseFormats = {
  text: licensesText,
  json: licensesJson,
  csv: licensesCsv,
  markdown: licensesMarkdown,
} as const satisfies Record<string, LicenseReporter>;

/** The table as JSON, `fineprint-licenses/1`: each row an object with the columns as its fields. */
function* licensesJson(report: Report, by: Grouping, { askedOf }: LicenseMeans): Iterable<string> {
  const { tool, root, scan, complete, coverage, summary } = report;
  const table = {
    schema: 'fineprint-licenses/1',
    tool,
    root,
    scan: { asOf: scan.asOf, policy: scan.policy, facts: scan.facts },
    complete,
    by,
    components: summary.components,
    places: coverage.references.seen,
    licensedPlaces: coverage.references.licensed,
    rows: by === 'class' ? classRows(report) : plainRows(tableOf(report, by, askedOf)),
  };
  yield `${JSON.stringify(table, null, 2)}\n`;
}

function tableOf(report: Report, by: Grouping, askedOf: AskedOf): LicenseTable {
  return by === 'obligation' ? askedTable(report, askedOf) : licenseTable(report, by);
}

function plainRows({ columns, rows }: LicenseTable): readonly object[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place]])));
}

/** The classes, each with its licences. */
function classRows(report: Report): readonly object[] {
  return groupRows(licenseRows(report), (row) => row.class).map(({ name, rows, places }) => ({
    class: name,
    components: rows.length,
    places,
    licenses: groupRows(rows, (row) => row.license).map((group) => ({
      license: group.name,
      components: group.rows.length,
      places: group.places,
    })),
  }));
}

function* licensesCsv(report: Report, by: Grouping, { askedOf }: LicenseMeans): Iterable<string> {
  const { columns, rows } = tableOf(report, by, askedOf);
  yield csvRecord(columns);
  for (const row of rows) yield csvRecord(row);
}

function* licensesMarkdown(report: Report, by: Grouping, { askedOf }: LicenseMeans): Iterable<string> {
  const { columns, rows } = tableOf(report, by, askedOf);
  const { references } = report.coverage;
  yield `## Licences of ${escapeMarkdown(report.root.name)}\n\n`;
  yield* markdownTable(
    columns,
    rows.map((row) => row.map((cell) => String(cell ?? ''))),
  );
  yield `\n${references.licensed} of ${references.seen} places have a concluded licence. None of this is legal advice.\n`;
  if (by === 'class') yield* withoutMarkdown(report);
}

function* withoutMarkdown(report: Report): Iterable<string> {
  const rows = licenseRows(report).filter(({ component }) => component.license.concluded.expression === null);
  if (rows.length === 0) return;
  yield '\n### Without a licence\n\n';
  const cells = groupReasons(rows).flatMap(({ name, rows: same }) =>
    same.map(({ component }) => [versionedName(component), component.kind, name]),
  );
  yield* markdownTable(['component', 'kind', 'why'], cells);
}
