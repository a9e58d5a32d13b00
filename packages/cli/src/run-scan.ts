import {
  type Baseline,
  type ContentLock,
  inlineIdentity,
  inlineWaiversOf,
  offline,
  openReadCache,
  openRoot,
  type ReadCache,
  type Report,
  type Root,
  type ScanMeans,
  scan,
  type Waiver,
} from '@fineprint/core';
import { extractors, unread } from '@fineprint/extractors';
import { kinds } from '@fineprint/kinds';
import { admitsOnly, diskSource, factSource, type Licenses, lockSource } from '@fineprint/licenses';
import { PolicyError } from '@fineprint/policy';
import { boundPolicy, filesOnly } from './bound-policy.ts';
import { contentLockIn, contentLockOf } from './content-lock.ts';
import { known } from './known-licenses.ts';
import type { Asking } from './online.ts';
import { choosePolicies, ownPolicy, type PolicyText } from './policies.ts';
import type { ReportServer } from './report-server/report-server.ts';
import { serverReader } from './report-server/server-reader.ts';
import type { Base, Judge } from './since.ts';
import { didYouMean, UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** What a scan is told by the command line. */
export interface ScanRequest {
  /** Names and files, or what was read already. */
  readonly policies: readonly (string | PolicyText)[];
  readonly exclude: readonly string[];
  readonly only: readonly string[];
  readonly cache: ReadCache | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether registries may be asked, and how. */
  readonly online?: Asking;
  /** Whether the report has to tell files that look like infrastructure code and were not claimed. */
  readonly explainCoverage?: boolean;
  /** What the findings are measured by. */
  readonly baseline?: Baseline | null;
  /** The commit that the scan is measured by. */
  readonly base?: Base | null;
  /** Whether only what the base does not have counts; that is so unless it is told otherwise. */
  readonly countsAll?: boolean;
  /** The commit that says how it is judged, in place of what is scanned. */
  readonly judge?: Judge | null;
  /** Why nothing that the repository says about itself is heeded, where that is so. */
  readonly unheeded?: string | null;
  /** The report server that policies may name, and whether it may be asked offline too; without it, that of the user's settings. */
  readonly server?: ReportServer;
  /** Whether findings are to come with the edits that mend them, which registries are asked about. */
  readonly givesFixes?: boolean;
  progress?(stage: string, done: number, total: number): void;
}

/** A scan, that of its base where there is one, and what is to be said beside it. */
export interface Scanned {
  readonly report: Report;
  readonly before: Report | null;
  readonly remarks: readonly string[];
}

/** Scans with everything that this program has: all extractors, kinds, licence sources, and the policy that applies. */
export async function runScan(from: Root | string, asked: ScanRequest): Promise<Scanned> {
  // Offline nothing is known that could be written: what a lockfile says pins already.
  const givesFixes = asked.online !== undefined && (asked.givesFixes ?? false);
  // An edit is proven by reading all again.
  const cache = asked.cache ?? (givesFixes ? openReadCache(null, null, Date.now()) : null);
  const request = { ...asked, cache };
  const root = typeof from === 'string' ? openRoot(from) : from;
  const own = request.unheeded
    ? await contentLockIn(root, 'the repository')
    : { lock: await contentLockOf(root), remarks: [] };
  const { means: gathered, remarks: said, close } = await scanMeans(root, request);
  const fixing = givesFixes ? { planPins: (await import('./fixes.ts')).pinPlanner(gathered) } : {};
  const means = { ...gathered, contentLock: own.lock, ...fixing };
  const remarks = [...said, ...own.remarks];
  try {
    if (!request.base) return { report: await scan(root, means), before: null, remarks };
    const measured = await measuredBy(request.base, request, means);
    const report = await scan(root, measured.means);
    return { report, before: measured.before, remarks: [...remarks, ...measured.remarks] };
  } finally {
    close();
  }
}

/** Scans the base by the same means, and lets what it finds measure the scan. */
async function measuredBy(base: Base, { judge, countsAll }: ScanRequest, means: ScanMeans) {
  const { doubtsOf } = await import('./since.ts');
  const fixedTime = means.fixedTime ?? base.asOf ?? means.now;
  const isInlineApplied = means.isInlineApplied ?? (() => true);
  const { planPins: _, ...judging } = means;
  const unmeasured = { ...judging, changedPolicy: null, isJudgedByBase: false };
  const locks = await locksOf(base, means.contentLock ?? null);
  const contentLock = locks.before;
  const before =
    base.root && (await scan(base.root, { ...unmeasured, fixedTime, isInlineApplied, contentLock }));
  const remarks = [...(before ? doubtsOf(before, base) : []), ...locks.remarks];
  const heeded = new Set(before ? inlineWaiversOf(before).map(inlineIdentity) : []);
  const measured: ScanMeans = {
    ...means,
    fixedTime,
    contentLock: locks.now,
    baseline: countsAll ? (means.baseline ?? null) : either(await baselineBy(base, before), means.baseline),
    isInlineApplied: (waiver: Waiver) =>
      isInlineApplied(waiver) && (!judge || heeded.has(inlineIdentity(waiver))),
    // A change is measured, not the repository: what a waiver is for may lie outside of it.
    isPartial: true,
  };
  return { means: measured, before, remarks };
}

async function baselineBy({ name }: Base, before: Report | null): Promise<Baseline> {
  const { baselineFileOf, baselineOf } = await import('@fineprint/core/baseline');
  const nothing = { schema: 'fineprint-baseline/1' as const, findings: [], components: [] };
  return baselineOf(before ? baselineFileOf(before) : nothing, name);
}

/** Known is what either knows; what a component was before, the commit tells, which is later than the file. */
function either(commit: Baseline, file: Baseline | null | undefined): Baseline {
  if (!file) return commit;
  const fingerprints = new Set([...commit.fingerprints, ...file.fingerprints]);
  return { ...commit, name: `${file.name} and ${commit.name}`, fingerprints };
}

/** The locks of contents on both sides: one that was taken away since the base still counts, as its policy does. */
async function locksOf({ root, name }: Base, now: ContentLock | null) {
  const { lock: before, remarks } = root ? await contentLockIn(root, name) : { lock: null, remarks: [] };
  const isGone = now === null && before !== null;
  const gone = `${before?.path} is gone since commit ${name.slice(0, 12)}; what it says there still counts here.`;
  return { before, now: now ?? before, remarks: isGone ? [...remarks, gone] : remarks };
}

/** Gathers what a scan works with. Throws a `UsageError` or `PolicyError` where the request makes no sense. */
export async function scanMeans(
  root: Root | string,
  request: ScanRequest,
): Promise<{ readonly means: ScanMeans; readonly remarks: readonly string[]; close(): void }> {
  const facts = known.facts();
  const { policies, judge = null, unheeded = null } = request;
  const repository = judge ? judge.policy : ownPolicy(typeof root === 'string' ? openRoot(root) : root);
  const { sources, unapplied, remarks } = choosePolicies(repository, policies, unheeded);
  const isOnline = request.server !== undefined || request.online !== undefined;
  const server = serverReader(root, { ...request, isOnline });
  const extending = { online: request.online ? request.env : null, server: server.read };
  const policy = await boundPolicy(sources, judge?.root ?? root, known, extending);
  const own = unapplied === null ? { waivers: [], remarks: [] } : await waiversOf(unapplied, root, known);
  const online = request.online
    ? (await import('./online.ts')).openOnline(known, request.env, request.online)
    : null;
  const means: ScanMeans = {
    extractors: chosenExtractors(request.only),
    kinds,
    licenseSources: [
      diskSource(known.texts, { kept: request.cache }),
      lockSource,
      factSource(facts),
      ...(online ? [online.licenseSource] : []),
    ],
    policy,
    ...(heedsNothing(request) ? { isInlineApplied: () => false } : {}),
    changedPolicy: judge?.changed ?? null,
    isJudgedByBase: judge !== null && policies.length === 0,
    isPartial: judge !== null,
    unappliedWaivers: own.waivers,
    refusals: server.refusals(),
    admitsOnly,
    lookup: online?.lookup ?? offline,
    cache: request.cache,
    ...(request.explainCoverage ? { unread } : {}),
    baseline: request.baseline ?? null,
    tool: { name: 'fineprint', version },
    facts: { version: facts.version, sha256: facts.sha256 },
    exclude: request.exclude,
    only: request.only,
    now: new Date().toISOString(),
    fixedTime: sourceDate(request.env.SOURCE_DATE_EPOCH),
    ...(request.progress ? { progress: request.progress } : {}),
  };
  return { means, remarks: [...remarks, ...own.remarks, ...server.remarks()], close: () => online?.close() };
}

/** A policy from elsewhere heeds no waiver in a comment; a commit that judges heeds its own, which only a scan of it tells. */
function heedsNothing({ policies, unheeded, judge, base }: ScanRequest): boolean {
  return policies.length > 0 || Boolean(unheeded) || Boolean(judge && !base);
}

/** The waivers of a policy that is not applied; that it is none is said, and stops nothing. */
async function waiversOf(
  policy: PolicyText,
  root: Root | string,
  known: Licenses,
): Promise<{ readonly waivers: readonly Waiver[]; readonly remarks: readonly string[] }> {
  try {
    return { waivers: (await boundPolicy([policy], root, known, filesOnly)).waivers, remarks: [] };
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    const [defect] = cause.message.split('\n');
    return { waivers: [], remarks: [`Its waivers cannot be shown: ${defect}`] };
  }
}

/** The extractors that are named, or all. Throws a `UsageError` for one that there is not. */
export function chosenExtractors(only: readonly string[]): ScanMeans['extractors'] {
  const ids = extractors.map(({ id }) => id);
  for (const id of only) {
    if (!ids.includes(id))
      throw new UsageError(
        `There is no extractor "${id}".${didYouMean(id, ids)} Extractors: ${ids.join(', ')}.`,
      );
  }
  return only.length === 0 ? extractors : extractors.filter(({ id }) => only.includes(id));
}

/** https://reproducible-builds.org/specs/source-date-epoch/: seconds since 1970. */
function sourceDate(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  const seconds = Number(text);
  if (!/^\d{1,11}$/.test(text))
    throw new UsageError(`SOURCE_DATE_EPOCH is "${text}", which is no number of seconds.`);
  return new Date(seconds * 1000).toISOString();
}
