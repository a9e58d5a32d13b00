import { printable, type Report, withoutCommands } from '@fineprint/core';
import { fold, hang, type Paint, paint } from '../terminal.ts';
import { plural } from '../verdict.ts';
import { askedText } from './asked.ts';
import type { LicenseMeans } from './formats.ts';
import type { Grouping } from './grouping.ts';
import {
  groupReasons,
  groupRows,
  type LicenseRow,
  licenseRows,
  placesOf,
  reasonOf,
  versionedName,
} from './rows.ts';
import { licenseCounts, places } from './table.ts';

/** The licence table for people, by class, component, place or obligation; what has no licence is listed with the reason. */
export function* licensesText(report: Report, by: Grouping, means: LicenseMeans): Iterable<string> {
  for (const piece of pieces(report, by, means)) yield withoutCommands(piece);
}

function* pieces(
  report: Report,
  by: Grouping,
  { color, linkTo, width, askedOf }: LicenseMeans,
): Iterable<string> {
  const ink = paint(color, linkTo);
  const rows = licenseRows(report);
  yield head(report, width, ink);
  if (by === 'class') yield* byClass(report, rows, width, ink);
  if (by === 'component') yield* byComponent(report, rows, width, ink);
  if (by === 'place') yield* byPlace(report, width, ink);
  if (by === 'obligation') yield* askedText(report, askedOf, width, ink);
  yield* coverage(report, rows, width, ink);
}

function head({ tool, root, scan }: Report, width: number, { bold, dim }: Paint): string {
  const facts = [`policy ${scan.policy.names.join(' + ') || 'none'}`, `facts of ${scan.facts.version}`];
  const start = `${tool.name} ${tool.version}  licences of ${printable(root.name)}`;
  const told = printable(facts.join(' · '));
  const isBeside = start.length + 2 + told.length <= width;
  return `\n${bold(start)}${isBeside ? '  ' : '\n'}${dim(hang(told, width, 0))}\n\n`;
}

const titles: ReadonlyMap<string, string> = new Map([
  ['none', 'no licence'],
  ['unknown', 'unknown'],
]);

function titleOf(name: string): string {
  return titles.get(name) ?? name;
}

function* byClass(report: Report, rows: readonly LicenseRow[], width: number, ink: Paint): Iterable<string> {
  const groups = groupRows(rows, (row) => row.class);
  const first = Math.max(5, ...groups.map(({ name }) => titleOf(name).length));
  const line = (name: string, components: string, count: string) =>
    `${name.padEnd(first)}  ${components.padStart(10)}  ${count.padStart(6)}`;
  // Beside the numbers there is room for licences only on a wide terminal.
  const isNarrow = width < first + 50;
  const column = isNarrow ? 4 : first + 22;
  yield `${ink.bold(`${line('class', 'components', 'places')}${isNarrow ? '' : '  licences'}`)}\n`;
  for (const { name, rows: group, places: count } of groups) {
    const isKnown = !titles.has(name);
    const start = isNarrow ? '\n    ' : '  ';
    const licenses = isKnown ? `${start}${hang(printable(licenseCounts(group)), width, column)}` : '';
    const cells = line(titleOf(name), String(group.length), String(count));
    yield `${colored(name, cells, ink)}${licenses}\n`;
  }
  yield `${ink.dim(line('', String(rows.length), String(placesOf(rows))))}\n\n`;
  yield* without(report, rows, { width, shown: 12 }, ink);
}

/** What permits everything is green, what has to be looked at yellow; the words say the same without colour. */
function colored(name: string, text: string, { green, yellow, dim }: Paint): string {
  if (name === 'public-domain' || name === 'permissive') return green(text);
  return name === 'weak-copyleft' ? text : name === 'unknown' ? dim(text) : yellow(text);
}

/** Those without a licence, by their reason: a hundred that nothing knows are one paragraph for each kind. */
function* without(
  { summary }: Report,
  rows: readonly LicenseRow[],
  { width, shown }: { readonly width: number; readonly shown: number },
  ink: Paint,
): Iterable<string> {
  const kinds = new Map(summary.kinds.map(({ kind, title }) => [kind, title]));
  for (const { name, rows: group, places: count } of groupRows(
    rows.filter((row) => titles.has(row.class)),
    (row) => row.class,
  )) {
    yield `${ink.bold(titleOf(name))}  ${counted(group.length, count)}\n`;
    for (const reason of groupReasons(group)) {
      yield `  ${fold(printable(reason.name), width - 2, '  ')}\n`;
      for (const { name: kind, rows: same } of groupRows(reason.rows, ({ component }) => component.kind)) {
        const names = [...Map.groupBy(same, ({ component }) => nameOf(component))].map(([one, all]) =>
          all.length === 1 ? one : `${one} ×${all.length}`,
        );
        const rest = names.length > shown ? [`and ${names.length - shown} more`] : [];
        const list = `${kinds.get(kind) ?? kind}: ${[...names.slice(0, shown), ...rest].join(', ')}`;
        yield `    ${ink.dim(fold(list, width - 4, '      '))}\n`;
      }
    }
    yield '\n';
  }
}

function* byComponent(
  report: Report,
  rows: readonly LicenseRow[],
  width: number,
  ink: Paint,
): Iterable<string> {
  const known = rows.filter((row) => !titles.has(row.class));
  // What follows a name takes about forty columns.
  const room = Number.isFinite(width) ? Math.max(width - 46, 20) : 60;
  const longest = known.reduce((most, { component }) => Math.max(most, nameOf(component).length), 0);
  const names = Math.min(room, longest);
  for (const { name, rows: ofClass, places: count } of groupRows(known, (row) => row.class)) {
    const size = counted(ofClass.length, count);
    const start = name.length + 2 + size.length <= width ? '  ' : '\n  ';
    yield `${colored(name, ink.bold(name), ink)}${start}${hang(size, width, 2)}\n`;
    for (const { name: license, rows: same } of groupRows(ofClass, (row) => row.license)) {
      yield `  ${fold(printable(license), width - 2, '  ')}\n`;
      for (const { component, chosen } of same) {
        const facts = [
          component.kind,
          component.usage,
          plural(component.occurrences.length, 'place'),
          chosen === null ? '' : `the policy takes ${printable(chosen)}`,
        ].filter((fact) => fact !== '');
        const line = `${nameOf(component).padEnd(names)}  ${facts.join(' · ')}`;
        yield `    ${fold(line, width - 4, '      ')}\n`;
      }
    }
    yield '\n';
  }
  yield* without(report, rows, { width, shown: Number.POSITIVE_INFINITY }, ink);
}

function nameOf(component: LicenseRow['component']): string {
  return printable(versionedName(component));
}

function* byPlace(report: Report, width: number, ink: Paint): Iterable<string> {
  for (const [path, group] of Map.groupBy(places(report), ({ at }) => at.path)) {
    yield `${ink.at(printable(path), path)}\n`;
    for (const { row, at } of group) {
      const position = `${at.line}:${at.column}`.padStart(8);
      const known = titles.has(row.class)
        ? `${titleOf(row.class)}: ${reasonOf(row)}`
        : `${row.license} (${row.class})`;
      const said = `${versionedName(row.component)}  ${known}`;
      yield `${ink.dim(position)}  ${fold(printable(said), width - 10, ' '.repeat(12))}\n`;
    }
    yield '\n';
  }
}

function* coverage(
  { coverage: { references }, complete }: Report,
  rows: readonly LicenseRow[],
  width: number,
  { bold, dim }: Paint,
): Iterable<string> {
  const licensed = rows.filter((row) => !titles.has(row.class));
  const partly = complete ? '' : ' Parts of the repository could not be read.';
  yield `${bold(hang(`${licensed.length} of ${rows.length} components, in ${references.licensed} of ${references.seen} places, have a concluded licence.${partly}`, width, 0))}\n`;
  yield `${dim(fold('"fineprint explain COMPONENT" shows why, and what its licence asks. None of this is legal advice.', width, ''))}\n`;
}

function counted(components: number, count: number): string {
  return `${plural(components, 'component')} in ${plural(count, 'place')}`;
}
