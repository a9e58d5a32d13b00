import type { FailOn } from '@fineprint/core';
import { type ColorChoice, usesColor } from './color.ts';
import { coverageExplanation } from './coverage-explanation.ts';
import { askedToFail, exitCodeOf } from './exit-code.ts';
import { parseOutputs, reportFormats, writeOutput } from './output.ts';
import { renderer } from './render.ts';
import { remarksOn, type ScanningOptions, scanAsAsked } from './scan-as-asked.ts';
import { type Surroundings, widthOf } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `scan`, as commander hands them over. */
export interface ScanOptions extends ScanningOptions {
  readonly output?: readonly string[];
  readonly failOn: FailOn;
  readonly since?: string;
  readonly jobs?: number;
  readonly strict?: boolean;
  readonly showWaived?: boolean;
  readonly color: ColorChoice;
}

/** Scans, renders every output that was asked for, and answers the exit code. */
export async function scanCommand(
  path: string,
  options: ScanOptions,
  process: Surroundings,
): Promise<number> {
  const outputs = parseOutputs(options.output ?? [], reportFormats);
  if (options.since !== undefined)
    throw new UsageError('--since is not available yet. Write a report of that commit and use --baseline.');
  const { report: scanned, remarks } = await scanAsAsked(path, options, process);
  const report = askedToFail(scanned, options.failOn, options.strict ?? false);
  const render = await renderer(report, {
    color: usesColor(options.color, process.stdout, process.env),
    width: widthOf(process),
    showWaived: options.showWaived ?? false,
  });
  for (const { format, file } of outputs) writeOutput(file, await render(format), process);
  if (!options.quiet)
    for (const remark of [...remarks, ...remarksOn(report)]) process.stderr.write(`${remark}\n`);
  if (options.explainCoverage)
    for (const line of coverageExplanation(report)) process.stderr.write(`${line}\n`);
  return exitCodeOf(report, options.failOn, options.strict ?? false);
}
