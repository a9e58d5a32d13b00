import { type Level, printable, type Report } from '@fineprint/core';
import { type FindingSubject, findingGroups, type RuleGroup } from '../finding-groups.ts';
import { mendingInWords } from '../mending.ts';
import type { ReporterMeans } from '../reporter.ts';
import { besides, fold, hang, type Paint } from '../terminal.ts';
import { plural } from '../verdict.ts';
import { ownedBy } from './owners.ts';

// A wall of findings is read by nobody: the rules of a level show `together` about so many, `most` of one rule, and no
// more `rules` than these in full.
const room = {
  error: { together: 20, most: 20, rules: 20 },
  warning: { together: 12, most: 5, rules: 8 },
  note: { together: 0, most: 0, rules: 0 },
} as const satisfies Record<Level, object>;

// Up to so many findings there is room for the code of one of each rule.
const mostFramed = 30;

/** How many subjects each rule may show, so that together they fill the room; rules with few leave it to the others. */
function shareOf(
  groups: readonly RuleGroup[],
  { together, most }: { readonly together: number; readonly most: number },
): number {
  const shown = (share: number) =>
    groups.reduce((sum, { subjects }) => sum + Math.min(share, subjects.length), 0);
  let share = 1;
  while (share < most && shown(share + 1) <= together) share += 1;
  return share;
}

/** What is new or was never accepted: errors and warnings with their places and remedies, notes in one line a rule. */
export function* findingTexts(report: Report, means: ReporterMeans, ink: Paint): Iterable<string> {
  const groups = findingGroups(report);
  let isWhole = true;
  for (const level of ['error', 'warning', 'note'] as const) {
    const ofLevel = groups.filter((group) => group.level === level);
    const { rules } = room[level];
    const share = shareOf(ofLevel.slice(0, rules), room[level]);
    const count = ofLevel.reduce((sum, group) => sum + group.count, 0);
    const isFramed = level === 'error' || count <= mostFramed;
    for (const [index, group] of ofLevel.entries()) {
      const isBrief = index >= rules;
      // Whoever is told "and 1 more" would rather have seen it.
      const shown = isBrief ? 0 : group.subjects.length <= share + 1 ? group.subjects.length : share;
      if (shown < group.subjects.length) isWhole = false;
      if (isBrief) yield brief(group, means, ink);
      else yield* detailed(group, shown, isFramed, report, means, ink);
    }
    if (ofLevel.length > rules) yield '\n';
  }
  if (groups.length > 0) yield guide(isWhole, report, means, ink);
}

// Whoever has more than these will not mend them in one sitting.
const manyFindings = 20;

function guide(isWhole: boolean, report: Report, { width, isAction }: ReporterMeans, { dim }: Paint): string {
  const { error, warning, note } = report.summary.findings;
  const isFirst = report.scan.baseline === null && error + warning + note > manyFindings;
  const isUntold = report.scan.policy.from === 'built-in';
  const lines = [
    mendingInWords(report, (command) => `"${command}"`),
    '"fineprint explain RULE" says why a rule asks, and how to mend what it finds.',
    isWhole
      ? ''
      : isAction
        ? 'The file that the output "report-path" names has every finding with all its places.'
        : '"-o html=report.html" shows every finding with all its places ("-o json=report.json" for programs).',
    isFirst
      ? `${isUntold ? '"fineprint init" proposes a policy for this repository; ' : ''}"fineprint baseline write" records them as known, so that only new ones count.`
      : '',
  ].filter((line) => line !== '');
  return `${lines.map((line) => `${dim(hang(line, width, 0))}\n`).join('')}\n`;
}

function brief({ rule, level, count, subjects }: RuleGroup, { width }: ReporterMeans, ink: Paint): string {
  const [first] = subjects;
  if (!first) return '';
  const others = count > 1 ? ` and ${plural(count - 1, 'more place')}` : '';
  const start = `${level} ${rule}`;
  const folded = fold(`${start}  ${placeOf(first)}${others}`, width, '    ');
  return `${label(level, ink)} ${ink.bold(rule)}${folded.slice(start.length)}\n`;
}

function* detailed(
  { rule, level, count, subjects }: RuleGroup,
  most: number,
  isFramed: boolean,
  report: Report,
  means: ReporterMeans,
  ink: Paint,
): Iterable<string> {
  const { width } = means;
  const title = means.rules.find(({ id }) => id === rule)?.title ?? '';
  const noun = `${level} ${rule} (${count} findings)`.length <= width ? ' findings' : '';
  const counted = count > 1 ? ` (${count}${noun})` : '';
  const start = `${level} ${rule}${counted}`;
  const isBeside = start.length + 2 + title.length <= width;
  const titled = isBeside ? `  ${title}` : `\n  ${hang(title, width, 2)}`;
  yield `${label(level, ink)} ${ink.bold(rule)}${counted}${title === '' ? '' : ink.dim(titled)}\n`;
  const shown = subjects.slice(0, most);
  for (const [index, subject] of shown.entries()) {
    yield subjectText(subject, isFramed, report, means, ink);
    const { remedy } = subject.finding;
    if (shown[index + 1]?.finding.remedy !== remedy)
      yield `    ${ink.dim('fix')}  ${hang(printable(remedy), width, 9)}\n`;
  }
  yield rest(subjects.slice(most), means, ink);
  yield '\n';
}

function subjectText(
  subject: FindingSubject,
  isFramed: boolean,
  report: Report,
  { width }: ReporterMeans,
  ink: Paint,
): string {
  const { finding, places } = subject;
  const { message, frame, level } = finding;
  const more = places > 1 ? `and ${plural(places - 1, 'more place')}` : '';
  const place = placeOf(subject);
  const owned = level === 'error' ? ownedBy(subject, report) : '';
  const behind = [
    { text: more, gap: 1 },
    { text: owned, gap: 2 },
  ] as const;
  const beside = besides(place, behind, { width, column: 4, dim: ink.dim });
  // What is folded stands further in, so that each finding is seen to begin.
  const line = `  ${hang(printable(message), width, 4)}\n    ${ink.at(place, finding.locations[0].path)}${beside}\n`;
  if (!isFramed || frame === undefined) return line;
  // The empty gutter above the code says nothing that the place above it does not.
  const [, ...rows] = frame.trimEnd().split('\n');
  return line + rows.map((row) => `     ${ink.dim(cut(printable(row), width - 5))}\n`).join('');
}

/** Code that does not fit is cut: folded, its carets would point anywhere. */
function cut(row: string, width: number): string {
  if (row.length <= width) return row;
  const mark = row.endsWith('^') ? '' : '…';
  return `${row.slice(0, Math.max(width - mark.length, 20)).toWellFormed()}${mark}`;
}

const mostNamed = 6;

function rest(left: readonly FindingSubject[], { width }: ReporterMeans, { dim }: Paint): string {
  if (left.length === 0) return '';
  const places = left.reduce((sum, subject) => sum + subject.places, 0);
  const spread = places === left.length ? '' : ` in ${plural(places, 'place')}`;
  const names = [...new Set(left.map(({ name }) => printable(name)))];
  const listed = `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', …' : ''}`;
  return `  ${dim(hang(`… and ${left.length} more${spread}: ${listed}`, width, 4))}\n`;
}

function placeOf({ finding }: FindingSubject): string {
  const [{ path, line, column }] = finding.locations;
  return `${printable(path)}:${line}:${column}`;
}

function label(level: Level, { red, yellow, cyan }: Paint): string {
  return { error: red, warning: yellow, note: cyan }[level](level);
}
