import { numeral } from '../src/html/numbers.ts';
import type { PageLicense } from '../src/html/page-data.ts';
import { kindLabel, levelWords, wordOf } from '../src/html/words.ts';
import { h } from './element.ts';
import { labelOf, type Row, rankOf } from './model.ts';

/** A column of the table of components. */
export interface Column {
  readonly id: string;
  readonly title: string;
  readonly isNumber?: true;
  cell(row: Row): Node | string;
  compare(a: Row, b: Row): number;
}

// Versions and names with numbers in them in the order of the numbers.
const collator = new Intl.Collator('en', { numeric: true });

/** The columns after the name, in their order. */
export const columns: readonly Column[] = [
  textColumn('name', 'Component', ({ component }) => component.name),
  textColumn('version', 'Version', ({ component }) => component.version ?? ''),
  textColumn('kind', 'Kind', ({ component }) => kindLabel(component.kind)),
  {
    ...textColumn('license', 'Licence', ({ component }) => component.license.expression ?? ''),
    cell: ({ component: { license } }) =>
      license.expression ?? h('span', { class: 'faint' }, namelessLicense(license)),
  },
  wordColumn('class', 'Class', ({ component }) => component.license.class),
  wordColumn('pin', 'Pin', ({ component }) => component.pin),
  wordColumn('usage', 'Usage', ({ component }) => component.usage),
  { ...numberColumn('findings', 'Findings', weightOf), cell: findingsCell },
  numberColumn('places', 'Places', ({ component }) => component.count),
];

function namelessLicense({ class: of, ranges = [] }: PageLicense): string {
  if (ranges.length > 0) return 'depends on the version';
  return of === 'none' ? 'none' : 'not known';
}

function textColumn(id: string, title: string, textOf: (row: Row) => string): Column {
  return { id, title, cell: textOf, compare: (a, b) => collator.compare(textOf(a), textOf(b)) };
}

function wordColumn(id: 'class' | 'pin' | 'usage', title: string, nameOf: (row: Row) => string): Column {
  return {
    id,
    title,
    cell: (row) => h('span', { class: `word c-${id}-${nameOf(row)}` }, labelOf(id, nameOf(row))),
    compare: (a, b) => rankOf(id, nameOf(a)) - rankOf(id, nameOf(b)),
  };
}

function numberColumn(id: string, title: string, numberOf: (row: Row) => number): Column {
  return {
    id,
    title,
    isNumber: true,
    cell: (row) => numeral(numberOf(row)),
    compare: (a, b) => numberOf(a) - numberOf(b),
  };
}

const levelNames = Object.keys(levelWords);
// One finding of a level weighs more than any number of the next.
const step = 10_000;

function weightOf({ findings }: Row): number {
  return levelNames.reduce((sum, level) => sum * step + openOf(findings, level), 0);
}

function openOf(findings: Row['findings'], level: string): number {
  return findings.filter((finding) => finding.level === level && finding.state !== 'waived').length;
}

function findingsCell({ findings }: Row): Node | string {
  const counts = levelNames.flatMap((level) => {
    const count = openOf(findings, level);
    const { label } = wordOf(levelWords, level);
    return count === 0
      ? []
      : [
          h(
            'span',
            { class: `level is-${level}` },
            `${count} ${label.toLowerCase()}${count === 1 ? '' : 's'}`,
          ),
        ];
  });
  return counts.length === 0 ? '' : h('span', { class: 'levels' }, ...counts);
}
