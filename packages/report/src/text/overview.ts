import { effectOf, type ProblemEffect, printable, type Report, type ReportProblem } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { bar, besides, type Column, hang, type Paint, table } from '../terminal.ts';
import { coverageSentences, plural } from '../verdict.ts';

/** What was seen, by kind and licence, and what was not. */
export function* overview(report: Report, means: ReporterMeans, ink: Paint): Iterable<string> {
  yield `${ink.bold('What was seen')}\n`;
  for (const sentence of coverageSentences(report)) yield `  ${hang(sentence, means.width, 2)}\n`;
  yield licenseLine(report, means);
  yield '\n';
  yield* kinds(report, means, ink);
  yield* unseen(report, means, ink);
}

function licenseLine({ summary: { classes } }: Report, { width }: ReporterMeans): string {
  if (classes.length === 0) return '';
  const counts = classes.map(({ name, count }) => `${count} ${name}`).join(', ');
  return `  ${hang(`Components by class of licence: ${counts}.`, width, 2)}\n`;
}

const strengths = new Map([
  ['digest', '█'],
  ['commit', '█'],
  ['exact', '█'],
  ['tag', '▒'],
  ['range', '▒'],
  ['branch', '░'],
  ['none', '░'],
  ['unknown', '·'],
]);

const legend = ['█ cannot change', '▒ can be moved', '░ follows whatever is newest', '· unknown'];

const columns: readonly Column[] = [
  { head: 'components', align: 'left' },
  { head: 'distinct', align: 'right' },
  { head: 'places', align: 'right', droppedAs: 2 },
  { head: 'licensed', align: 'right' },
  { head: 'pins', align: 'left', isPicture: true },
  { head: '', align: 'left', droppedAs: 1 },
];

// More kinds than these have few components each.
const shownKinds = 12;

function* kinds({ summary }: Report, { width }: ReporterMeans, ink: Paint): Iterable<string> {
  if (summary.kinds.length === 0) return;
  const rows = summary.kinds
    .slice(0, shownKinds)
    .map(({ title, components, occurrences, licensed, pins }) => [
      title,
      String(components),
      String(occurrences),
      `${licensed}/${components}`,
      bar(
        pins.map(({ name, count }) => ({ mark: strengths.get(name) ?? '·', count })),
        12,
      ),
      pins.map(({ name, count }) => `${count} ${name}`).join(', '),
    ]);
  const drawn = [...table(columns, rows, width, ink)];
  yield* drawn;
  const left = summary.kinds.slice(shownKinds).map(({ title, components }) => `${title} (${components})`);
  if (left.length > 0) yield `${ink.dim(hang(`and ${left.join(', ')}`, width, 2))}\n`;
  const isOneLine = legend.join('   ').length <= width;
  const isDrawn = drawn.some((line) => /[█▒░]/.test(line));
  yield isDrawn ? `${ink.dim(legend.join(isOneLine ? '   ' : '\n'))}\n\n` : '\n';
}

const effects = {
  unread: 'was not read, so the scan is incomplete',
  unresolved: 'has no exact version that can be known from here',
  unasked: 'was asked for and not answered',
  noted: '',
} as const satisfies Record<ProblemEffect, string>;
const effectOrder = Object.keys(effects);

/** One line for each sort of problem, and an example: three hundred of one sort are one thing to know. */
function* unseen({ problems }: Report, means: ReporterMeans, ink: Paint): Iterable<string> {
  if (problems.length === 0) return;
  yield `${ink.bold('What could not be seen')}\n`;
  const groups = [...Map.groupBy(problems, ({ code }) => code)]
    .map(([code, group]) => ({ code, group, effect: effectOf({ code }) }))
    .sort((a, b) => effectOrder.indexOf(a.effect) - effectOrder.indexOf(b.effect));
  let told = 0;
  for (const { code, group, effect } of groups) {
    const counted = group.length > 1 ? ` (${group.length})` : '';
    const start = `  ${code}${counted}  `;
    const isBeside = means.width - start.length >= 36;
    const hung = isBeside
      ? `  ${hang(effects[effect], means.width, start.length)}`
      : `\n    ${hang(effects[effect], means.width, 4)}`;
    const meaning = effects[effect] && ink.dim(hung);
    yield `  ${effect === 'unread' ? ink.red(code) : ink.yellow(code)}${counted}${meaning}\n`;
    const examples = group.slice(0, effect === 'unread' ? shownUnread : 1);
    told += examples.length;
    for (const [index, each] of examples.entries()) {
      const left = index === examples.length - 1 ? group.length - examples.length : 0;
      yield exampleText(each, left, means, ink);
    }
  }
  yield told < problems.length
    ? `  ${ink.dim(hang(means.isAction ? 'The file that the output "report-path" names lists all of them.' : '"--explain-coverage" lists all of them.', means.width, 2))}\n\n`
    : '\n';
}

// What makes a scan incomplete is looked at one by one.
const shownUnread = 5;

function exampleText(
  { message, location }: ReportProblem,
  left: number,
  { width }: ReporterMeans,
  { at, dim }: Paint,
): string {
  const line = `    ${hang(printable(beginningOf(message)), width, 4)}\n`;
  if (!location) return line;
  const more = left > 0 ? `and ${plural(left, 'more place')}` : '';
  const place = `${printable(location.path)}:${location.line}:${location.column}`;
  return `${line}    ${at(place, location.path)}${besides(place, [{ text: more, gap: 1 }], { width, column: 4, dim })}\n`;
}

// An example needs no more; --explain-coverage has the whole.
const shownOfMessage = 240;

function beginningOf(message: string): string {
  return message.length <= shownOfMessage ? message : `${message.slice(0, shownOfMessage).toWellFormed()} …`;
}
