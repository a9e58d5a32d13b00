import { statSync } from 'node:fs';
import { join } from 'node:path';
import { baselineFileOf, writeBaseline } from '@fineprint/core/baseline';
import { exitCodes } from './exit-code.ts';
import { writeOutput } from './output.ts';
import { remarksOn, type ScanningOptions, scanAsAsked } from './scan-as-asked.ts';
import type { Surroundings } from './surroundings.ts';

/** The name of the file that is written where no other is asked for. */
const baselineName = 'fineprint-baseline.json';

/** The options of `baseline write`, as commander hands them over. */
export interface BaselineOptions extends ScanningOptions {
  readonly output?: string;
}

/** Scans, and records what it found as known. */
export async function baselineCommand(
  path: string,
  options: BaselineOptions,
  process: Surroundings,
): Promise<number> {
  const { report, remarks } = await scanAsAsked(path, options, process);
  const file = baselineFileOf(report);
  const asked = options.output ?? join(statSync(path).isDirectory() ? path : '.', baselineName);
  writeOutput(asked === '-' ? null : asked, writeBaseline(file), process);
  if (options.quiet) return exitCodes.clean;
  for (const remark of [...remarks, ...remarksOn(report, false)]) process.stderr.write(`${remark}\n`);
  if (asked !== '-') {
    const counts = `${file.findings.length} findings and ${file.components.length} components`;
    process.stderr.write(
      `${asked} holds ${counts} of today. Commit it, and scan with --baseline ${asked}: only what is new fails.\n`,
    );
  }
  return exitCodes.clean;
}
