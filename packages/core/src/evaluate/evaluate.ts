import type { Baseline } from '../model/baseline.ts';
import type { JudgedComponent } from '../model/component.ts';
import { levels } from '../model/finding.ts';
import type { Kind } from '../model/kind.ts';
import { compareLocations, compareText } from '../model/location.ts';
import { effectOf } from '../model/problem.ts';
import type { Refusal } from '../model/refusal.ts';
import type {
  Coverage,
  Report,
  ReportComponent,
  ReportFinding,
  ReportLocation,
  ReportProblem,
  ReportWaiver,
  Summary,
} from '../model/report.ts';
import type { BoundPolicy, ScanSubject } from '../model/rule.ts';
import type { Waiver, WaiverUse } from '../model/waiver.ts';
import { ask, askAboutScan, type Seen } from './ask.ts';
import { fingerprint } from './fingerprint.ts';
import type { Mendable } from './fixes.ts';
import type { UnjudgedScan } from './lay-out.ts';
import { refusalBook } from './refuse.ts';
import { storedWaiver } from './stored-waivers.ts';
import { referenceCoverage, summarize } from './summarize.ts';
import { applied, type Decision, type KnownWaiver, usesOf, waiverBook } from './waive.ts';
import type { AdmitsOnly } from './waiver-index.ts';

/** A scan with its findings: what reporters render. */
export interface EvaluatedScan extends Omit<UnjudgedScan, 'files' | 'inlineWaivers'> {
  readonly findings: readonly ReportFinding[];
  /** The findings that a pin would mend. */
  readonly mendable: ReadonlyMap<ReportFinding, Mendable>;
  /** Every waiver that is known, and what it did. */
  readonly waivers: readonly ReportWaiver[];
  readonly complete: boolean;
  readonly coverage: Coverage;
  readonly summary: Summary;
}

/** What evaluating needs from outside. */
export interface EvaluateMeans {
  readonly policy: BoundPolicy;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** ISO 8601 time that expiries are judged by. */
  readonly asOf: string;
  /** What the findings are measured by, or `null` where all of them count. */
  readonly baseline: Baseline | null;
  /** Where the scanned tree changes the policy that it is judged by. */
  readonly changedPolicy: ReportLocation | null;
  /** Whether a base says which waivers in comments are heeded: another one changes what is judged by too. */
  readonly isJudgedByBase?: boolean;
  readonly admitsOnly: AdmitsOnly;
  /** Whether a waiver that stands in a scanned file is heeded; without an answer all are. */
  isInlineApplied?(waiver: Waiver): boolean;
  /** Waivers that the repository's own policy names where another policy judges it: shown, and not applied. */
  readonly unappliedWaivers?: readonly Waiver[];
  /** What a report server has decided against. */
  readonly refusals?: readonly Refusal[];
  /** Whether the whole repository was scanned, and not only a part of it. */
  readonly isWhole: boolean;
}

/** Judges every licence, asks every rule, applies waivers; a waived finding is kept and marked. */
export function evaluate(scan: UnjudgedScan, means: EvaluateMeans): EvaluatedScan {
  const { policy, baseline } = means;
  const components = scan.components.map((component) => judged(component, policy, scan.texts));
  const problems = [...scan.problems];
  const asked = {
    ...scan,
    components,
    asOf: means.asOf,
    changes: baseline && changesSince(components, baseline),
  };
  const known = knownWaivers(scan, means);
  const decide = waiverBook(known, means);
  const decided = ask(policy.rules, asked, problems).map((seen) => ({ ...seen, decision: decide(seen) }));
  const complete = !problems.some((found) => effectOf(found) === 'unread');
  const changedPolicy = means.changedPolicy ?? (means.isJudgedByBase ? newWaiver(known) : null);
  const whole = { ...scan, components, ...means, changedPolicy, isWhole: means.isWhole && complete };
  const aboutScan = decidedAboutScan(whole, { known, decide, decided, problems, means });
  const all = [...decided, ...aboutScan];
  const mendable = new Map<ReportFinding, Mendable>();
  const findings = toFindings(all, means, mendable);
  if (scan.files.claimed === 0) problems.push(nothingRecognised);
  problems.sort(compareProblems);
  const { files, inlineWaivers: _inline, ...rest } = scan;
  return {
    ...rest,
    components: components.map(({ verdict, texts, ...component }) => component),
    findings,
    mendable,
    waivers: usesOf(known, all, means).map(storedWaiver),
    problems,
    complete: !problems.some((found) => effectOf(found) === 'unread'),
    coverage: { files, references: referenceCoverage(components) },
    summary: summarize(components, findings, problems, means.kinds),
  };
}

/** Where the scanned tree waives something in a comment that its base does not. */
function newWaiver(known: readonly KnownWaiver[]): ReportLocation | null {
  const added = known.find(({ waiver, isApplied }) => !isApplied && waiver.line !== undefined);
  return added?.waiver.location ?? null;
}

const nothingRecognised: ReportProblem = {
  code: 'nothing-recognised',
  message: 'No file here is one that Fineprint reads.',
  location: null,
};

function knownWaivers(
  { inlineWaivers = [] }: UnjudgedScan,
  { policy, unappliedWaivers = [], isInlineApplied = () => true }: EvaluateMeans,
): readonly KnownWaiver[] {
  return [
    ...policy.waivers.map((waiver) => ({ waiver, isApplied: true })),
    ...inlineWaivers.map((waiver) => ({ waiver, isApplied: isInlineApplied(waiver) })),
    ...unappliedWaivers.map((waiver) => ({ waiver, isApplied: false })),
  ];
}

/** A violation, and what waivers make of it. */
type Decided = Seen & { readonly decision: Decision };

interface Deciding {
  readonly known: readonly KnownWaiver[];
  readonly decide: (seen: Seen) => Decision;
  readonly decided: readonly Decided[];
  readonly problems: ReportProblem[];
  readonly means: EvaluateMeans;
}

/** A waiver may cover what is said of the scan, so what is said of waivers is asked again where one turns out to. */
function decidedAboutScan(
  subject: Omit<ScanSubject, 'waivers'>,
  { known, decide, decided, problems, means }: Deciding,
): readonly Decided[] {
  const ask = (waivers: readonly WaiverUse[], defects: ReportProblem[]) =>
    askAboutScan(means.policy.rules, { ...subject, waivers }, means.asOf, defects).map((seen) => ({
      ...seen,
      decision: decide(seen),
    }));
  const first = ask(usesOf(known, decided, means), []);
  return ask(usesOf(known, [...decided, ...first], means), problems);
}

function judged(component: ReportComponent, policy: BoundPolicy, texts: Report['texts']): JudgedComponent {
  const verdict = policy.judge(component);
  const { effective, class: of } = verdict;
  const { observed, notices = [] } = component.license;
  const hashes = new Set([...observed, ...notices].flatMap(({ text }) => text ?? []));
  return {
    ...component,
    license: { ...component.license, effective, class: of },
    verdict,
    texts: [...hashes].flatMap((hash) => texts[hash] ?? []),
  };
}

function changesSince(components: readonly JudgedComponent[], baseline: Baseline) {
  return components.flatMap((component) => {
    const before = baseline.components.get(component.key);
    return before ? [{ component, before }] : [];
  });
}

function toFindings(
  decided: readonly Decided[],
  { baseline, refusals = [], admitsOnly }: EvaluateMeans,
  mendable: Map<ReportFinding, Mendable>,
): readonly ReportFinding[] {
  const ordinals = new Map<string, number>();
  const refused = refusalBook(refusals, admitsOnly);
  // Ordinals count along the file, so that a bump elsewhere renumbers nothing.
  return decided
    .toSorted((a, b) => compareLocations(a.violation.locations[0], b.violation.locations[0]))
    .map((seen): ReportFinding => {
      const { rule, ref, component, violation, decision } = seen;
      const { waiver, note } = decision;
      const notes = [note, waiver === null ? refused(seen) : null].filter((each) => each !== null);
      const key = component?.key ?? null;
      const identity = JSON.stringify([rule.id, key, violation.place ?? null, violation.expression ?? null]);
      const ordinal = ordinals.get(identity) ?? 0;
      ordinals.set(identity, ordinal + 1);
      const identifier = fingerprint(rule.id, key, violation, ordinal);
      const finding: ReportFinding = {
        rule: rule.id,
        level: rule.level,
        ref,
        message: [violation.message, ...notes].join(' '),
        remedy: violation.remedy,
        locations: violation.locations,
        fingerprint: identifier,
        state: baseline && (baseline.fingerprints.has(identifier) ? 'known' : 'new'),
        waiver: waiver && applied(waiver),
        fix: null,
        ...(violation.expression === undefined ? {} : { expression: violation.expression }),
      };
      const mended = mendableBy(seen);
      if (mended) mendable.set(finding, mended);
      return finding;
    })
    .sort(compareFindings);
}

/** What a pin would mend: nothing that stands in a fetched component, of which nobody here can change a byte. */
function mendableBy({ component, occurrence, violation: { mendedBy } }: Seen): Mendable | null {
  if (!component || !occurrence || occurrence.in !== null || mendedBy === undefined) return null;
  return { component, occurrence, least: mendedBy };
}

function compareFindings(a: ReportFinding, b: ReportFinding): number {
  return (
    levels.indexOf(a.level) - levels.indexOf(b.level) ||
    compareText(a.rule, b.rule) ||
    compareText(a.ref ?? '', b.ref ?? '') ||
    compareLocations(a.locations[0], b.locations[0]) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function compareProblems(a: ReportProblem, b: ReportProblem): number {
  const byText = compareText(a.code, b.code) || compareText(a.message, b.message);
  if (a.location === null || b.location === null)
    return Number(a.location !== null) - Number(b.location !== null) || byText;
  return compareLocations(a.location, b.location) || byText;
}
