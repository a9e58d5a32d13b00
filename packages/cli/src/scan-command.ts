import type { FailOn } from '@fineprint/core';
import { appearing } from './appearance.ts';
import type { ColorChoice } from './color.ts';
import { coverageExplanation } from './coverage-explanation.ts';
import { parseOutputs, reportFormats, writeOutputs } from './output.ts';
import { renderer } from './render.ts';
import { remarksOn, type ScanningOptions, scanAsAsked } from './scan-as-asked.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { askedToFail, exitCodeOf } from './verdict.ts';

/** The options of `scan`, as commander hands them over. */
export interface ScanOptions extends ScanningOptions {
  readonly output?: readonly string[];
  readonly failOn: FailOn;
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
  if (options.since !== undefined && options.baseline !== undefined)
    throw new UsageError('Only one of --since and --baseline can say what is new.');
  const { report: scanned, remarks } = await scanAsAsked(path, options, process, { givesFixes: true });
  const report = askedToFail(scanned, options.failOn, options.strict ?? false);
  const render = await renderer(report, {
    appearing: appearing(options.color, process, path),
    showWaived: options.showWaived ?? false,
    failOn: options.failOn,
  });
  await writeOutputs(outputs, render, process);
  const isShown = outputs.some(({ format, file }) => format === 'text' && file === null);
  if (!options.quiet)
    // The text ends with whether the scan is complete, and says before that what was not read.
    for (const remark of [...remarks, ...remarksOn(report, isShown)]) process.stderr.write(`${remark}\n`);
  if (options.explainCoverage)
    for (const line of coverageExplanation(report)) process.stderr.write(`${line}\n`);
  return exitCodeOf(report, options.failOn, options.strict ?? false);
}
