import { compareText } from '../model/location.ts';
import type { Report, ScanFacts } from '../model/report.ts';
import type { BoundPolicy } from '../model/rule.ts';
import type { EvaluatedScan } from './evaluate.ts';

/** What a report says about itself and its root. */
export interface ReportHead {
  readonly tool: Report['tool'];
  readonly root: Report['root'];
  readonly scan: ScanFacts;
}

/** Puts an evaluated scan under its head as the report `json-1`: nothing is computed here, everything is sorted already. */
export function reportOf(scan: EvaluatedScan, { tool, root, scan: facts }: ReportHead): Report {
  return {
    schema: 'fineprint-report/1',
    tool,
    root,
    scan: facts,
    complete: scan.complete,
    coverage: scan.coverage,
    units: scan.units,
    components: scan.components,
    dependencies: scan.dependencies,
    findings: scan.findings,
    ...(scan.waivers.length === 0 ? {} : { waivers: scan.waivers }),
    problems: scan.problems,
    texts: Object.fromEntries(Object.entries(scan.texts).sort(([a], [b]) => compareText(a, b))),
    summary: scan.summary,
  };
}

/** What a report says of the policy that judged it. */
export function policyFacts({ names, sha256, from, rules }: BoundPolicy): ScanFacts['policy'] {
  return { names, sha256, from, rules: rules.map(({ id, level, title }) => ({ id, level, title })) };
}
