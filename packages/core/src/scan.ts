import { compareContent } from './content/compare.ts';
import type { ContentLock } from './content/lock.ts';
import { claim } from './discover/claim.ts';
import { type Discovered, discover, type Root } from './discover/index.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { type PinPlanner, withFixes } from './evaluate/fixes.ts';
import { withFrames } from './evaluate/frames.ts';
import { layOut } from './evaluate/lay-out.ts';
import { policyFacts, reportOf } from './evaluate/report.ts';
import type { AdmitsOnly } from './evaluate/waiver-index.ts';
import { expand } from './expand/expand.ts';
import { license } from './license/license.ts';
import type { LicenseSource } from './license/source.ts';
import { link } from './link/link.ts';
import type { Baseline } from './model/baseline.ts';
import type { Extractor } from './model/extractor.ts';
import type { Kind } from './model/kind.ts';
import type { Refusal } from './model/refusal.ts';
import type { Report, ReportLocation } from './model/report.ts';
import type { BoundPolicy } from './model/rule.ts';
import type { Waiver } from './model/waiver.ts';
import type { ReadCache } from './read/cache.ts';
import { type ReadScan, readFiles } from './read/read.ts';
import type { UnreadFormat } from './read/unclaimed.ts';
import { type Lookup, offline } from './resolve/lookup.ts';
import { resolve } from './resolve/resolve.ts';

/** Everything a scan works with. Core knows no ecosystem, kind, rule or registry by name: it receives them. */
export interface ScanMeans {
  readonly extractors: readonly Extractor[];
  readonly kinds: readonly Kind[];
  readonly licenseSources: readonly LicenseSource[];
  readonly policy: BoundPolicy;
  readonly admitsOnly: AdmitsOnly;
  readonly lookup: Lookup;
  readonly cache: ReadCache | null;
  /** Formats that nobody reads, where the report has to tell every file that was not claimed. */
  readonly unread?: readonly UnreadFormat[];
  readonly tool: Report['tool'];
  readonly facts: Report['scan']['facts'];
  readonly exclude: readonly string[];
  readonly only: readonly string[];
  /** ISO 8601 time used where the repository gives none. */
  readonly now: string;
  /** ISO 8601 time that the user fixed (SOURCE_DATE_EPOCH), or `null`. */
  readonly fixedTime: string | null;
  /** What the findings are measured by; without one all of them count. */
  readonly baseline?: Baseline | null;
  /** What the repository has locked contents of (`fineprint.lock`), or `null` where it keeps no such lock. */
  readonly contentLock?: ContentLock | null;
  /** Where the scanned tree changes the policy that it is judged by. */
  readonly changedPolicy?: ReportLocation | null;
  /** Whether a base says which waivers in comments are heeded. */
  readonly isJudgedByBase?: boolean;
  /** Whether a waiver that stands in a scanned file is heeded; without an answer all are. */
  isInlineApplied?(waiver: Waiver): boolean;
  /** Waivers of the repository's own policy where another policy judges it: shown, and not applied. */
  readonly unappliedWaivers?: readonly Waiver[];
  /** What a report server has decided against: told in the messages of its findings. */
  readonly refusals?: readonly Refusal[];
  /** Whether only a part of the repository is looked at, for other reasons than `only` and `exclude`. */
  readonly isPartial?: boolean;
  /** Plans the pins that mend findings; without it, no finding has a fix. */
  readonly planPins?: PinPlanner;
  /** Told how far the scan is; for progress on a terminal only. */
  progress?(stage: string, done: number, total: number): void;
}

/** Scans a directory, a single file, or the files of a commit; runs nothing from it, and opens no socket but through `means.lookup`. */
export async function scan(root: Root | string, means: ScanMeans): Promise<Report> {
  return scanDiscovered(discover(root, { exclude: [...means.policy.exclude, ...means.exclude] }), means);
}

/** Takes discovered files through the other stages; their order changes no byte of the report. */
export async function scanDiscovered(found: Discovered, means: ScanMeans): Promise<Report> {
  return scanRead(readFiles(claim(found, means.extractors), means), means, found);
}

/** Takes files that were read through the stages that follow; what lies in no repository has nothing to be mended. */
export async function scanRead(
  read: ReadScan,
  means: ScanMeans,
  found: Discovered | null = null,
): Promise<Report> {
  const { policy, lookup, extractors } = means;
  const kinds = new Map(means.kinds.map((kind) => [kind.id, kind]));
  const resolving = { kinds, lookup, usage: policy.usage };
  const asOf = means.fixedTime ?? read.git?.time ?? means.now;

  const linked = link(read);
  const resolved = await resolve(linked, resolving);
  const compared = await compareContent(resolved, means.contentLock ?? null, resolving);
  const expanded = await expand(compared, extractors, resolving);
  const licensed = await license(expanded, means.licenseSources, {
    ...means,
    curations: policy.curations,
    kinds,
  });
  const { baseline = null, changedPolicy = null } = means;
  const isWhole = !(means.isPartial ?? false) && isAll(read, means);
  const evaluating = { ...means, kinds, asOf, baseline, changedPolicy, isWhole };
  const evaluated = evaluate(layOut(licensed, kinds), evaluating);

  const { planPins } = means;
  const fixed =
    planPins && found
      ? await withFixes(evaluated, found, {
          plan: planPins,
          references: () => resolve(linked, { ...resolving, lookup: offline }),
        })
      : evaluated.findings;
  const findings = withFrames(fixed, read.root);

  return reportOf(
    { ...evaluated, findings },
    {
      tool: means.tool,
      root: { name: read.name, commit: read.git?.commit ?? null, remote: read.git?.remote ?? null },
      scan: {
        asOf,
        online: lookup.online,
        policy: policyFacts(policy),
        facts: means.facts,
        excluded: [...policy.exclude, ...means.exclude],
        only: means.only,
        baseline: baseline?.name ?? null,
      },
    },
  );
}

/** A file alone, or what `--only` and `--exclude` leave, is not the repository. */
function isAll({ root }: Pick<Discovered, 'root'>, { only, exclude }: ScanMeans): boolean {
  return root.file === null && only.length === 0 && exclude.length === 0;
}
