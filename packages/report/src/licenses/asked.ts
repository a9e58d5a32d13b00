import { printable, type Report, type ReportComponent } from '@fineprint/core';
import { fold, type Paint } from '../terminal.ts';
import { groupRows, type LicenseRow, licenseRows, versionedName } from './rows.ts';
import type { LicenseTable } from './table.ts';

/** One thing that a licence asks of the use of a component, or why nobody can say what it asks. */
export interface Asked {
  /** Id of the obligation, or `unstated`. */
  readonly id: string;
  /** Its place in the order in which obligations are told. */
  readonly rank: number;
  readonly license: string;
  /** The occasion on which it is asked: `when copies are passed on`. */
  readonly when: string;
  readonly says: string;
}

/** Says what the licence of a component asks of the way in which it is used. */
export type AskedOf = (component: ReportComponent) => readonly Asked[];

interface AskedRow {
  readonly asked: Asked;
  readonly row: LicenseRow;
}

function askedRows(report: Report, askedOf: AskedOf): readonly AskedRow[] {
  return licenseRows(report)
    .flatMap((row) => askedOf(row.component).map((asked) => ({ asked, row })))
    .toSorted((a, b) => a.asked.rank - b.asked.rank);
}

/** What is asked, one row for each thing and component. */
export function askedTable(report: Report, askedOf: AskedOf): LicenseTable {
  return {
    columns: ['obligation', 'when', 'says', 'license', 'class', 'usage', 'kind', 'name', 'version', 'ref'],
    rows: askedRows(report, askedOf).map(({ asked: { id, when, says, license }, row }) => {
      const { usage, kind, name, version, ref } = row.component;
      return [id, when, says, license, row.class, usage, kind, name, version, ref];
    }),
  };
}

// Of one licence, this many components are named under what it asks; the other formats have all.
const shown = 12;

/** What is asked, by occasion, with the components that it is asked for. */
export function* askedText(report: Report, askedOf: AskedOf, width: number, ink: Paint): Iterable<string> {
  const all = askedRows(report, askedOf);
  for (const [when, ofOccasion] of Map.groupBy(all, ({ asked }) => asked.when)) {
    yield `${ink.cyan(printable(when))}\n`;
    for (const [says, same] of Map.groupBy(ofOccasion, ({ asked }) => asked.says)) {
      yield `  ${ink.bold(fold(printable(says), width - 2, '  '))}\n`;
      for (const [license, group] of Map.groupBy(same, ({ asked }) => asked.license)) {
        const list = `${license}: ${namesOf(group.map(({ row }) => row)).join(', ')}`;
        yield `    ${ink.dim(fold(printable(list), width - 4, '      '))}\n`;
      }
    }
    yield '\n';
  }
  if (all.length === 0) yield 'Nothing is asked of what is used in these ways.\n\n';
}

function namesOf(rows: readonly LicenseRow[]): readonly string[] {
  const names = groupRows(rows, ({ component }) => versionedName(component)).map(({ name, rows: same }) =>
    same.length === 1 ? name : `${name} ×${same.length}`,
  );
  return names.length > shown ? [...names.slice(0, shown), `and ${names.length - shown} more`] : names;
}
