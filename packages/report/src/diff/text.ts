import {
  type ChangedFinding,
  type Comparison,
  type ComponentChange,
  type ComponentState,
  printable,
  withoutCommands,
} from '@fineprint/core';
import { besides, hang, type Paint, paint } from '../terminal.ts';
import { plural } from '../verdict.ts';
import type { DiffReporter, DiffReporterMeans } from './reporter.ts';
import { countsOf, licenseInWords, versionOf, waiving, wordsOf } from './wording.ts';

/** A comparison for people: licences first, since they are what nobody looks for in a bump. */
export const diffText = {
  id: 'text',
  title: 'Text for a terminal',
  *render(comparison, means) {
    for (const piece of pieces(comparison, means)) yield withoutCommands(piece);
  },
} as const satisfies DiffReporter;

function* pieces(comparison: Comparison, means: DiffReporterMeans): Iterable<string> {
  const ink = paint(means.color);
  const { added, removed, changed, findings } = comparison;
  const licensed = changed.filter(({ aspects }) => aspects.includes('license'));
  const others = changed.filter(({ aspects }) => !aspects.includes('license'));
  const { opened, closed } = findings;
  const sections: readonly (readonly [title: string, texts: readonly string[]])[] = [
    ['Licences that changed', licensed.map((change) => changeText(change, means, ink))],
    ['Versions and pins that changed', others.map((change) => changeText(change, means, ink))],
    ['Components that are new', added.map((state) => stateText('+', state, means, ink))],
    ['Components that are gone', removed.map((state) => stateText('-', state, means, ink))],
    ['Findings that opened', opened.map((one) => findingText(one, waiving.opened, means, ink))],
    ['Findings that closed', closed.map((one) => findingText(one, waiving.closed, means, ink))],
  ];
  yield head(comparison, ink);
  for (const [title, texts] of sections) yield* section(title, texts, ink);
  for (const doubt of comparison.doubts)
    yield `${ink.yellow('!')} ${hang(printable(doubt), means.width, 2)}\n`;
  if (comparison.doubts.length > 0) yield '\n';
  yield `${ink.bold(hang(countsOf(comparison), means.width, 0))}\n`;
}

// What is longer is read by nobody on a terminal; the JSON has all.
const shownInSection = 100;

function head({ before, after }: Comparison, { bold, dim }: Paint): string {
  const named = ({ root }: Comparison['before']) =>
    `${printable(root.name)}${root.commit === null ? '' : dim(` ${printable(root.commit.slice(0, 12))}`)}`;
  return `\n${bold('Compared')}  ${named(before)} → ${named(after)}\n\n`;
}

function* section(title: string, texts: readonly string[], { bold, dim }: Paint): Iterable<string> {
  if (texts.length === 0) return;
  yield `${bold(title)}\n`;
  yield* texts.slice(0, shownInSection);
  if (texts.length > shownInSection)
    yield `  ${dim(`… and ${texts.length - shownInSection} more; -o json lists them all`)}\n`;
  yield '\n';
}

function changeText(change: ComponentChange, { width }: DiffReporterMeans, ink: Paint): string {
  const { name, versions, license, pin } = wordsOf(change);
  const what = [license === null ? null : printable(license), pin === null ? null : `pinned by ${pin}`];
  const told = what.filter((text) => text !== null).join(', ');
  const [shown] = [...change.after, ...change.before];
  const place = shown ? placeLine(shown, width, ink) : '';
  const words = hang(`${printable(`${name} ${versions}`)}${told === '' ? '' : `: ${told}`}`, width, 4);
  return `  ${license === null ? '~' : ink.yellow('~')} ${words}\n${place}`;
}

function stateText(mark: '+' | '-', state: ComponentState, { width }: DiffReporterMeans, ink: Paint): string {
  const license = licenseInWords(state);
  const licensed = state.license === 'NONE' ? license : `licence ${license}`;
  const words = `${state.name} ${versionOf(state)}: ${licensed}, ${pinInWords(state)}, ${state.usage ?? 'usage unknown'}`;
  return `  ${mark} ${hang(printable(words), width, 4)}\n${placeLine(state, width, ink)}`;
}

function pinInWords({ pin }: ComponentState): string {
  if (pin === null) return 'pin unknown';
  return pin === 'none' ? 'not pinned' : `pinned by ${pin}`;
}

function placeLine(
  { locations }: Pick<ComponentState, 'locations'>,
  width: number,
  { cyan, dim }: Paint,
): string {
  const [first, ...more] = locations;
  if (first === undefined) return '';
  const place = `${printable(first.path)}:${first.line}:${first.column}`;
  const text = more.length === 0 ? '' : `and ${plural(more.length, 'more place')}`;
  return `    ${cyan(place)}${besides(place, [{ text, gap: 1 }], { width, column: 4, dim })}\n`;
}

function findingText(
  { finding, waived }: ChangedFinding,
  waiver: string,
  { width }: DiffReporterMeans,
  ink: Paint,
): string {
  const { level, rule, message } = finding;
  const note = waived ? ` (${waiver})` : '';
  const words = hang(printable(`${level} ${rule}  ${message}${note}`), width, 4);
  return `  ${words}\n${placeLine(finding, width, ink)}`;
}
