import { existsSync } from 'node:fs';
import { globDefect, problemEffects, type Report } from '@fineprint/core';
import { openCacheFile } from './cache-file.ts';
import { progressOn } from './progress.ts';
import { runScan, type ScannedReport } from './run-scan.ts';
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
  readonly quiet?: boolean;
}

/** Scans a path with a command's options; throws a `UsageError` where they ask for what cannot be done. */
export async function scanAsAsked(
  path: string,
  options: ScanningOptions,
  process: Surroundings,
): Promise<ScannedReport> {
  const exclude = options.exclude ?? [];
  refuseWhatIsMissing(path);
  refuseBadGlobs(exclude);
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  const store = options.cache ? openCacheFile(path, build, process.env) : null;
  const scanned = await runScan(path, {
    policies: options.policy ?? [],
    exclude,
    only: options.only ?? [],
    cache: store?.cache ?? null,
    explainCoverage: options.explainCoverage ?? false,
    env: process.env,
    ...(options.online ? { online: { keepsAnswers: options.cache } } : {}),
    progress: progress.show,
  });
  progress.clear();
  store?.store();
  return scanned;
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
