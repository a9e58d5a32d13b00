import { printable, type Report, type ReportFinding } from '@fineprint/core';
import { fold } from '@fineprint/report';
import { type Alternative, countsByRule, countsByUsage, levelCounts, type Proposal } from './proposal.ts';

const width = 100;

/** The policy as the file that is committed; without what was judged by it, only what counts for the judgement. */
export function policyText(proposal: Proposal, found: Report, judged: Judged | null): string {
  return [
    ...head(found),
    ...extending(proposal, judged),
    ...usage(proposal),
    ...kept(proposal),
    ...(judged ? today(judged.report) : []),
  ]
    .concat('')
    .join('\n');
}

/** The repository by the proposed policy, and by others. */
export interface Judged {
  readonly report: Report;
  readonly alternatives: readonly Alternative[];
}

function head(report: Report): readonly string[] {
  const { components, occurrences, classes } = report.summary;
  const { seen, pinned, licensed } = report.coverage.references;
  const usages = countsByUsage(report).map(([name, count]) => `${count} ${name}`);
  const kinds = classes.map(({ name, count }) => `${count} ${name}`);
  const facts = [
    `${components} components in ${occurrences} places, by usage: ${usages.join(', ') || 'none'}.`,
    `Classes of licences: ${kinds.join(', ') || 'none'}. Of ${seen} references ${pinned} are pinned and ${licensed} have a licence that is known.`,
    ...(report.complete ? [] : ['Parts could not be read: "fineprint scan --explain-coverage" says which.']),
  ];
  return [
    ...comment(
      `The policy of this repository, as "fineprint init" proposed it on ${report.scan.asOf.slice(0, 10)}. Change it, and commit it. "fineprint policy show" prints all that holds, with its origin, and "fineprint explain RULE" why a rule asks.`,
    ),
    '#',
    ...comment('What was found'),
    ...facts.flatMap((fact) => comment(fact, '  ')),
    '',
  ];
}

function extending({ extends: names, because }: Proposal, judged: Judged | null): readonly string[] {
  const others = judged?.alternatives ?? [];
  const longest = Math.max(0, ...others.map(({ name }) => name.length));
  const lines = others.map(
    ({ name, error, warning }) =>
      `#   ${name.padEnd(longest)}  ${String(error).padStart(4)} errors  ${String(warning).padStart(4)} warnings`,
  );
  return [
    ...because.flatMap((reason) => comment(reason)),
    ...(lines.length === 0
      ? []
      : [
          ...comment(
            'What the ready-made policies say of this repository today. Only you know whether users reach what runs here (saas) or colleagues only (internal):',
          ),
          ...lines,
        ]),
    `extends: [${names.join(', ')}]`,
  ];
}

function usage({ distributed }: Proposal): readonly string[] {
  if (distributed.length === 0) return [];
  return [
    '',
    ...comment('What is handed to others. The last glob that matches a path decides.'),
    'usage:',
    ...distributed.map((glob) => `  - { path: ${JSON.stringify(glob)}, usage: distributed }`),
  ];
}

function kept({ kept: rules }: Proposal): readonly string[] {
  if (rules.length === 0) return [];
  return [
    '',
    ...comment('These find nothing today; as errors they keep it so.'),
    'rules:',
    ...rules.map((rule) => `  ${rule}: error`),
  ];
}

// More than these are no list of waivers but a baseline.
const mostWaivers = 5;

function today(report: Report): readonly string[] {
  const errors = countsByRule(report, 'error');
  const warnings = countsByRule(report, 'warning');
  const listed = (counts: typeof errors) =>
    counts.map(([rule, count]) => `#   ${String(count).padStart(4)}  ${rule}`);
  const failing = report.findings.filter((finding) => finding.level === 'error' && finding.waiver === null);
  return [
    '',
    ...comment(`Today, by this policy: ${levelCounts(report)}.`),
    ...(errors.length === 0
      ? comment('Nothing fails "fineprint scan".')
      : [...comment('These fail "fineprint scan":'), ...listed(errors)]),
    ...(warnings.length === 0
      ? []
      : [...comment('These would fail "fineprint scan --fail-on warning":'), ...listed(warnings)]),
    ...beginning(failing.length, warnings.length),
    ...(failing.length > 0 && failing.length <= mostWaivers ? waivers(failing, report) : []),
  ];
}

function beginning(errors: number, warnings: number): readonly string[] {
  if (errors > mostWaivers || (errors === 0 && warnings > 0))
    return comment(
      `"fineprint baseline write" records them as known; "fineprint scan --baseline fineprint-baseline.json${errors === 0 ? ' --fail-on warning' : ''}" then fails only by what is new.`,
    );
  return errors === 0 ? [] : comment('Mend them, or accept each for a while by a waiver, with a reason:');
}

/** Waivers to begin with, as comments: whoever takes one in has to say why. */
function waivers(failing: readonly ReportFinding[], report: Report): readonly string[] {
  const keys = new Map(report.components.map(({ ref, key }) => [ref, key]));
  const until = new Date(Date.parse(report.scan.asOf) + 90 * 86_400_000).toISOString().slice(0, 10);
  const lines = failing.flatMap(({ rule, ref, locations: [{ path }] }, index) => {
    const key = ref === null ? undefined : keys.get(ref);
    const what = key === undefined ? `path: ${quoted(path)}` : `component: ${quoted(key)}`;
    return [
      `  - id: W-${index + 1}`,
      `    rule: ${rule}`,
      `    ${what}`,
      '    reason: Say why it may stay.',
      '    owner: Say who answers for it.',
      `    expires: ${until}`,
    ];
  });
  return ['waivers:', ...lines].map((line) => `# ${line}`);
}

/** Text of what was scanned, as a YAML string in one line. */
function quoted(text: string): string {
  return JSON.stringify(printable(text));
}

function comment(text: string, indent = ''): readonly string[] {
  return fold(printable(text), width - 2 - indent.length, '')
    .split('\n')
    .map((line) => `# ${indent}${line}`);
}
