import { compareText, licenseClasses, type Report, type ReportComponent } from '@fineprint/core';

/** A component as the licence tables show it. */
export interface LicenseRow {
  /** The class of its licence; `none` where there is no licence, `unknown` where nothing is concluded. */
  readonly class: string;
  /** The concluded expression, or `NONE` or `NOASSERTION`. */
  readonly license: string;
  /** The branch that the policy takes, where the expression leaves a choice. */
  readonly chosen: string | null;
  readonly component: ReportComponent;
}

/** Rows that share a class, or a licence, with the number of their places. */
export interface RowGroup {
  readonly name: string;
  readonly rows: readonly LicenseRow[];
  readonly places: number;
}

const order: readonly string[] = [...licenseClasses, 'none', 'unknown'];

/** The components of a report by class (the freest first, what is not known last), licence, and name. */
export function licenseRows({ components }: Report): readonly LicenseRow[] {
  return components
    .map(rowOf)
    .toSorted(
      (a, b) =>
        order.indexOf(a.class) - order.indexOf(b.class) ||
        compareText(a.license, b.license) ||
        compareText(a.component.name, b.component.name) ||
        compareText(a.component.ref, b.component.ref),
    );
}

function rowOf(component: ReportComponent): LicenseRow {
  const { concluded, effective, class: known } = component.license;
  if (concluded.expression === null) {
    return concluded.is === 'none'
      ? { class: 'none', license: 'NONE', chosen: null, component }
      : { class: 'unknown', license: 'NOASSERTION', chosen: null, component };
  }
  const chosen = effective === concluded.expression ? null : effective;
  return { class: known ?? 'unstated', license: concluded.expression, chosen, component };
}

/** Groups rows by a name that each has, in the order in which the names first stand there. */
export function groupRows(
  rows: readonly LicenseRow[],
  nameOf: (row: LicenseRow) => string,
): readonly RowGroup[] {
  return [...Map.groupBy(rows, nameOf)].map(([name, group]) => ({
    name,
    rows: group,
    places: placesOf(group),
  }));
}

/** The number of occurrences of components. */
export function placesOf(rows: readonly LicenseRow[]): number {
  return rows.reduce((sum, { component }) => sum + component.occurrences.length, 0);
}

/** Why nothing is concluded, in words that many components can share. */
export function reasonOf({ component: { key, license } }: LicenseRow): string {
  const { because } = license.concluded;
  const start = because.indexOf(key.slice(0, 40));
  const end = because.indexOf('…', start);
  // A long key was cut where the sentence was made.
  const isCut = start >= 0 && end > start && key.startsWith(because.slice(start, end));
  return isCut ? `${because.slice(0, start)}it${because.slice(end + 1)}` : because.replaceAll(key, 'it');
}

/** Rows by the reason for which nothing is concluded, the most frequent first. */
export function groupReasons(rows: readonly LicenseRow[]): readonly RowGroup[] {
  return groupRows(rows, reasonOf).toSorted((a, b) => b.rows.length - a.rows.length);
}

/** A component's name, with the path in it and the version, or what stands for one. */
export function versionedName({ key, name, version, requested, commit }: ReportComponent): string {
  const said = version ?? requested ?? commit;
  const hash = key.indexOf('#');
  const whole = hash < 0 || name.includes('#') ? name : `${name}${key.slice(hash)}`;
  return said === null ? whole : `${whole} ${fullCommit.test(said) ? said.slice(0, 12) : said}`;
}

const fullCommit = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
