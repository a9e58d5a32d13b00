import { compareReports, type FailOn, type Report } from '@fineprint/core';
import { ReportError } from '@fineprint/core/json-1';
import { SbomError } from '@fineprint/extractors/sbom';
import { type DiffFormatName, diffFormats } from '@fineprint/report';
import { appearing } from './appearance.ts';
import { openBaseline } from './baseline.ts';
import type { ColorChoice } from './color.ts';
import { documentError } from './document-error.ts';
import { exitCodes } from './exit-code.ts';
import { type JudgedDocument, judgeDocument } from './judge-document.ts';
import { parseOutputs, reportFormats, writeOutput, writeOutputs } from './output.ts';
import { renderer } from './render.ts';
import { scanMeans } from './run-scan.ts';
import { remarksOn } from './scan-as-asked.ts';
import { type StoredDocument, storedDocument } from './stored-document.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { askedToFail, exitCodeOf } from './verdict.ts';

/** The options of `check`, as commander hands them over. */
export interface CheckOptions {
  readonly policy?: readonly string[];
  readonly output?: readonly string[];
  readonly failOn: FailOn;
  readonly baseline?: string;
  readonly online?: boolean;
  readonly strict?: boolean;
  readonly showWaived?: boolean;
  readonly changes?: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** Evaluates a policy on stored documents; the worst of them decides the exit code. */
export async function checkCommand(
  paths: readonly string[],
  options: CheckOptions,
  process: Surroundings,
): Promise<number> {
  const write = options.changes ? changesWriter(options, process) : reportWriter(paths, options, process);
  const codes: number[] = [];
  for (const path of paths) {
    const { before, report: again, remarks } = await judged(await storedDocument(path), options, process);
    const report = askedToFail(again, options.failOn, options.strict ?? false);
    await write(before, report);
    if (!options.quiet)
      for (const remark of [...remarks, ...remarksOn(report, false)]) process.stderr.write(`${remark}\n`);
    codes.push(exitCodeOf(report, options.failOn, options.strict ?? false));
  }
  const order: readonly number[] = [exitCodes.findings, exitCodes.incomplete, exitCodes.nothing];
  return order.find((code) => codes.includes(code)) ?? exitCodes.clean;
}

async function judged(
  document: StoredDocument,
  options: CheckOptions,
  process: Surroundings,
): Promise<JudgedDocument & { readonly remarks: readonly string[] }> {
  const baseline = options.baseline === undefined ? null : openBaseline(options.baseline);
  const { means, remarks, close } = await scanMeans('.', {
    policies: options.policy ?? [],
    exclude: [],
    only: [],
    cache: null,
    env: process.env,
    baseline,
    ...(options.online ? { online: { keepsAnswers: true } } : {}),
  });
  try {
    return { ...(await judgeDocument(document, means)), remarks };
  } catch (cause) {
    if (!(cause instanceof ReportError || cause instanceof SbomError)) throw cause;
    throw documentError(document, 'cannot be checked', cause);
  } finally {
    close();
  }
}

type Write = (before: Report | null, report: Report) => Promise<void>;

function reportWriter(paths: readonly string[], options: CheckOptions, process: Surroundings): Write {
  const outputs = parseOutputs(options.output ?? [], reportFormats);
  if (paths.length > 1 && outputs.some(({ format, file }) => format !== 'text' || file !== null))
    throw new UsageError(
      'Several documents are checked as text on standard output; give other formats one at a time.',
    );
  return async (_, report) => {
    const render = await renderer(report, {
      appearing: appearing(options.color, process, null),
      showWaived: options.showWaived ?? false,
      failOn: options.failOn,
    });
    await writeOutputs(outputs, render, process);
  };
}

/** Says what another policy would change of what a report says: findings that open and close, licences that are corrected. */
function changesWriter(options: CheckOptions, process: Surroundings): Write {
  const outputs = parseOutputs(options.output ?? [], Object.keys(diffFormats) as DiffFormatName[]);
  const appears = appearing(options.color, process, null);
  return async (before, report) => {
    if (before === null)
      throw new UsageError('--changes compares with the findings of a stored report, and an SBOM has none.');
    for (const { format, file } of outputs) {
      const reporter = await diffFormats[format]();
      writeOutput(file, reporter.render(compareReports(before, report), appears(file)), process);
    }
  };
}
