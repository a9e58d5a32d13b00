import { type Usage, usages } from '@fineprint/core';
import { shippedUsages } from '@fineprint/report';
import { appearing } from './appearance.ts';
import { exitCodes } from './exit-code.ts';
import { writeOutput } from './output.ts';
import { renderer } from './render.ts';
import { remarksOn, type ScanningOptions, scanAsAsked } from './scan-as-asked.ts';
import type { Surroundings } from './surroundings.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** The options of `notice`, as commander hands them over. */
export interface NoticeOptions extends ScanningOptions {
  readonly usage?: readonly string[];
  readonly output?: string;
}

/** Scans, and writes the attribution document with the full licence texts. */
export async function noticeCommand(
  path: string,
  options: NoticeOptions,
  process: Surroundings,
): Promise<number> {
  const noticeUsages = usagesOf(options.usage);
  const { report, remarks } = await scanAsAsked(path, options, process);
  const look = { appearing: appearing('never', process, null), showWaived: false, noticeUsages };
  const render = await renderer(report, look);
  const file = options.output === undefined || options.output === '-' ? null : options.output;
  writeOutput(file, await render('notice', file), process);
  if (!options.quiet)
    for (const remark of [...remarks, ...remarksOn(report, false)]) process.stderr.write(`${remark}\n`);
  return exitCodes.clean;
}

function usagesOf(asked: readonly string[] | undefined): readonly Usage[] {
  if (asked === undefined) return shippedUsages;
  if (asked.includes('all')) return usages;
  for (const name of asked) {
    if (!usages.some((usage) => usage === name))
      throw new UsageError(
        `There is no usage "${name}".${didYouMean(name, usages)} Usages: ${usages.join(', ')}, all.`,
      );
  }
  return usages.filter((usage) => asked.includes(usage));
}
