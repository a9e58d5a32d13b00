import { existsSync } from 'node:fs';
import {
  globDefect,
  openReadCache,
  problemEffects,
  type ReadCache,
  type Report,
  type Root,
} from '@fineprint/core';

import { openCacheFile } from './cache-file.ts';
import { progressOn } from './progress.ts';
import { runScan, type ScanRequest } from './run-scan.ts';
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
): Promise<{ readonly report: Report; readonly remarks: readonly string[] }> {
  refuseBadGlobs(options.exclude ?? []);
  if (isGitUrl(path)) return scanGitUrl(path, options, process);
  refuseWhatIsMissing(path);
  const base =
    options.since === undefined
      ? null
      : (await import('./since.ts')).openBase(path, options.since, process.env);
  try {
    const store = options.cache ? openCacheFile(path, build, process.env) : null;
    // Most files of the base are those of the scan.
    const cache = store?.cache ?? (base && openReadCache(null, '', Date.now()));
    const { report, remarks } = await scanWith(path, options, process, { base, cache });
    return { report, remarks: [...remarks, ...(base?.remarks ?? []), ...(store?.store() ?? [])] };
  } finally {
    base?.close();
  }
}

/** Scans what a git URL leads to, by nothing that it says about itself. */
async function scanGitUrl(url: string, options: ScanningOptions, process: Surroundings) {
  if (options.since !== undefined)
    throw new UsageError('--since needs the history of a clone; of a git URL only one commit is fetched.');
  const { openGitUrl } = await import('./git-url.ts');
  const { root, close } = await openGitUrl(url, options.online ?? false, process.env);
  try {
    return await scanWith(root, options, process, { isForeign: true });
  } finally {
    close();
  }
}

async function scanWith(
  root: Root | string,
  options: ScanningOptions,
  process: Surroundings,
  besides: Pick<ScanRequest, 'base' | 'isForeign'> & { readonly cache?: ReadCache | null },
) {
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  const found = await runScan(root, {
    policies: options.policy ?? [],
    exclude: options.exclude ?? [],
    only: options.only ?? [],
    cache: null,
    ...besides,
    explainCoverage: options.explainCoverage ?? false,
    env: process.env,
    baseline:
      options.baseline === undefined ? null : (await import('./baseline.ts')).openBaseline(options.baseline),
    ...(options.online ? { online: { keepsAnswers: options.cache } } : {}),
    progress: progress.show,
  });
  progress.clear();
  return found;
}

/** Whether a path is meant as a git URL; what reads one is loaded only then. */
function isGitUrl(path: string): boolean {
  return /^git\+[a-z][a-z0-9+.-]*:/i.test(path);
}

function refuseWhatIsMissing(path: string): void {
  if (!existsSync(path))
    throw new UsageError(`There is no file or directory "${path}", and no command of that name.`);
}

function refuseBadGlobs(globs: readonly string[]): void {
  for (const glob of globs) {
    const defect = globDefect(glob);
    if (defect !== undefined) throw new UsageError(`--exclude "${glob}" cannot be used. ${defect}`);
  }
}

/** What the user should know beside a report: that nothing was recognised, or not all of it read. */
export function* remarksOn({ coverage, complete, problems }: Report): Iterable<string> {
  if (coverage.files.claimed === 0) yield 'Nothing was recognised as infrastructure code here.';
  if (!complete) {
    const unread = problems.filter(({ code }) => problemEffects[code] === 'unread');
    yield `The scan is incomplete: ${unread.length === 1 ? 'one part' : `${unread.length} parts`} could not be read (--explain-coverage says which).`;
  }
}
