import { statSync } from 'node:fs';
import { compareSides, type Report, type Root, type Side, sideOf, sideOfSbom } from '@fineprint/core';
import { ReportError, readReport } from '@fineprint/core/json-1';
import { readCycloneDxSide, SbomError } from '@fineprint/extractors/sbom';
import { lockSource } from '@fineprint/licenses';
import { type DiffFormatName, diffFormats } from '@fineprint/report';
import { appearing } from './appearance.ts';
import { openCacheFile } from './cache-file.ts';
import type { ColorChoice } from './color.ts';
import { documentError } from './document-error.ts';
import { exitCodes } from './exit-code.ts';
import { refuseMissing } from './missing-path.ts';
import { parseOutputs, writeOutput } from './output.ts';
import { runScan, scanMeans } from './run-scan.ts';
import { scanSbom } from './scan-sbom.ts';
import { storedDocument } from './stored-document.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';
import { build } from './version.ts';

/** The options of `diff`, as commander hands them over. */
export interface DiffOptions {
  readonly policy?: readonly string[];
  /** Directory or file whose commits the refs name. */
  readonly repository?: string;
  readonly output?: readonly string[];
  readonly cache: boolean;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
}

/** Compares two documents, directories or commits; what changed is never a failure. */
export async function diffCommand(
  [before, after]: readonly [string, string],
  options: DiffOptions,
  process: Surroundings,
): Promise<number> {
  const outputs = parseOutputs(options.output ?? [], Object.keys(diffFormats) as DiffFormatName[]);
  if (before === '-' && after === '-') throw new UsageError('Only one of the two can be standard input.');
  const repository = options.repository ?? [before, after].find(isDirectory) ?? '.';
  const isMixed = isDirectory(before) || isDirectory(after);
  const asked = { options, process, repository, isMixed };
  const comparison = compareSides(await sideAt(before, asked), await sideAt(after, asked));
  const appears = appearing(options.color, process, null);
  for (const { format, file } of outputs) {
    const reporter = await diffFormats[format]();
    writeOutput(file, reporter.render(comparison, appears(file)), process);
  }
  return exitCodes.clean;
}

/** What is compared, and where commits are looked for. */
interface Asked {
  readonly options: DiffOptions;
  readonly process: Surroundings;
  readonly repository: string;
  /** Whether one side is a directory: then the other looks into what tools filled there, too. */
  readonly isMixed: boolean;
}

async function sideAt(path: string, asked: Asked): Promise<Side> {
  const stats = path === '-' ? undefined : statSync(path, { throwIfNoEntry: false });
  if (path !== '-' && !stats?.isFile() && !stats?.isDirectory())
    return sideOf(await scannedCommit(path, asked));
  if (stats) await sayIfRef(path, asked);
  if (stats?.isDirectory()) return sideOf(await scanned(path, asked));
  const { name, text } = await storedDocument(path);
  try {
    const head = text.slice(0, headLength);
    if (cycloneDxJson.test(head)) return readCycloneDxSide(text);
    return spdxJson.test(head) ? await sideOfSpdx(name, text, asked) : sideOf(readReport(text));
  } catch (cause) {
    if (!(cause instanceof ReportError || cause instanceof SbomError)) throw cause;
    const other = otherThanJson(text);
    if (other === null) throw documentError({ name, text }, 'cannot be compared', cause);
    throw new UsageError(`"${name}" cannot be compared. ${other}`, { cause });
  }
}

/** What an SPDX document says itself: what others know of the licences of its packages is no change. */
async function sideOfSpdx(name: string, text: string, { process }: Asked): Promise<Side> {
  const { means, close } = await scanMeans('.', {
    policies: ['default'],
    exclude: [],
    only: [],
    cache: null,
    env: process.env,
  });
  try {
    const report = await scanSbom({ name, text }, { ...means, licenseSources: [lockSource] });
    return sideOfSbom(report, { name: 'SPDX', version: '' });
  } finally {
    close();
  }
}

function isDirectory(path: string): boolean {
  return path !== '-' && (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

async function scannedCommit(ref: string, asked: Asked): Promise<Report> {
  const { openHistory, commitNamed, filesOf } = await import('./history.ts');
  const { repository, process, isMixed } = asked;
  refuseMissing(repository);
  const history = openHistoryFor(ref, () => openHistory(repository, process.env));
  try {
    const root = filesOf(history, commitNamed(history, ref), isMixed);
    if (typeof root === 'string') throw new UsageError(root);
    return await scanned(root, asked);
  } finally {
    history.close();
  }
}

/** What is neither a path nor a commit is most often a path that is misspelt. */
function openHistoryFor<T>(ref: string, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new UsageError(`There is no file or directory "${ref}", and no commit either: ${cause.message}`, {
      cause,
    });
  }
}

/** A path goes before a ref of the same name. */
async function sayIfRef(path: string, { options, process, repository }: Asked): Promise<void> {
  if (options.quiet || !/^[\w.-]+$/.test(path) || /^\.+$/.test(path)) return;
  const { isRef } = await import('./history.ts');
  if (isRef(repository, path, process.env))
    process.stderr.write(
      `"${path}" is a path here and a git ref too; the path is compared. "refs/heads/${path}" or "refs/tags/${path}" is the ref.\n`,
    );
}

async function scanned(from: Root | string, { options, process, repository }: Asked): Promise<Report> {
  const store = options.cache
    ? openCacheFile(typeof from === 'string' ? from : repository, build, process.env)
    : null;
  const { report, remarks } = await runScan(from, {
    policies: options.policy ?? [],
    exclude: [],
    only: [],
    cache: store?.cache ?? null,
    env: process.env,
  });
  const all = [...remarks, ...(store?.store() ?? [])];
  if (!options.quiet) for (const remark of all) process.stderr.write(`${remark}\n`);
  return report;
}

/** Names what the text is, where it is something that people take for a report. */
function otherThanJson(text: string): string | null {
  const head = text.slice(0, headLength);
  const other = sbomNames.find(([pattern]) => pattern.test(head))?.[1];
  return other === undefined
    ? null
    : `It is a document of ${other}, and this version compares only reports (json-1), CycloneDX and SPDX in JSON, directories and git refs.`;
}

// What a document is stands at its beginning.
const headLength = 4_096;
const cycloneDxJson = /"bomFormat"\s{0,16}:\s{0,16}"CycloneDX"/;
const spdxJson = /^\s*\{.*(?:"spdxVersion"\s{0,16}:|spdx\.org\/rdf\/3)/s;
const sbomNames: readonly (readonly [RegExp, string])[] = [
  [/^\s*<[^{]*cyclonedx\.org\/schema\/bom/s, 'CycloneDX in XML'],
  [/^SPDXVersion:/m, 'SPDX as tags and values'],
];
