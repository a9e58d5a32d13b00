import {
  failingLevels,
  isOpen,
  levels,
  problemEffects,
  type Report,
  type ReportProblem,
} from '@fineprint/core';
import type { ReporterMeans } from './reporter.ts';

/** The outcome of a scan for people. */
export interface Verdict {
  readonly is: 'clean' | 'warned' | 'failed';
  /** A mark that needs no colour. */
  readonly mark: string;
  /** `Failed: 3 errors, 1 warning`. */
  readonly sentence: string;
  /** What fails and what does not, as sentences. */
  readonly because: readonly string[];
}

/** Says whether a scan failed, by which findings, and why its exit code is what it is; an action's input is no option. */
export function verdictOf(
  report: Report,
  { isAction = false }: Pick<ReporterMeans, 'isAction'> = {},
): Verdict {
  const { findings, components } = report.summary;
  const noun = report.scan.baseline === null ? '' : 'new ';
  const counts = listed(levels.map((level) => plural(findings[level], noun + level)));
  const { code, reason } = exitOf(report, isAction ? inputNamed : optionNamed);
  const why = isAction
    ? `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
    : `Exit code ${code}: ${reason}.`;
  const isWarned = findings.error + findings.warning > 0;
  const is = code !== 0 ? 'failed' : isWarned ? 'warned' : 'clean';
  const mark = { failed: '✗', warned: '!', clean: '✓' }[is];
  const nothing = components === 0 ? 'nothing was found to judge' : `no ${noun}findings`;
  const told = counts === '' ? `: ${nothing}` : `${code === 0 ? ' with' : ':'} ${counts}`;
  const partly = report.complete ? '' : '; the scan is incomplete';
  const sentence = `${code === 0 ? 'Passed' : 'Failed'}${told}${partly}`;
  return {
    is,
    mark,
    sentence,
    because: [why, ...failingRules(report), ...uncounted(report)],
  };
}

type Named = (name: string, value?: string) => string;

function optionNamed(name: string, value?: string): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function inputNamed(name: string, value?: string): string {
  return value === undefined ? `"${name}"` : `"${name}: ${value}"`;
}

/** Where everything is that has no room elsewhere. */
export function wholeReport({ isAction = false }: Pick<ReporterMeans, 'isAction'>): string {
  return isAction ? 'the file that the output "report-path" names' : 'the JSON report ("-o json")';
}

/** The exit code, whose meaning is part of the interface, and its reason. */
function exitOf(report: Report, named: Named): { readonly code: number; readonly reason: string } {
  const { scan, summary, complete, coverage } = report;
  const { failOn = 'error', strict = false } = scan;
  const failing = failingLevels(failOn);
  const noun = scan.baseline === null ? '' : 'new ';
  const fails = `${noun}${failing
    .map((level) => `${level}s`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' and ')} fail the check`;
  const option = failOn === 'error' ? '' : `, because ${named('fail-on')} is ${failOn}`;
  if (failing.some((level) => summary.findings[level] > 0)) return { code: 1, reason: fails + option };
  if (strict && !complete)
    return { code: 4, reason: `an incomplete scan fails, because of ${named('strict')}` };
  if (strict && coverage.files.claimed === 0)
    return { code: 3, reason: `a scan that recognises nothing fails, because of ${named('strict')}` };
  if (failing.length === 0)
    return { code: 0, reason: `no finding fails the check, because ${named('fail-on')} is none` };
  const further =
    failOn === 'error' && summary.findings.warning > 0
      ? `; with ${named('fail-on', 'warning')}, warnings too`
      : '';
  return { code: 0, reason: `only ${fails}${further}${option}` };
}

const mostRules = 5;

/** Which rules failed it, those with most findings first: who reads a log reads its end. */
function failingRules(report: Report): readonly string[] {
  const failing = failingLevels(report.scan.failOn ?? 'error');
  const fails = report.findings.filter((finding) => failing.includes(finding.level) && isOpen(finding));
  const counts = [...Map.groupBy(fails, ({ rule }) => rule)]
    .map(([rule, group]) => ({ rule, count: group.length }))
    .sort((a, b) => b.count - a.count);
  if (counts.length === 0) return [];
  const more = counts.length > mostRules ? ` and ${plural(counts.length - mostRules, 'more rule')}` : '';
  const named = counts.slice(0, mostRules).map(({ rule, count }) => `${rule} (${count})`);
  return [`It failed by ${named.join(', ')}${more}.`];
}

function uncounted({ summary: { findings }, scan }: Report): readonly string[] {
  const { waived, known = 0 } = findings;
  const are = (count: number) => (count === 1 ? 'is' : 'are');
  return [
    ...(known > 0
      ? [`${plural(known, 'known finding')} ${are(known)} in ${baselineInWords(scan.baseline ?? '')}.`]
      : []),
    ...(waived > 0 ? [`${plural(waived, 'finding')} ${are(waived)} waived.`] : []),
  ];
}

const measuredBy = /^(?:(?<file>.*) and )?(?<commit>[0-9a-f]{40}(?:[0-9a-f]{24})?)$/s;

/** What a scan is measured by: a file, a commit, or both. */
export function baselineInWords(name: string): string {
  const { file, commit } = measuredBy.exec(name)?.groups ?? {};
  if (commit === undefined) return `the baseline ${name}`;
  const short = `commit ${commit.slice(0, 12)}`;
  return file === undefined ? short : `the baseline ${file} or ${short}`;
}

/** Which policy judged, and where it is from, where its name does not say so. */
export function policyInWords({ names, from }: Report['scan']['policy']): string {
  const isBuiltIn = from === 'built-in' || names.some((name) => from === `policies/${name}.yaml`);
  const origin = isBuiltIn ? ' (built in)' : names.includes(from) ? '' : ` (from ${from})`;
  return `policy ${names.join(' + ') || 'none'}${origin}`;
}

/** What the scan saw, as sentences. */
export function coverageSentences({ coverage, summary }: Report): readonly string[] {
  const { files, references } = coverage;
  const { components, occurrences, curated = 0 } = summary;
  const share = (count: number) => `${count} of ${references.seen}`;
  const unread = files.claimed - files.read;
  const partly = unread > 0 ? `; ${unread} more could not be read in full` : '';
  const hold = files.read === 1 || files.seen === 1 ? 'holds' : 'hold';
  const named = components === 1 ? 'is named' : 'are named';
  return [
    `${files.read} of ${plural(files.seen, 'file') || '0 files'} ${hold} infrastructure code${partly}. ${components === 0 ? 'No component is named.' : `${plural(components, 'component')} ${named} in ${plural(occurrences, 'place')}.`}`,
    ...(references.seen > 0
      ? [
          `${share(references.resolved)} references name an exact version, ${share(references.pinned)} are pinned, ${share(references.licensed)} have a concluded licence.`,
        ]
      : []),
    ...(curated > 0
      ? [`${plural(curated, 'licence')} ${curated === 1 ? 'is' : 'are'} the policy's own correction.`]
      : []),
  ];
}

/** That the scan is incomplete, for readers who see findings only, with what could not be read; `null` where it is complete. */
export function incompleteness({ complete, problems }: Report): {
  readonly sentence: string;
  readonly unread: readonly ReportProblem[];
} | null {
  if (complete) return null;
  const unread = problems.filter(({ code }) => problemEffects[code] === 'unread');
  return {
    unread,
    sentence: `The scan is incomplete: ${plural(unread.length, 'part') || 'a part'} could not be read.`,
  };
}

/** `3 errors`, `1 error`, nothing for none. */
export function plural(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function listed(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join(', ');
}
