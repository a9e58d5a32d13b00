import {
  isOpen,
  type Level,
  levels,
  printable,
  type Report,
  type ReportFinding,
  shortened,
} from '@fineprint/core';
import type { Reporter, ReporterMeans } from './reporter.ts';
import { incompleteness, plural } from './verdict.ts';

/**
 * Workflow commands of GitHub Actions (https://docs.github.com/actions/reference/workflow-commands-for-github-actions): an
 * annotation for each of the worst findings that are neither waived nor known. A step shows ten of each level.
 */
export const github = {
  id: 'github',
  title: 'GitHub workflow commands',
  *render(report, { warning = null, isAction = false }: Pick<ReporterMeans, 'warning' | 'isAction'>) {
    const open = Map.groupBy(mixed(report.findings.filter(isOpen)), ({ level }) => level);
    const found = (level: Level) => open.get(level) ?? [];
    const first = [
      ...(warning === null ? [] : [workflowCommand('warning', { title: 'Fineprint' }, shortened(warning))]),
      ...incomplete(report),
    ];
    const room = { error: perLevel, warning: perLevel - first.length, note: perLevel };
    const isFull = levels.some((level) => found(level).length > room[level]);
    if (isFull) room.note = perLevel - 1;

    yield* first;
    for (const level of levels) {
      for (const finding of found(level).slice(0, room[level])) yield annotation(finding);
    }
    if (!isFull) return;
    const left = levels.map((level) => plural(Math.max(0, found(level).length - room[level]), level));
    const counts = left.filter((count) => count !== '').join(', ');
    yield workflowCommand(
      'notice',
      { title: 'Fineprint' },
      `${counts} without an annotation, of which a step shows ten a level; ${isAction ? 'the file that the output "report-path" names lists them all' : 'the other reports list them all (-o text, -o json)'}.`,
    );
  },
} as const satisfies Reporter;

const perLevel = 10;
const names: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'notice' };

/** Of few that are shown none should say what another says: first one of each rule, and of each component, then the next. */
function mixed(findings: readonly ReportFinding[]): readonly ReportFinding[] {
  const counts = new Map<string, number>();
  const next = (name: string) => {
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count;
  };
  return findings
    .map((finding) => ({ finding, again: next(`${finding.rule} ${finding.ref}`), turn: next(finding.rule) }))
    .sort((a, b) => a.again - b.again || a.turn - b.turn)
    .map(({ finding }) => finding);
}

function annotation({ rule, level, message, remedy, locations }: ReportFinding): string {
  const [{ path, line, column, endLine, endColumn }] = locations;
  const more = locations.length > 1 ? ` Also in ${plural(locations.length - 1, 'more place')}.` : '';
  // Columns of places that span lines are refused.
  const columns = line === endLine ? { col: String(column), endColumn: String(endColumn) } : {};
  const properties = {
    file: path,
    line: String(line),
    endLine: String(endLine),
    ...columns,
    title: `Fineprint: ${rule}`,
  };
  return workflowCommand(names[level], properties, shortened(`${message} ${remedy}${more}`));
}

function* incomplete(report: Report): Iterable<string> {
  const told = incompleteness(report);
  if (told === null) return;
  const [first] = told.unread;
  const at = told.unread.find(({ location }) => location !== null)?.location;
  const place = at ? { file: at.path, line: String(at.line) } : {};
  const message = shortened(first ? `${told.sentence} ${first.message}` : told.sentence);
  yield workflowCommand('warning', { ...place, title: 'Fineprint' }, message);
}

/** One command of a workflow, on a line of its own. */
export function workflowCommand(
  name: string,
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${list.join(',')}::${escapeData(message)}\n`;
}

/** No scanned text ends a command or begins another: what is no plain character is escaped visibly before. */
function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
