import { compileGlobs } from '../discover/index.ts';
import { conclude } from '../license/conclude.ts';
import { type CurationMeans, curator } from '../license/curate.ts';
import { reportLocation } from '../model/location.ts';
import { weakestPin } from '../model/pin.ts';
import type { ProblemCode } from '../model/problem.ts';
import type {
  Report,
  ReportComponent,
  ReportFinding,
  ReportLicense,
  ReportOccurrence,
  ReportProblem,
} from '../model/report.ts';
import type { BoundPolicy } from '../model/rule.ts';
import { mostExposed, type Scope, strongestScope, type Usage } from '../model/usage.ts';
import { type EvaluateMeans, evaluate } from './evaluate.ts';
import { conclusionOf, type UnjudgedScan } from './lay-out.ts';
import { policyFacts, reportOf } from './report.ts';
import { inlineWaiversOf } from './stored-waivers.ts';

/** What judging a stored report needs from outside. */
export interface JudgeMeans
  extends Omit<EvaluateMeans, 'asOf' | 'changedPolicy' | 'isWhole'>,
    Pick<CurationMeans, 'admitsOnly'> {
  /** ISO 8601 time that the user fixed (SOURCE_DATE_EPOCH), or `null` for that of the report. */
  readonly fixedTime: string | null;
}

/**
 * Judges a stored report by another policy: its rules, waivers, corrections, and its settings of usage and exclusion. What
 * the report was scanned without (by `exclude`, `only`) stays unknown. By the policy of its own scan it gives the same report.
 */
export function judgeAgain(report: Report, means: JudgeMeans): Report {
  const { policy, baseline } = means;
  const asOf = means.fixedTime ?? report.scan.asOf;
  const scan = corrected(used(report, policy), means);
  const evaluated = evaluate(scan, { ...means, asOf, changedPolicy: null, isWhole: isWhole(report, policy) });
  const stored = new Map(report.findings.map((finding) => [placed(finding), finding]));
  return reportOf(
    {
      ...evaluated,
      findings: evaluated.findings.map((finding) => {
        const { frame, fix = null, message } = stored.get(placed(finding)) ?? {};
        // A policy that asks for a firmer pin says so, and the edits of the scan would not be enough.
        const kept = message === finding.message ? fix : null;
        return { ...finding, fix: kept, ...(frame === undefined ? {} : { frame }) };
      }),
    },
    {
      ...report,
      scan: {
        ...report.scan,
        asOf,
        policy: policyFacts(policy),
        excluded: [...new Set([...report.scan.excluded, ...policy.exclude])],
        baseline: baseline?.name ?? null,
      },
    },
  );
}

/** What a scan left out, but for what the policy excludes, may be what a waiver is for. */
function isWhole({ scan }: Report, { exclude }: BoundPolicy): boolean {
  return (
    scan.only.length === 0 && scan.baseline === null && scan.excluded.every((glob) => exclude.includes(glob))
  );
}

/** Findings about the licence of one component in two versions have one fingerprint. */
function placed({ fingerprint, ref, locations: [{ path, line, column }] }: ReportFinding): string {
  return JSON.stringify([fingerprint, ref, path, line, column]);
}

// What evaluating and correcting add themselves, and would add twice.
const ownCodes: ReadonlySet<ProblemCode> = new Set([
  'nothing-recognised',
  'curation-lapsed',
  'curation-unused',
]);

/** The scan as this policy's settings would have it: without what it excludes, and with the usages that it gives. */
function used(report: Report, policy: BoundPolicy): UnjudgedScan {
  const excluded = compileGlobs(policy.exclude);
  const isIn = ({ path, in: within }: ReportOccurrence) => within !== null || !excluded.some(path);
  const components = report.components.flatMap((component) => {
    const [first, ...rest] = component.occurrences.filter(isIn).map((each) => withUsage(each, policy));
    return first
      ? [{ ...component, ...rolledUp([first, ...rest]), occurrences: [first, ...rest] as const }]
      : [];
  });
  const known = new Set([...report.units, ...components].map(({ ref }) => ref));
  return {
    files: report.coverage.files,
    units: report.units,
    components,
    dependencies: report.dependencies
      .filter(({ ref }) => known.has(ref))
      .map((each) => ({ ...each, dependsOn: each.dependsOn.filter((ref) => known.has(ref)) })),
    problems: report.problems.filter(({ code }) => !ownCodes.has(code)),
    texts: report.texts,
    inlineWaivers: inlineWaiversOf(report),
  };
}

function withUsage(occurrence: ReportOccurrence, policy: BoundPolicy): ReportOccurrence {
  const usage = policy.usage(occurrence.path) ?? occurrence.usage;
  if (usage === occurrence.usage) return occurrence;
  const isImplied = occurrence.scope === impliedScope(occurrence.usage);
  return { ...occurrence, usage, scope: isImplied ? impliedScope(usage) : occurrence.scope };
}

function impliedScope(usage: Usage): Scope {
  return usage === 'ci' || usage === 'development' ? 'excluded' : 'required';
}

function rolledUp(occurrences: readonly ReportOccurrence[]) {
  const requests = new Set(occurrences.map(({ requested }) => requested));
  const [requested = null] = requests;
  return {
    requested: requests.size === 1 ? requested : null,
    pin: weakestPin(occurrences.map(({ pin }) => pin)),
    usage: mostExposed(occurrences.map(({ usage }) => usage)),
    scope: strongestScope(occurrences.map(({ scope }) => scope)),
  };
}

/** The scan with this policy's corrections in place of those that it was scanned with. */
function corrected(
  scan: UnjudgedScan,
  { policy, kinds, admitsOnly }: Pick<JudgeMeans, 'policy' | 'kinds' | 'admitsOnly'>,
): UnjudgedScan {
  const { corrections, unused } = curator({ curations: policy.curations, kinds, admitsOnly });
  const problems: ReportProblem[] = [...scan.problems];
  const components = scan.components.map((component): ReportComponent => {
    const observed = component.license.observed.filter(({ method }) => method !== 'curation');
    const evidence = [...observed];
    for (const item of corrections(component, observed)) {
      if (!('is' in item)) evidence.push(item);
      else problems.push({ ...item, location: item.location && reportLocation(item.location) });
    }
    const isSame =
      evidence.length === observed.length && observed.length === component.license.observed.length;
    return isSame ? component : { ...component, license: concludedAgain(component.license, evidence) };
  });
  for (const { code, message, location } of unused())
    problems.push({ code, message, location: location && reportLocation(location) });
  return { ...scan, components, problems };
}

function concludedAgain(license: ReportLicense, evidence: ReportLicense['observed']): ReportLicense {
  const { gap: _gap, evidenceGap, ...kept } = license;
  const { concluded, ...answer } = conclude(evidence, { gap: evidenceGap ?? license.gap ?? null });
  return { ...kept, ...answer, concluded: conclusionOf(concluded) };
}
