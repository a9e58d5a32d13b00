import { readFileSync, statSync } from 'node:fs';
import { stdin } from 'node:process';
import { text as consume } from 'node:stream/consumers';
import { compareSides, type Report, type Side, sideOf } from '@fineprint/core';
import { readCycloneDx } from '@fineprint/core/cyclonedx';
import { ReportError, readReport } from '@fineprint/core/json-1';
import { type DiffFormatName, diffFormats } from '@fineprint/report';
import { openCacheFile } from './cache-file.ts';
import { type ColorChoice, usesColor } from './color.ts';
import { exitCodes } from './exit-code.ts';
import { parseOutputs, writeOutput } from './output.ts';
import { runScan } from './run-scan.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

/** The options of `diff`, as commander hands them over. */
export interface DiffOptions {
  readonly policy?: readonly string[];
  readonly output?: readonly string[];
  readonly cache: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** Compares two documents or directories; what changed is never a failure. */
export async function diffCommand(
  [before, after]: readonly [string, string],
  options: DiffOptions,
  process: Surroundings,
): Promise<number> {
  const outputs = parseOutputs(options.output ?? [], Object.keys(diffFormats) as DiffFormatName[]);
  if (before === '-' && after === '-') throw new UsageError('Only one of the two can be standard input.');
  const comparison = compareSides(
    await sideAt(before, options, process),
    await sideAt(after, options, process),
  );
  const means = {
    color: usesColor(options.color, process.stdout, process.env),
    width: process.stdout.isTTY ? (process.stdout.columns ?? 100) : Number.POSITIVE_INFINITY,
  };
  for (const { format, file } of outputs) {
    const reporter = await diffFormats[format]();
    writeOutput(file, reporter.render(comparison, means), process);
  }
  return exitCodes.clean;
}

async function sideAt(path: string, options: DiffOptions, process: Surroundings): Promise<Side> {
  if (path !== '-' && statOf(path).isDirectory()) return sideOf(await scanned(path, options, process));
  const text = path === '-' ? await consume(stdin) : textOf(path);
  try {
    return cycloneDxJson.test(text.slice(0, headLength)) ? readCycloneDx(text) : sideOf(readReport(text));
  } catch (cause) {
    if (!(cause instanceof ReportError)) throw cause;
    throw new UsageError(`"${path}" cannot be compared. ${whyNot(text, cause)}`, { cause });
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new UsageError(`"${path}" cannot be read: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function statOf(path: string): NonNullable<ReturnType<typeof statSync>> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isFile() || stats?.isDirectory()) return stats;
  throw new UsageError(
    `There is no file or directory "${path}". Git refs cannot be compared yet: write a report of each commit ("fineprint scan -o json=FILE") and compare those.`,
  );
}

async function scanned(path: string, options: DiffOptions, process: Surroundings): Promise<Report> {
  const store = options.cache ? openCacheFile(path, build, process.env) : null;
  const { report, remarks } = await runScan(path, {
    policies: options.policy ?? [],
    exclude: [],
    only: [],
    cache: store?.cache ?? null,
    env: process.env,
  });
  store?.store();
  if (!options.quiet) for (const remark of remarks) process.stderr.write(`${remark}\n`);
  return report;
}

/** Names what the text is, where it is something that people take for a report. */
function whyNot(text: string, { message }: ReportError): string {
  const head = text.slice(0, headLength);
  const other = sbomNames.find(([pattern]) => pattern.test(head))?.[1];
  if (other !== undefined)
    return `It is a document of ${other}, and this version compares only reports (json-1), CycloneDX in JSON, and directories.`;
  return message;
}

// What a document is stands at its beginning.
const headLength = 4_096;
const cycloneDxJson = /"bomFormat"\s{0,16}:\s{0,16}"CycloneDX"/;
const sbomNames: readonly (readonly [RegExp, string])[] = [
  [/^\s*<[^{]*cyclonedx\.org\/schema\/bom/s, 'CycloneDX in XML'],
  [/"spdxVersion"\s{0,16}:|spdx\.org\/rdf\/3|^SPDXVersion:/m, 'SPDX'],
];
