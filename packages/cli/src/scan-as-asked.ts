import {
  globDefect,
  openReadCache,
  problemEffects,
  type ReadCache,
  type Report,
  type Root,
} from '@fineprint/core';

import { openCacheFile } from './cache-file.ts';
import { refuseMissing } from './missing-path.ts';
import { progressOn } from './progress.ts';
import { runScan, type ScanRequest } from './run-scan.ts';
import type { OpenedBase } from './since.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

/** The options of every command that scans, as commander hands them over. */
export interface ScanningOptions {
  readonly policy?: readonly string[];
  readonly online?: boolean;
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  readonly cache: boolean;
  readonly explainCoverage?: boolean;
  readonly baseline?: string;
  readonly quiet?: boolean;
  readonly since?: string;
}

/** Scans a path with a command's options; throws a `UsageError` where they ask for what cannot be done. */
export async function scanAsAsked(
  path: string,
  options: ScanningOptions,
  process: Surroundings,
  wanted: Pick<ScanRequest, 'givesFixes'> = {},
): Promise<{ readonly report: Report; readonly remarks: readonly string[] }> {
  refuseBadGlobs(options.exclude ?? []);
  if (isGitUrl(path)) return scanGitUrl(path, options, process, wanted);
  refuseMissing(path);
  const opened =
    options.since === undefined
      ? null
      : (await import('./since.ts')).openBase(path, options.since, process.env);
  try {
    const store = options.cache ? openCacheFile(path, build, process.env) : null;
    // Most files of the base are those of the scan.
    const cache = store?.cache ?? (opened && openReadCache(null, null, Date.now()));
    const { report, remarks } = await scanWith(path, options, process, {
      ...wanted,
      ...measuring(opened, options),
      cache,
    });
    return { report, remarks: [...remarks, ...(opened?.remarks ?? []), ...(store?.store() ?? [])] };
  } finally {
    opened?.close();
  }
}

/** A policy that the user names judges both sides, and no change of the repository's own one matters. */
function measuring(opened: OpenedBase | null, { policy = [] }: ScanningOptions) {
  if (!opened) return {};
  const { base, judge } = opened;
  return { base, judge: policy.length === 0 ? judge : { ...judge, changed: null } };
}

/** Scans what a git URL leads to, by nothing that it says about itself. */
async function scanGitUrl(
  url: string,
  options: ScanningOptions,
  process: Surroundings,
  wanted: Pick<ScanRequest, 'givesFixes'>,
) {
  if (options.since !== undefined)
    throw new UsageError('--since needs the history of a clone; of a git URL only one commit is fetched.');
  const { openGitUrl } = await import('./git-url.ts');
  const { root, close } = await openGitUrl(url, options.online ?? false, process.env);
  try {
    return await scanWith(root, options, process, {
      ...wanted,
      unheeded: 'a git URL is judged by the default policy or by --policy',
    });
  } finally {
    close();
  }
}

async function scanWith(
  root: Root | string,
  options: ScanningOptions,
  process: Surroundings,
  besides: Pick<ScanRequest, 'base' | 'judge' | 'unheeded' | 'givesFixes'> & {
    readonly cache?: ReadCache | null;
  },
) {
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  const show = (stage: string, done: number, total: number) => {
    if (options.online && done === total - 1) progress.ask();
    else progress.show(stage, done, total);
  };
  const baseline =
    options.baseline === undefined ? null : (await import('./baseline.ts')).openBaseline(options.baseline);
  try {
    return await runScan(root, {
      policies: options.policy ?? [],
      exclude: options.exclude ?? [],
      only: options.only ?? [],
      cache: null,
      ...besides,
      explainCoverage: options.explainCoverage ?? false,
      env: process.env,
      baseline,
      ...(options.online ? { online: { keepsAnswers: options.cache } } : {}),
      progress: show,
    });
  } finally {
    progress.clear();
  }
}

/** Whether a path is meant as a git URL; what reads one is loaded only then. */
function isGitUrl(path: string): boolean {
  return /^git\+[a-z][a-z0-9+.-]*:/i.test(path);
}

/** Throws a `UsageError` where a path on disk, or what is left out of it, makes no sense. */
export function refuseWhatCannotBeScanned(path: string, { exclude }: ScanningOptions): void {
  refuseBadGlobs(exclude ?? []);
  refuseMissing(path);
}

/** Throws a `UsageError` for a glob that cannot be one. */
export function refuseBadGlobs(globs: readonly string[]): void {
  for (const glob of globs) {
    const defect = globDefect(glob);
    if (defect !== undefined) throw new UsageError(`--exclude "${glob}" cannot be used. ${defect}`);
  }
}

/** What the user should know beside a report: that nothing was recognised, or, unless the report is shown, not all of it read. */
export function* remarksOn({ coverage, complete, problems }: Report, isShown: boolean): Iterable<string> {
  if (coverage.files.claimed === 0) yield 'Nothing was recognised as infrastructure code here.';
  if (!complete && !isShown) {
    const unread = problems.filter(({ code }) => problemEffects[code] === 'unread');
    yield `The scan is incomplete: ${unread.length === 1 ? 'one part' : `${unread.length} parts`} could not be read (--explain-coverage says which).`;
  }
}
