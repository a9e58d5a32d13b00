import { existsSync } from 'node:fs';
import { globDefect, problemEffects, type Report } from '@fineprint/core';
import { openCacheFile } from './cache-file.ts';
import { type ColorChoice, usesColor } from './color.ts';
import { coverageExplanation } from './coverage-explanation.ts';
import { exitCodeOf, type FailOn } from './exit-code.ts';
import { parseOutputs, reportFormats, writeOutput } from './output.ts';
import { progressOn } from './progress.ts';
import { renderer } from './render.ts';
import { runScan } from './run-scan.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

/** The options of `scan`, as commander hands them over. */
export interface ScanOptions {
  readonly policy?: readonly string[];
  readonly output?: readonly string[];
  readonly online?: boolean;
  readonly failOn: FailOn;
  readonly baseline?: string;
  readonly since?: string;
  readonly only?: readonly string[];
  readonly exclude?: readonly string[];
  readonly cache: boolean;
  readonly jobs?: number;
  readonly strict?: boolean;
  readonly showWaived?: boolean;
  readonly explainCoverage?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** Scans, renders every output that was asked for, and answers the exit code. */
export async function scanCommand(
  path: string,
  options: ScanOptions,
  process: Surroundings,
): Promise<number> {
  const exclude = options.exclude ?? [];
  const outputs = parseOutputs(options.output ?? [], reportFormats);
  refuseWhatIsMissing(path, options);
  refuseBadGlobs(exclude);
  const progress = progressOn(process.stderr, process.env, options.quiet ?? false);
  const store = options.cache ? openCacheFile(path, build, process.env) : null;
  const { report: scanned, remarks } = await runScan(path, {
    policies: options.policy ?? [],
    exclude,
    only: options.only ?? [],
    cache: store?.cache ?? null,
    explainCoverage: options.explainCoverage ?? false,
    env: process.env,
    progress: progress.show,
  });
  progress.clear();
  store?.store();
  const report =
    options.baseline === undefined
      ? scanned
      : (await import('./baseline.ts')).applyBaseline(scanned, options.baseline);
  const render = await renderer(report, path, {
    color: usesColor(options.color, process.stdout, process.env),
    // What goes into a file or a pipe is searched and compared by line: only a terminal's lines are folded.
    width: process.stdout.isTTY ? (process.stdout.columns ?? 100) : Number.POSITIVE_INFINITY,
    showWaived: options.showWaived ?? false,
  });
  for (const { format, file } of outputs) {
    writeOutput(file, await render(format), process);
  }
  if (!options.quiet)
    for (const remark of [...remarks, ...remarksOn(report)]) process.stderr.write(`${remark}\n`);
  if (options.explainCoverage)
    for (const line of coverageExplanation(report)) process.stderr.write(`${line}\n`);
  return exitCodeOf(report, options.failOn, options.strict ?? false);
}

function refuseWhatIsMissing(path: string, { online, since }: ScanOptions): void {
  if (/^git\+[a-z]+:/i.test(path) || online) {
    throw new UsageError('This version scans offline only: --online and git URLs are not available yet.');
  }
  if (since !== undefined)
    throw new UsageError('--since is not available yet. Write a report of that commit and use --baseline.');
  if (!existsSync(path))
    throw new UsageError(`There is no file or directory "${path}", and no command of that name.`);
}

function refuseBadGlobs(globs: readonly string[]): void {
  for (const glob of globs) {
    const defect = globDefect(glob);
    if (defect !== undefined) throw new UsageError(`--exclude "${glob}" cannot be used. ${defect}`);
  }
}

function* remarksOn({ coverage, complete, problems }: Report): Iterable<string> {
  if (coverage.files.claimed === 0) yield 'Nothing was recognised as infrastructure code here.';
  if (!complete) {
    const unread = problems.filter(({ code }) => problemEffects[code] === 'unread');
    yield `The scan is incomplete: ${unread.length === 1 ? 'one part' : `${unread.length} parts`} could not be read (--explain-coverage says which).`;
  }
}
