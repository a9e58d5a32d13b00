import {
  codeFrame,
  compareText,
  printable,
  type Report,
  type ReportFinding,
  type ReportWaiver,
  withoutCommands,
} from '@fineprint/core';
import type { Reporter, ReporterMeans } from './reporter.ts';
import { bar, fold, type Paint, paint, table } from './terminal.ts';
import { coverageSentences, plural, verdictOf } from './verdict.ts';

/** The report for people: verdict, findings with code frames and remedies, components by kind, what was not seen. */
export const text = {
  id: 'text',
  title: 'Text for a terminal',
  *render(report, means) {
    for (const piece of pieces(report, means)) yield withoutCommands(piece);
  },
} as const satisfies Reporter;

function* pieces(report: Report, means: ReporterMeans): Iterable<string> {
  const ink = paint(means.color);
  yield head(report, ink);
  yield* findings(report, means, ink);
  yield* kinds(report, ink);
  yield* classes(report, ink);
  yield* unseen(report, means, ink);
  yield verdict(report, ink);
}

// A wall of findings is read by nobody: of one rule, this many are shown with their place, one of them with its code.
const shownPerRule = { error: 20, warning: 5, note: 3 };

function head({ tool, root, scan }: Report, { bold, dim }: Paint): string {
  const facts = [
    root.commit ? `commit ${root.commit.slice(0, 12)}` : '',
    `policy ${scan.policy.names.join(' + ') || 'none'}`,
    scan.online ? 'online' : 'offline',
  ].filter((fact) => fact !== '');
  return `\n${bold(`${tool.name} ${tool.version}`)}  ${printable(root.name)}  ${dim(printable(facts.join(' · ')))}\n\n`;
}

function* findings(report: Report, means: ReporterMeans, ink: Paint): Iterable<string> {
  const { findings: all, components } = report;
  const names = new Map(components.map(({ ref, name }) => [ref, name]));
  const open = all.filter(({ waiver }) => waiver === null);
  for (const [rule, group] of Map.groupBy(open, ({ rule }) => rule)) {
    const [first] = group;
    if (!first) continue;
    const description = means.rules.find(({ id }) => id === rule);
    yield `${label(first.level, ink)} ${ink.bold(rule)}  ${description?.title ?? ''}\n`;
    const shown = oneForEachComponent(group).slice(0, shownPerRule[first.level]);
    for (const [position, finding] of shown.entries()) yield findingText(finding, position === 0, means, ink);
    yield rest(group, shown, names, means, ink);
    yield `  ${ink.dim('fix')}  ${fold(printable(first.remedy), means.width - 7, ' '.repeat(7))}\n`;
    yield `  ${ink.dim('why')}  ${ink.dim(`fineprint explain ${rule}`)}\n`;
    yield '\n';
  }
  if (means.showWaived) yield* waived(report, ink);
}

/** Forty workflows with one unpinned action are one line here; every place is in the JSON report. */
function oneForEachComponent(group: readonly ReportFinding[]): readonly ReportFinding[] {
  const byRef = Map.groupBy(group, ({ ref, fingerprint }) => ref ?? fingerprint);
  return [...byRef.values()].flatMap(([first]) => (first ? [first] : []));
}

function findingText(
  { message, locations }: ReportFinding,
  isFramed: boolean,
  { source, width }: ReporterMeans,
  ink: Paint,
): string {
  const [at] = locations;
  const more = locations.length > 1 ? ink.dim(` and ${plural(locations.length - 1, 'more place')}`) : '';
  const line = `  ${fold(printable(message), width - 2, '  ')}\n    ${ink.cyan(`${printable(at.path)}:${at.line}:${at.column}`)}${more}\n`;
  const written = isFramed ? source(at.path) : null;
  if (written === null) return line;
  const frame = codeFrame(written, at).trimEnd().split('\n');
  return `${line}${frame.map((row) => `      ${ink.dim(row)}`).join('\n')}\n`;
}

function rest(
  group: readonly ReportFinding[],
  shown: readonly ReportFinding[],
  names: ReadonlyMap<string, string>,
  { width }: ReporterMeans,
  { dim }: Paint,
): string {
  const left = group.length - shown.length;
  if (left === 0) return '';
  const told = new Set(shown.map(({ ref }) => ref));
  const others = group
    .filter(({ ref }) => !told.has(ref))
    .map(({ ref }) => (ref === null ? '' : (names.get(ref) ?? '')));
  const list = [...new Set(others)].filter((name) => name !== '').sort(compareText);
  const named =
    list.length === 0 ? '' : `: ${list.slice(0, 8).map(printable).join(', ')}${list.length > 8 ? ', …' : ''}`;
  return `  ${dim(fold(`… and ${left} more${named}`, width - 2, '  '))}\n`;
}

function* waived({ findings: all, waivers = [] }: Report, { dim, bold }: Paint): Iterable<string> {
  for (const { rule, message, waiver } of all) {
    if (!waiver) continue;
    const { id, reason, owner, expires, ticket } = waiver;
    const whose = [owner, ticket].filter((word) => word != null).map((word) => ` (${word})`);
    yield `${dim('waived')} ${bold(rule)}  ${printable(message)}\n  ${dim(printable(`${id} until ${expires}${whose.join('')}: ${reason}`))}\n\n`;
  }
  for (const waiver of waivers) {
    const state = stateOf(waiver);
    if (state === null) continue;
    const { rules, component, path, reason, from } = waiver;
    const of = [component, path].filter((part) => part !== null).join(' in ');
    yield `${dim('waiver')} ${bold(printable(waiver.id))}  ${state}\n  ${dim(printable(`${rules.join(', ')}${of === '' ? '' : ` of ${of}`}, ${from}: ${reason}`))}\n\n`;
  }
}

/** Why a waiver is told beside the findings that it covers; `null` where it does what it was given for. */
function stateOf({ isApplied, isInForce, expires, findings: count, lapsed }: ReportWaiver): string | null {
  const would = count === 0 ? 'nothing' : plural(count, 'finding');
  if (!isApplied) return `of the repository itself, not applied by this policy; it would cover ${would}`;
  if (!isInForce) return `expired on ${expires}; it would cover ${would}`;
  if (lapsed > 0)
    return `lapsed for ${plural(lapsed, 'finding')}: the licence, or its text, is another one now`;
  return count === 0 ? 'covers nothing' : null;
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

function* kinds({ summary }: Report, ink: Paint): Iterable<string> {
  if (summary.kinds.length === 0) return;
  const rows = summary.kinds.map(({ title, components, occurrences, licensed, pins }) => [
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
  const heads = ['components', 'distinct', 'places', 'licensed', 'pins', ''];
  yield* table(heads, rows, ['left', 'right', 'right', 'right', 'left', 'left'], ink);
  yield `  ${ink.dim('█ cannot change   ▒ can be moved   ░ follows whatever is newest   · unknown')}\n\n`;
}

function* classes({ summary: { classes: all } }: Report, ink: Paint): Iterable<string> {
  if (all.length === 0) return;
  const rows = all.map(({ name, count }) => [
    name,
    String(count),
    bar(
      [
        { mark: '■', count },
        { mark: ' ', count: total(all) - count },
      ],
      24,
    ),
  ]);
  yield* table(['licence class', 'components', ''], rows, ['left', 'right', 'left'], ink);
  yield '\n';
}

function total(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

// Problems of these codes are told by the coverage sentences: one for each reference without an exact version.
const shownProblems = 8;

function* unseen(
  report: Report,
  { width }: ReporterMeans,
  { bold, dim, yellow, cyan }: Paint,
): Iterable<string> {
  yield `${bold('What was seen')}\n`;
  for (const sentence of coverageSentences(report)) yield `  ${sentence}\n`;
  const told = report.problems.filter(({ code }) => code !== 'version-unknown');
  for (const { code, message, location } of told.slice(0, shownProblems)) {
    yield `  ${yellow(code)}  ${fold(printable(message), width - code.length - 4, '    ')}\n`;
    if (location) yield `    ${cyan(`${printable(location.path)}:${location.line}:${location.column}`)}\n`;
  }
  if (told.length > shownProblems)
    yield `  ${dim(`… and ${told.length - shownProblems} more; -o json lists them all`)}\n`;
  yield '\n';
}

function verdict(report: Report, ink: Paint): string {
  const { is, mark, sentence } = verdictOf(report);
  const color = { failed: ink.red, warned: ink.yellow, clean: ink.green }[is];
  return `${color(ink.bold(`${mark} ${sentence}`))}\n`;
}

function label(level: ReportFinding['level'], { red, yellow, cyan }: Paint): string {
  return { error: red, warning: yellow, note: cyan }[level](level);
}
