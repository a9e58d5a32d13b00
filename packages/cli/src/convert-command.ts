import { ReportError, readReport } from '@fineprint/core/json-1';
import { appearing } from './appearance.ts';
import type { ColorChoice } from './color.ts';
import { documentError } from './document-error.ts';
import { exitCodes } from './exit-code.ts';
import { parseOutputs, reportFormats, writeOutputs } from './output.ts';
import { renderer } from './render.ts';
import { storedDocument } from './stored-document.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

/** The options of `convert`, as commander hands them over. */
export interface ConvertOptions {
  readonly output?: readonly string[];
  readonly showWaived?: boolean;
  readonly color: ColorChoice;
}

/** Renders a stored report in other formats, as its scan would have. */
export async function convertCommand(
  path: string,
  options: ConvertOptions,
  process: Surroundings,
): Promise<number> {
  const outputs = parseOutputs(options.output ?? [], reportFormats);
  const { name, text } = await storedDocument(path);
  const report = readStored(name, text);
  const render = await renderer(report, {
    appearing: appearing(options.color, process, null),
    showWaived: options.showWaived ?? false,
  });
  await writeOutputs(outputs, render, process);
  return exitCodes.clean;
}

function readStored(name: string, text: string) {
  try {
    return readReport(text);
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    const { message } = documentError({ name, text }, 'cannot be converted', cause);
    throw new UsageError(
      `${message}\nA report is what "fineprint scan -o json=FILE" writes; an SBOM of another tool becomes one by "fineprint check SBOM -o json=FILE".`,
      { cause },
    );
  }
}
