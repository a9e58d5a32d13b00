import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LicenseClass } from '@fineprint/core';
import { type LibraryLine, readLibraryLines } from './compile-libraries.ts';
import { readLines } from './read-lines.ts';
import type { CompiledClasses } from './src/classes.ts';
import { factGroups } from './src/fact-groups.ts';
import type { CompiledFacts, CompiledPackage, CompiledRange, FactEvidence, FactRange } from './src/facts.ts';

/** A line of `facts/applications/*.jsonl`: one license of one application for a range of versions. */
export interface RangeLine {
  readonly application: string;
  readonly versions: string;
  readonly license: string;
  readonly evidence: FactEvidence;
  readonly basis: string;
  readonly verified: boolean;
  readonly source: string;
  readonly note?: string;
  readonly allTagsChecked?: true;
  readonly assumedAllVersions?: true;
  readonly checkedVersion?: string;
  /** Weaker or equal evidence for the same range, kept for review. */
  readonly also?: readonly Partial<RangeLine>[];
}

/** A line of `facts/packages/*.jsonl`: a thing under which an application is packaged. */
export interface PackageLine {
  readonly key: string;
  readonly application: string;
  readonly covers?: 'main-software' | 'distribution';
  readonly note?: string;
  readonly source?: string;
  readonly checkedVersion?: string;
  /** What the facts were read in, where that is another package of the same software. */
  readonly readIn?: string;
  readonly variants?: Readonly<Record<string, string>>;
  readonly deploys?: { readonly application?: string; readonly version?: string; readonly license?: string };
}

/** A line of `facts/classes.jsonl`: the class of a license and where that judgement is from. */
export interface ClassLine {
  readonly id: string;
  readonly class: LicenseClass;
  readonly source: string;
  /** Where none of the lists decides, so that it is our own judgement. */
  readonly judgement?: true;
}

/** A line of `facts/custom-licenses.jsonl`: a license that SPDX does not list, with the id that the facts give it. */
export interface CustomLicenseLine {
  readonly id: string;
  readonly class: LicenseClass;
  readonly name: string;
  readonly url?: string;
  /** Whether somebody read its text. */
  readonly textSeen?: boolean;
}

/** What one compiled file of facts is made of. */
export interface FactLines {
  readonly ranges: readonly RangeLine[];
  readonly packages: readonly PackageLine[];
}

/** The fact files as they are written. */
export interface FactFiles extends FactLines {
  /** The lines of each group of kinds that has a folder and a compiled file of its own. */
  readonly groups: ReadonlyMap<string, FactLines>;
  readonly libraries: readonly LibraryLine[];
  readonly helmRepositories: readonly { readonly alias: string; readonly urls: readonly string[] }[];
  readonly classes: readonly ClassLine[];
  readonly customLicenses: readonly CustomLicenseLine[];
  /** SHA-256 over the names and bytes of the files, sorted by name. */
  readonly sha256: string;
}

/** The date of the newest check of a fact; raised by hand with the facts. */
const factsVersion = '2026-11-27';

/** Reads the fact files of a folder. */
export function readFactFiles(folder: string): FactFiles {
  const inner = ['', ...factGroups.map((group) => `${group}/`)].flatMap((group) =>
    ['applications', 'libraries', 'packages']
      .filter((name) => existsSync(join(folder, group, name)))
      .flatMap((name) => readdirSync(join(folder, group, name)).map((file) => `${group}${name}/${file}`)),
  );
  const files = [...inner, 'classes.jsonl', 'custom-licenses.jsonl', 'helm-repositories.jsonl'].toSorted();
  const hash = createHash('sha256');
  for (const name of files) hash.update(`${name}\n`).update(readFileSync(join(folder, name)));
  const under = (prefix: string) =>
    files.filter((name) => name.startsWith(prefix)).map((name) => join(folder, name));
  const lines = (group: string): FactLines => ({
    ranges: under(`${group}applications/`).flatMap((path) => readLines<RangeLine>(path)),
    packages: under(`${group}packages/`).flatMap((path) => readLines<PackageLine>(path)),
  });
  return {
    ...lines(''),
    groups: new Map(factGroups.map((group) => [group, lines(`${group}/`)])),
    libraries: readLibraryLines(folder),
    helmRepositories: readLines(join(folder, 'helm-repositories.jsonl')),
    classes: readLines(join(folder, 'classes.jsonl')),
    customLicenses: readLines(join(folder, 'custom-licenses.jsonl')),
    sha256: hash.digest('hex'),
  };
}

/** Writes JSON in ASCII: a text with one other character takes twice the memory, and longer to parse. */
export function asciiJson(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value).replace(/[^\0-\x7f]/g, escaped)}\n`;
}

/** Compiles the versioned facts of one group; of an application that the main facts know, those are the better ones. */
export function compileGroup(files: FactFiles, group: string): CompiledFacts {
  const { ranges, packages } = files.groups.get(group) ?? { ranges: [], packages: [] };
  const known = new Set(files.ranges.map(({ application }) => application.toLowerCase()));
  const own = ranges.filter(({ application }) => !known.has(application.toLowerCase()));
  return compileFacts({ ...files, ranges: own, packages, helmRepositories: [] });
}

/** Compiles the versioned facts into the form that look-ups load. */
export function compileFacts({ ranges, packages, helmRepositories, sha256 }: FactFiles): CompiledFacts {
  const applications = [...Map.groupBy(ranges, (range) => range.application)].toSorted(byCodeUnit);
  const places = new Map(applications.map(([id], place) => [id, place]));
  return {
    format: 'fineprint-facts/1',
    version: factsVersion,
    sha256,
    applications: applications.map(([id, lines]) => [id, lines.map(compileRange)]),
    packages: packages.map((line) => compilePackage(line, places.get(line.application))).toSorted(byCodeUnit),
    helmAliases: helmRepositories
      .flatMap(({ alias, urls }) => urls.map((url) => [url, alias] as const))
      .toSorted(byCodeUnit),
  };
}

/** Compiles the class of each license: `[SPDX id or LicenseRef, class]`. */
export function compileClasses({ classes, customLicenses, sha256 }: FactFiles): CompiledClasses {
  const own = customLicenses.map((line) => [line.id, line.class, line.name, line.url ?? null] as const);
  const listed = classes.map((line) => [line.id, line.class, line.source, line.judgement ? 1 : 0] as const);
  return {
    format: 'fineprint-classes/1',
    sha256,
    listed: listed.toSorted(byCodeUnit),
    own: own.toSorted(byCodeUnit),
  };
}

function compileRange(line: RangeLine): CompiledRange {
  const { versions, license, evidence, verified, source, note } = line;
  const extent: FactRange['extent'] = line.allTagsChecked
    ? 'every'
    : line.assumedAllVersions
      ? 'assumed'
      : 'stated';
  const range = [versions, license, evidence, verified ? 1 : 0, extent, source] as const;
  return note === undefined ? range : [...range, note];
}

function compilePackage(line: PackageLine, application: number | undefined): CompiledPackage {
  if (application === undefined)
    throw new Error(`${line.key} points to ${line.application}, which has no fact.`);
  const { covers, note, readIn, variants, deploys } = line;
  const rest = {
    ...(covers === 'main-software' ? { main: 1 as const } : {}),
    ...(note === undefined ? {} : { note }),
    ...(readIn === undefined ? {} : { readIn }),
    ...(variants === undefined ? {} : { variants }),
    ...(deploys === undefined
      ? {}
      : {
          deploys: [deploys.application ?? null, deploys.license ?? null, deploys.version ?? null] as const,
        }),
  };
  const key = line.key.toLowerCase();
  return Object.keys(rest).length === 0 ? [key, application] : [key, application, rest];
}

function byCodeUnit(
  [one]: readonly [string, ...unknown[]],
  [other]: readonly [string, ...unknown[]],
): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
