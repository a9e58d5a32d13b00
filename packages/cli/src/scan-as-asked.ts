import { existsSync } from 'node:fs';
import { globDefect, openReadCache, problemEffects, type Report } from '@fineprint/core';
import { openCacheFile } from './cache-file.ts';
import { progressOn } from './progress.ts';
import { runScan } from './run-scan.ts';
import type { Base } from './since.ts';
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
  refuseWhatIsMissing(path);
  refuseBadGlobs(options.exclude ?? []);
  const base =
    options.since === undefined
      ? null
      : (await import('./since.ts')).openBase(path, options.since, process.env);
  try {
    const { report, remarks } = await scanWith(path, options, process, base);
    return { report, remarks: [...remarks, ...(base?.remarks ?? [])] };
  } finally {
    base?.close();
  }
}

async function scanWith(path: string, options: ScanningOptions, process: Surroundings, base: Base | null) {
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  const store = options.cache ? openCacheFile(path, build, process.env) : null;
  const found = await runScan(path, {
    policies: options.policy ?? [],
    exclude: options.exclude ?? [],
    only: options.only ?? [],
    // Most files of the base are those of the scan.
    cache: store?.cache ?? (base && openReadCache(null, '', Date.now())),
    base,
    explainCoverage: options.explainCoverage ?? false,
    env: process.env,
    baseline:
      options.baseline === undefined ? null : (await import('./baseline.ts')).openBaseline(options.baseline),
    ...(options.online ? { online: { keepsAnswers: options.cache } } : {}),
    progress: progress.show,
  });
  progress.clear();
  store?.store();
  return found;
}

function refuseWhatIsMissing(path: string): void {
  if (/^git\+[a-z]+:/i.test(path))
    throw new UsageError(
      'Scanning git URLs is not available yet. Clone the repository and scan the directory.',
    );
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
