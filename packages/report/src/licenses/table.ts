import type { Report } from '@fineprint/core';
import type { Grouping } from './grouping.ts';
import { groupRows, type LicenseRow, licenseRows } from './rows.ts';

export type Cell = string | number | null;

/** A licence table as programs and spreadsheets take it: one value a column. */
export interface LicenseTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Lays the licences of a report out, one row a class, a component or a place. */
export function licenseTable(report: Report, by: Exclude<Grouping, 'obligation'>): LicenseTable {
  const rows = licenseRows(report);
  switch (by) {
    case 'class':
      return { columns: ['class', 'components', 'places', 'licenses'], rows: classTable(rows) };
    case 'component':
      return {
        columns: Object.keys(componentColumns),
        rows: rows.map((row) => Object.values(componentColumns).map((cellOf) => cellOf(row))),
      };
    case 'place':
      return { columns: placeColumns, rows: placeTable(report) };
  }
}

/** The licences of some rows, the most frequent first: `MIT 3, ISC 1`. */
export function licenseCounts(rows: readonly LicenseRow[]): string {
  return groupRows(rows, ({ license }) => license)
    .toSorted((a, b) => b.rows.length - a.rows.length)
    .map(({ name, rows: group }) => `${name} ${group.length}`)
    .join(', ');
}

function classTable(rows: readonly LicenseRow[]): LicenseTable['rows'] {
  return groupRows(rows, (row) => row.class).map(({ name, rows: group, places }) => [
    name,
    group.length,
    places,
    licenseCounts(group),
  ]);
}

const componentColumns = {
  class: (row) => row.class,
  license: (row) => row.license,
  chosen: (row) => row.chosen,
  kind: ({ component }) => component.kind,
  name: ({ component }) => component.name,
  version: ({ component }) => component.version,
  requested: ({ component }) => component.requested,
  pin: ({ component }) => component.pin,
  usage: ({ component }) => component.usage,
  scope: ({ component }) => component.scope,
  places: ({ component }) => component.occurrences.length,
  declared: ({ component }) => component.license.declared,
  covers: ({ component }) => component.license.concluded.covers,
  confidence: ({ component }) => component.license.concluded.confidence,
  because: ({ component }) => component.license.concluded.because,
  purl: ({ component }) => component.purl,
  ref: ({ component }) => component.ref,
} as const satisfies Readonly<Record<string, (row: LicenseRow) => Cell>>;

const placeColumns = [
  'path',
  'line',
  'column',
  'class',
  'license',
  'chosen',
  'kind',
  'name',
  'version',
  'requested',
  'pin',
  'usage',
  'ref',
];

function placeTable(report: Report): LicenseTable['rows'] {
  return places(report).map(({ row, at }) => {
    const { kind, name, version, ref } = row.component;
    const said = [at.path, at.line, at.column, row.class, row.license, row.chosen];
    return [...said, kind, name, version, at.requested, at.pin, at.usage, ref];
  });
}

/** A place with the component that it names. */
export interface LicensedPlace {
  readonly row: LicenseRow;
  readonly at: LicenseRow['component']['occurrences'][number];
}

/** Every place of a report, along the files. */
export function places(report: Report): readonly LicensedPlace[] {
  return licenseRows(report)
    .flatMap((row) => row.component.occurrences.map((at) => ({ row, at })))
    .toSorted(
      ({ at: a }, { at: b }) =>
        (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || a.line - b.line || a.column - b.column,
    );
}
