import { type Grouping, type LicenseFormatName, licenseFormats } from '@fineprint/report';
import { appearing } from './appearance.ts';
import { askedBy } from './asked-by.ts';
import type { ColorChoice } from './color.ts';
import { exitCodes } from './exit-code.ts';
import { known } from './known-licenses.ts';
import { parseOutputs, writeOutput } from './output.ts';
import { remarksOn, type ScanningOptions, scanAsAsked } from './scan-as-asked.ts';
import type { Surroundings } from './surroundings.ts';

/** The options of `licenses`, as commander hands them over. */
export interface LicensesOptions extends ScanningOptions {
  readonly by: Grouping;
  readonly output?: readonly string[];
  readonly color: ColorChoice;
}

/** Scans, and shows the licences by class, component or place, or what they ask. */
export async function licensesCommand(
  path: string,
  options: LicensesOptions,
  process: Surroundings,
): Promise<number> {
  const names = Object.keys(licenseFormats) as readonly LicenseFormatName[];
  const outputs = parseOutputs(options.output ?? [], names);
  const { report, remarks } = await scanAsAsked(path, options, process);
  const appears = appearing(options.color, process, path);
  const askedOf = askedBy(known);
  for (const { format, file } of outputs) {
    const render = await licenseFormats[format]();
    writeOutput(file, render(report, options.by, { ...appears(file), askedOf }), process);
  }
  if (!options.quiet)
    for (const remark of [...remarks, ...remarksOn(report, false)]) process.stderr.write(`${remark}\n`);
  return exitCodes.clean;
}
