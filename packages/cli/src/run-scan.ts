import {
  type BoundPolicy,
  offline,
  type ReadCache,
  type Report,
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
import { readData } from './data.ts';
import { choosePolicies, type PolicyText } from './policies.ts';
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
  progress?(stage: string, done: number, total: number): void;
}

/** A report, what the user should know beside it, and the policy that it was judged by. */
export interface ScannedReport {
  readonly report: Report;
  readonly remarks: readonly string[];
  readonly policy: BoundPolicy;
}

/** Scans with everything that this program has: all extractors, kinds, licence sources, and the policy that applies. */
export async function runScan(path: string, request: ScanRequest): Promise<ScannedReport> {
  const { means, remarks, close } = await scanMeans(path, request);
  try {
    return { report: await scan(path, means), remarks, policy: means.policy };
  } finally {
    close();
  }
}

/** Gathers what a scan of a path works with. Throws a `UsageError` or `PolicyError` where the request makes no sense. */
export async function scanMeans(
  path: string,
  request: ScanRequest,
): Promise<{ readonly means: ScanMeans; readonly remarks: readonly string[]; close(): void }> {
  const known = loadLicenses(readData);
  const facts = known.facts();
  const { sources, unapplied, remarks } = choosePolicies(path, request.policies);
  const own = unapplied === null ? { waivers: [], remarks: [] } : await waiversOf(unapplied, path, known);
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
    policy: await boundPolicy(sources, path, known, request.online !== undefined),
    // A policy from elsewhere heeds nothing that the repository says about itself.
    ...(request.policies.length === 0 ? {} : { isInlineApplied: () => false }),
    unappliedWaivers: own.waivers,
    admitsOnly,
    lookup: online?.lookup ?? offline,
    cache: request.cache,
    ...(request.explainCoverage ? { unread } : {}),
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
  root: string,
  known: Licenses,
): Promise<{ readonly waivers: readonly Waiver[]; readonly remarks: readonly string[] }> {
  try {
    return { waivers: (await boundPolicy([policy], root, known, false)).waivers, remarks: [] };
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
