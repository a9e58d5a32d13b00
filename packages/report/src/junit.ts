import {
  failingLevels,
  type Level,
  type Report,
  type ReportFinding,
  type ReportProblem,
  withoutCommands,
} from '@fineprint/core';
import type { Reporter, ReporterMeans } from './reporter.ts';
import { incompleteness } from './verdict.ts';
import { worstFirst, worstProblems } from './worst-first.ts';
import { xmlText } from './xml-text.ts';

/**
 * JUnit XML, as the schema of Jenkins' xunit plugin has it: a suite for each rule that was asked, a case for each finding.
 * A finding at a level that fails is a failure, a waived or known one is skipped, and another passes and is told.
 */
export const junit = {
  id: 'junit',
  title: 'JUnit XML',
  *render(report, means) {
    const suites = [...ruleSuites(report, means), scanSuite(report)];
    const counts = { tests: 0, failures: 0 };
    for (const { cases } of suites) {
      counts.tests += cases.length;
      counts.failures += countOf(cases, 'failure');
    }
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites name="Fineprint" tests="${counts.tests}" failures="${counts.failures}" errors="0">\n`;
    for (const suite of suites)
      for (const lines of suiteLines(suite, report.scan.asOf)) yield withoutCommands(lines);
    yield '</testsuites>\n';
  },
} as const satisfies Reporter;

// Readers hold the whole file in memory, and nobody looks through more.
const maxCases = 5_000;
const maxProblems = 1_000;

interface Case {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'skipped';
  readonly type?: Level;
  readonly message?: string;
  /** Further lines, such as places. */
  readonly told?: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly problems?: readonly string[];
}

/** GitLab tells cases apart by class and name: a name says what it is about and in which file, and survives moved lines. */
function* ruleSuites(
  { findings, components, scan }: Report,
  { rules, failOn }: ReporterMeans,
): Iterable<Suite> {
  const keys = new Map(components.map(({ ref, key }) => [ref, key]));
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const failing = failingLevels(failOn);
  const byRule = Map.groupBy(worstFirst(findings).slice(0, maxCases), ({ rule }) => rule);
  const asked = scan.policy.rules?.map(({ id }) => id) ?? [];
  for (const rule of new Set([...asked, ...byRule.keys()])) {
    const names = new Map<string, number>();
    const cases = (byRule.get(rule) ?? []).map((finding) => {
      const base = [
        finding.ref === null ? '' : (keys.get(finding.ref) ?? finding.ref),
        finding.locations[0].path,
      ]
        .filter((part) => part !== '')
        .join(' in ');
      const ordinal = (names.get(base) ?? 0) + 1;
      names.set(base, ordinal);
      return caseOf(finding, ordinal === 1 ? base : `${base} (${ordinal})`, failing);
    });
    const passed: Case = { name: titles.get(rule) ?? rule, outcome: 'passed' };
    yield { name: rule, cases: cases.length > 0 ? cases : [passed] };
  }
}

function caseOf(finding: ReportFinding, name: string, failing: readonly Level[]): Case {
  const { level, message, remedy, waiver, state, locations } = finding;
  if (waiver) {
    const by = waiver.owner === null ? '' : `, ${waiver.owner}`;
    return {
      name,
      outcome: 'skipped',
      message: `Waived until ${waiver.expires} (${waiver.id}${by}): ${waiver.reason}`,
      told: [message],
    };
  }
  if (state === 'known')
    return { name, outcome: 'skipped', message: 'Known: the baseline has it.', told: [message] };
  const places = locations.slice(0, maxPlaces).map(({ path, line, column }) => `${path}:${line}:${column}`);
  const more = locations.length > maxPlaces ? [`and ${locations.length - maxPlaces} more places`] : [];
  const told = [...places, ...more, remedy];
  if (failing.includes(level)) return { name, outcome: 'failure', type: level, message, told };
  return { name, outcome: 'passed', told: [`${level}: ${message}`, ...told] };
}

const maxPlaces = 20;

/** What the scan says about itself: cases that are skipped where the answer is no. */
function scanSuite(report: Report): Suite {
  const { findings, problems } = report;
  const incomplete = incompleteness(report);
  const left = findings.length - maxCases;
  const leftOut = `${left} of ${findings.length} findings are left out here, the least of them.`;
  const cases = [
    answer(
      'Everything was read',
      incomplete?.sentence,
      incomplete?.unread.slice(0, maxPlaces).map(problemLine),
    ),
    answer('Every finding is listed', left > 0 ? leftOut : undefined),
  ];
  const shown = worstProblems(problems).slice(0, maxProblems).map(problemLine);
  const rest = problems.length > maxProblems ? [`and ${problems.length - maxProblems} more problems`] : [];
  return { name: 'scan', cases, problems: [...shown, ...rest] };
}

function answer(name: string, message: string | undefined, told: readonly string[] = []): Case {
  return message === undefined ? { name, outcome: 'passed' } : { name, outcome: 'skipped', message, told };
}

function problemLine({ code, message, location }: ReportProblem): string {
  return `${code} ${location ? `${location.path}:${location.line}:${location.column} ` : ''}${message}`;
}

function* suiteLines({ name, cases, problems = [] }: Suite, timestamp: string): Iterable<string> {
  const counts = `tests="${cases.length}" failures="${countOf(cases, 'failure')}" errors="0" skipped="${countOf(cases, 'skipped')}"`;
  yield `  <testsuite name="${xmlText(name)}" ${counts} timestamp="${xmlText(timestamp)}">\n`;
  for (const each of cases) yield caseLines(each, name);
  if (problems.length > 0) yield `    <system-err>${problems.map(xmlText).join('\n')}</system-err>\n`;
  yield '  </testsuite>\n';
}

/** GitLab shows the text of an outcome and not its message, Jenkins both: so the text begins with the message. */
function caseLines({ name, outcome, type, message, told = [] }: Case, suite: string): string {
  const open = `    <testcase classname="${xmlText(suite)}" name="${xmlText(name)}"`;
  const text = [...(message === undefined ? [] : [message]), ...told].map(xmlText).join('\n');
  if (outcome === 'passed') {
    return text === ''
      ? `${open}/>\n`
      : `${open}>\n      <system-out>${text}</system-out>\n    </testcase>\n`;
  }
  const kind = type === undefined ? '' : ` type="${type}"`;
  return `${open}>\n      <${outcome}${kind} message="${xmlText(message ?? '')}">${text}</${outcome}>\n    </testcase>\n`;
}

function countOf(cases: readonly Case[], outcome: Case['outcome']): number {
  return cases.filter((each) => each.outcome === outcome).length;
}
