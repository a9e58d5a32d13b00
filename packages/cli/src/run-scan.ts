import {
  type Baseline,
  type ContentLock,
  inlineIdentity,
  inlineWaiversOf,
  offline,
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
import {
  admitsOnly,
  diskSource,
  factSource,
  type Licenses,
  loadLicenses,
  lockSource,
} from '@fineprint/licenses';
import { PolicyError } from '@fineprint/policy';
import { boundPolicy } from './bound-policy.ts';
import { contentLockIn, contentLockOf } from './content-lock.ts';
import { readData } from './data.ts';
import { choosePolicies, ownPolicy, type PolicyText } from './policies.ts';
import type { Base } from './since.ts';
import { didYouMean, UsageError } from './usage-error.ts';
import { version } from './version.ts';

/** What a scan is told by the command line. */
export interface ScanRequest {
  readonly policies: readonly string[];
  readonly exclude: readonly string[];
  readonly only: readonly string[];
  readonly cache: ReadCache | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether registries may be asked, and whether their answers are kept. */
  readonly online?: { readonly keepsAnswers: boolean };
  /** Whether the report has to tell files that look like infrastructure code and were not claimed. */
  readonly explainCoverage?: boolean;
  /** What the findings are measured by. */
  readonly baseline?: Baseline | null;
  /** The commit that the scan is measured by; its policy then judges both. */
  readonly base?: Base | null;
  /** Whether it is somebody else's repository, which then does not say by what it is judged. */
  readonly isForeign?: boolean;
  progress?(stage: string, done: number, total: number): void;
}

/** Scans with everything that this program has: all extractors, kinds, licence sources, and the policy that applies. */
export async function runScan(
  from: Root | string,
  request: ScanRequest,
): Promise<{ readonly report: Report; readonly remarks: readonly string[] }> {
  const root = typeof from === 'string' ? openRoot(from) : from;
  const own = request.isForeign
    ? await contentLockIn(root, 'the repository')
    : { lock: await contentLockOf(root), remarks: [] };
  const { means: gathered, remarks: said, close } = await scanMeans(root, request);
  const means = { ...gathered, contentLock: own.lock };
  const remarks = [...said, ...own.remarks];
  try {
    if (!request.base) return { report: await scan(root, means), remarks };
    const measured = await measuredBy(request.base, request, means);
    return { report: await scan(root, measured.means), remarks: [...remarks, ...measured.remarks] };
  } finally {
    close();
  }
}

/** Scans the base by the same means, and lets what it finds measure the scan. */
async function measuredBy(base: Base, { policies }: ScanRequest, means: ScanMeans) {
  const { doubtsOf } = await import('./since.ts');
  const { baselineFileOf, baselineOf } = await import('@fineprint/core/baseline');
  const fixedTime = means.fixedTime ?? base.asOf ?? means.now;
  const locks = await locksOf(base, means.contentLock ?? null);
  const found = base.root && (await scan(base.root, { ...means, fixedTime, contentLock: locks.before }));
  const nothing = { schema: 'fineprint-baseline/1' as const, findings: [], components: [] };
  const baseline = baselineOf(found ? baselineFileOf(found) : nothing, base.name);
  const changedPolicy = policies.length === 0 ? base.changedPolicy : null;
  const remarks = [...(found ? doubtsOf(found, base) : []), ...locks.remarks];
  const heeded = new Set(found ? inlineWaiversOf(found).map(inlineIdentity) : []);
  const isInlineApplied = (waiver: Waiver) =>
    (means.isInlineApplied?.(waiver) ?? true) && heeded.has(inlineIdentity(waiver));
  // A change is measured, not the repository: what a waiver is for may lie outside of it.
  const isJudgedByBase = policies.length === 0;
  const measured = {
    ...means,
    fixedTime,
    baseline,
    contentLock: locks.now,
    changedPolicy,
    isInlineApplied,
    isJudgedByBase,
    isPartial: true,
  };
  return { means: measured, remarks };
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
  const known = loadLicenses(readData);
  const facts = known.facts();
  const repository = request.base
    ? request.base.policy
    : ownPolicy(typeof root === 'string' ? openRoot(root) : root);
  const { sources, unapplied, remarks } = choosePolicies(
    repository,
    request.policies,
    request.isForeign ?? false,
  );
  const own = unapplied === null ? { waivers: [], remarks: [] } : await waiversOf(unapplied, root, known);
  const online = request.online
    ? (await import('./online.ts')).openOnline(known, request.env, request.online.keepsAnswers)
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
    policy: await boundPolicy(
      sources,
      request.base?.root ?? root,
      known,
      request.online ? request.env : null,
    ),
    // A policy from elsewhere heeds nothing that the repository says about itself.
    ...(request.policies.length > 0 || request.isForeign ? { isInlineApplied: () => false } : {}),
    unappliedWaivers: own.waivers,
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
  return { means, remarks: [...remarks, ...own.remarks], close: () => online?.close() };
}

/** The waivers of a policy that is not applied; that it is none is said, and stops nothing. */
async function waiversOf(
  policy: PolicyText,
  root: Root | string,
  known: Licenses,
): Promise<{ readonly waivers: readonly Waiver[]; readonly remarks: readonly string[] }> {
  try {
    return { waivers: (await boundPolicy([policy], root, known, null)).waivers, remarks: [] };
  } catch (cause) {
    if (!(cause instanceof PolicyError)) throw cause;
    const [defect] = cause.message.split('\n');
    return { waivers: [], remarks: [`Its waivers cannot be shown: ${defect}`] };
  }
}

function chosenExtractors(only: readonly string[]): ScanMeans['extractors'] {
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
