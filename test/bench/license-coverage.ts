import { basename, resolve } from 'node:path';
import { type ReportComponent, scan } from '@fineprint/core';
import { scanMeans } from '../../packages/cli/src/run-scan.ts';

// node test/bench/license-coverage.ts PATH …: how many of the places that name a component have a concluded licence, by
// kind of component; a library is counted under its ecosystem. "hint" stands for what is only remembered.

/** The occurrences of a kind, by what is known of their licence. */
interface Counts {
  components: number;
  occurrences: number;
  verified: number;
  concluded: number;
  none: number;
  split: number;
  hint: number;
  unknown: number;
}

const names = [
  'components',
  'occurrences',
  'verified',
  'concluded',
  'none',
  'split',
  'hint',
  'unknown',
] as const satisfies readonly (keyof Counts)[];
const request = { policies: ['default'], exclude: [], only: [], cache: null, env: {} };
const paths = process.argv.slice(2).map((path) => resolve(path));
const kinds = new Map<string, Counts>();
const repositories: string[] = [];

for (const path of paths) {
  const { means } = await scanMeans(path, request);
  const { components } = await scan(path, means);
  const own = new Map<string, Counts>();
  for (const component of components)
    for (const counts of [kinds, own]) add(counts, classOfComponent(component.key), component);
  repositories.push(row(basename(path), total(own)));
}
const head = '| components | occurrences | verified | concluded | none | split | hint | unknown | known % |';
console.log(`| kind ${head}\n${'| --- '.repeat(10)}|`);
const byOccurrences = [...kinds].toSorted(
  ([one, a], [other, b]) => b.occurrences - a.occurrences || (one < other ? -1 : 1),
);
for (const [kind, counts] of byOccurrences) console.log(row(kind, counts));
console.log(row('all', total(kinds)));
if (paths.length > 1)
  console.log(`\n| repository ${head}\n${'| --- '.repeat(10)}|\n${repositories.join('\n')}`);

function classOfComponent(key: string): string {
  const [kind = '', name = ''] = key.split(/:(.*)/s);
  return kind === 'library' ? `library ${name.split('/', 1)[0]}` : kind;
}

function add(counts: Map<string, Counts>, kind: string, component: ReportComponent): void {
  const one = counts.get(kind) ?? empty();
  counts.set(kind, one);
  one.components += 1;
  one.occurrences += component.occurrences.length;
  one[stateOf(component)] += component.occurrences.length;
}

function stateOf({
  license,
}: ReportComponent): 'verified' | 'concluded' | 'none' | 'split' | 'hint' | 'unknown' {
  const { concluded, ranges, observed } = license;
  if (concluded.is === 'expression')
    return concluded.evidence.some(({ verified }) => verified) ? 'verified' : 'concluded';
  if (concluded.is === 'none') return 'none';
  if (ranges.length > 1) return 'split';
  return observed.length > 0 ? 'hint' : 'unknown';
}

function total(counts: ReadonlyMap<string, Counts>): Counts {
  const sum = empty();
  for (const one of counts.values()) for (const name of names) sum[name] += one[name];
  return sum;
}

function empty(): Counts {
  return { components: 0, occurrences: 0, verified: 0, concluded: 0, none: 0, split: 0, hint: 0, unknown: 0 };
}

function row(name: string, counts: Counts): string {
  const known = counts.verified + counts.concluded + counts.none;
  const share = counts.occurrences === 0 ? '' : ((100 * known) / counts.occurrences).toFixed(1);
  return `| ${name} | ${names.map((column) => counts[column]).join(' | ')} | ${share} |`;
}
