import { type Level, printable, type Report } from '@fineprint/core';
import { type FindingSubject, findingGroups, type RuleGroup } from '../finding-groups.ts';
import type { ReporterMeans } from '../reporter.ts';
import { hang, type Paint } from '../terminal.ts';
import { plural } from '../verdict.ts';
import { ownersOf } from './owners.ts';

// A wall of findings is read by nobody: together the rules of a level show about so many, and a rule no more than `most`.
const room = {
  error: { together: 40, most: 20, rules: 20 },
  warning: { together: 10, most: 5, rules: 8 },
  note: { together: 0, most: 0, rules: 0 },
} as const satisfies Record<Level, object>;

// From this many rules on, the code of each is more than the two screens that somebody reads.
const framedRules = 4;

/** What is new or was never accepted: errors and warnings with their places and remedies, notes in one line a rule. */
export function* findingTexts(report: Report, means: ReporterMeans, ink: Paint): Iterable<string> {
  const groups = findingGroups(report);
  let isWhole = true;
  for (const level of ['error', 'warning', 'note'] as const) {
    const ofLevel = groups.filter((group) => group.level === level);
    const { together, most, rules } = room[level];
    const share = Math.max(1, Math.min(most, Math.floor(together / ofLevel.length)));
    for (const [index, group] of ofLevel.entries()) {
      const isBrief = index >= rules;
      // Whoever is told "and 1 more" would rather have seen it.
      const shown = isBrief ? 0 : group.subjects.length <= share + 1 ? group.subjects.length : share;
      if (shown < group.subjects.length) isWhole = false;
      if (isBrief) yield brief(group, means, ink);
      else
        yield* detailed(group, shown, level === 'error' || ofLevel.length < framedRules, report, means, ink);
    }
    if (ofLevel.length > rules) yield '\n';
  }
  if (groups.length > 0) yield guide(isWhole, means, ink);
}

function guide(isWhole: boolean, { width }: ReporterMeans, { dim }: Paint): string {
  const all = isWhole ? '' : ' "-o json" lists every finding with all its places.';
  return `${dim(hang(`"fineprint explain RULE" says why a rule asks, and how to mend what it finds.${all}`, width, 0))}\n\n`;
}

function brief({ rule, level, count, subjects }: RuleGroup, { width }: ReporterMeans, ink: Paint): string {
  const [first] = subjects;
  if (!first) return '';
  const others = count > 1 ? ` and ${plural(count - 1, 'more place')}` : '';
  const start = `${level} ${rule}  `;
  const where = hang(`${placeOf(first)}${others}`, width, start.length > 40 ? 4 : start.length);
  return `${label(level, ink)} ${ink.bold(rule)}  ${where}\n`;
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
  const counted = count > 1 ? ` (${count})` : '';
  const start = `${level} ${rule}${counted}  `;
  yield `${label(level, ink)} ${ink.bold(rule)}${counted}  ${hang(title, width - Math.max(0, start.length - 4), 4)}\n`;
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
  const more = places > 1 ? ink.dim(` and ${plural(places - 1, 'more place')}`) : '';
  const owners = level === 'error' ? ownersOf(subject, report) : [];
  const owned = owners.length === 0 ? '' : ink.dim(`  owned by ${owners.map(printable).join(' ')}`);
  const line = `  ${hang(printable(message), width, 2)}\n    ${ink.cyan(placeOf(subject))}${more}${owned}\n`;
  if (!isFramed || frame === undefined) return line;
  // The empty gutter above the code says nothing that the place above it does not.
  const [, ...rows] = frame.trimEnd().split('\n');
  return line + rows.map((row) => `     ${ink.dim(cut(printable(row), width - 5))}\n`).join('');
}

/** Code that does not fit is cut: folded, its carets would point anywhere. */
function cut(row: string, width: number): string {
  return row.length <= width ? row : `${row.slice(0, Math.max(width - 1, 20)).toWellFormed()}…`;
}

const mostNamed = 6;

function rest(left: readonly FindingSubject[], { width }: ReporterMeans, { dim }: Paint): string {
  if (left.length === 0) return '';
  const places = left.reduce((sum, subject) => sum + subject.places, 0);
  const names = [...new Set(left.map(({ name }) => printable(name)))];
  const listed = `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ', …' : ''}`;
  return `  ${dim(hang(`… and ${left.length} more in ${plural(places, 'place')}: ${listed}`, width, 4))}\n`;
}

function placeOf({ finding }: FindingSubject): string {
  const [{ path, line, column }] = finding.locations;
  return `${printable(path)}:${line}:${column}`;
}

function label(level: Level, { red, yellow, cyan }: Paint): string {
  return { error: red, warning: yellow, note: cyan }[level](level);
}
