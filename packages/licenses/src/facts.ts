import { factGroupOf, repositoryGroup } from './fact-groups.ts';

/** How a fact was come by, the strongest first; the last two are hints, which conclude nothing. */
export type FactEvidence =
  | 'snapshot'
  | 'distribution-package'
  | 'registry-metadata'
  | 'licence-text-version-unknown'
  | 'secondary-statement'
  | 'announcement'
  | 'index-copy'
  | 'memory';

/** A license of an application for a range of its versions. */
export interface FactRange {
  /** npm-style: comparators joined by a space, unions by `||`, `*` for all. */
  readonly versions: string;
  /** An SPDX expression, or `NONE` where there is no license file. */
  readonly license: string;
  readonly evidence: FactEvidence;
  readonly verified: boolean;
  /**
   * `every` release tag was compared, or the range is only `assumed` to reach over all versions; `beyond` is a range of
   * which no version was looked at, only later ones.
   */
  readonly extent: 'every' | 'assumed' | 'stated' | 'beyond';
  readonly source: string;
  readonly note: string | null;
}

/** A thing under which an application is packaged: an image, an action, a chart, a module. */
export interface FactPackage {
  readonly application: string;
  readonly covers: 'artifact' | 'main-software';
  readonly note: string | null;
  /** What the facts were read in, where that is another package of the same software (`the package apache2 of Debian`). */
  readonly readIn: string | null;
  /** Words of a tag that mean another application with other terms. */
  readonly variants: ReadonlyMap<string, string>;
  /** What a chart deploys: the application where it has facts, and the license that somebody names for it. */
  readonly deploys: {
    readonly application: string | null;
    readonly license: string | null;
    readonly version: string | null;
  } | null;
}

/** The versioned facts, ready for look-ups. */
export interface Facts {
  /** The date of the newest check, `2026-11-23`. */
  readonly version: string;
  /** SHA-256 of the fact files, in lower-case hex. */
  readonly sha256: string;
  rangesOf(application: string): readonly FactRange[] | undefined;
  /** By lower-case key. */
  packageOf(key: string): FactPackage | undefined;
  /** The application of a lower-case repository: `owner/name` on GitHub, `host/path` elsewhere. */
  applicationOf(repository: string): string | undefined;
  /** The alias of a Helm repository by its address without scheme. */
  readonly helmAliases: ReadonlyMap<string, string>;
}

/** The compiled form of the facts; tuples keep it small. */
export interface CompiledFacts {
  readonly format: 'fineprint-facts/1';
  readonly version: string;
  readonly sha256: string;
  readonly applications: readonly (readonly [id: string, ranges: readonly CompiledRange[]])[];
  readonly packages: readonly CompiledPackage[];
  readonly helmAliases: readonly (readonly [address: string, alias: string])[];
}

export type CompiledRange = readonly [
  versions: string,
  license: string,
  evidence: FactEvidence,
  verified: 0 | 1,
  extent: FactRange['extent'],
  source: string,
  note?: string,
];

/** How the license of a library was come by, said once for all that share it. */
export type CompiledEvidence = readonly [
  evidence: FactEvidence,
  verified: 0 | 1,
  extent: FactRange['extent'],
];

export type CompiledPackage = readonly [
  key: string,
  application: number,
  rest?: {
    readonly main?: 1;
    readonly note?: string;
    readonly readIn?: string;
    readonly variants?: Readonly<Record<string, string>>;
    readonly deploys?: readonly [application: string | null, license: string | null, version: string | null];
  },
];

/** One compiled file of facts. */
interface FactFile {
  readonly compiled: CompiledFacts;
  readonly ranges: ReadonlyMap<string, readonly CompiledRange[]>;
  readonly packages: ReadonlyMap<string, CompiledPackage>;
  /** The applications that are repositories, by lower-case name. */
  repositories(): ReadonlyMap<string, string>;
}

/**
 * Reads the compiled facts; each is unpacked only when it is asked for. `readGroup` gives the file of a group of kinds
 * (see `fact-groups.ts`), which is read when a package of such a kind is first asked for.
 */
export function readFacts(text: string, readGroup: (name: string) => string): Facts {
  const main = readFactFile(text);
  const groups = new Map<string, FactFile>();
  const { version, sha256, helmAliases } = main.compiled;

  function group(name: string): FactFile {
    const file = groups.get(name) ?? readFactFile(readGroup(name));
    groups.set(name, file);
    return file;
  }

  return {
    version,
    sha256,
    rangesOf(application) {
      // Who knows an application of a group got it from the group, which has been read by now.
      const file = [main, ...groups.values()].find(({ ranges }) => ranges.has(application));
      return file?.ranges.get(application)?.map(rangeOf);
    },
    packageOf(key) {
      const name = factGroupOf(key.slice(0, key.indexOf(':')));
      const file = name === null || main.packages.has(key) ? main : group(name);
      const found = file.packages.get(key);
      return found && packageOf(found, file.compiled.applications[found[1]]?.[0] ?? '');
    },
    applicationOf(repository) {
      if (repository === '') return undefined;
      return main.repositories().get(repository) ?? group(repositoryGroup).repositories().get(repository);
    },
    helmAliases: new Map(helmAliases),
  };
}

function readFactFile(text: string): FactFile {
  const compiled: CompiledFacts = JSON.parse(text);
  if (compiled.format !== 'fineprint-facts/1') throw new Error('The file holds no compiled licence facts.');
  let repositories: ReadonlyMap<string, string> | undefined;
  return {
    compiled,
    ranges: new Map(compiled.applications),
    packages: new Map(compiled.packages.map((one) => [one[0], one])),
    repositories() {
      repositories ??= repositoriesOf(compiled.applications);
      return repositories;
    },
  };
}

function repositoriesOf(applications: CompiledFacts['applications']): ReadonlyMap<string, string> {
  return new Map(
    applications.filter(([id]) => !notRepository.test(id)).map(([id]) => [id.toLowerCase(), id]),
  );
}

// `elastic/elasticsearch#image` is a distribution with terms of its own; `container-image:…` has no known repository.
const notRepository = /[#:]/;

function rangeOf([versions, license, evidence, verified, extent, source, note]: CompiledRange): FactRange {
  return { versions, license, evidence, verified: verified === 1, extent, source, note: note ?? null };
}

function packageOf([, , rest = {}]: CompiledPackage, application: string): FactPackage {
  const { main, note = null, readIn = null, variants = {}, deploys } = rest;
  return {
    application,
    covers: main === 1 ? 'main-software' : 'artifact',
    note,
    readIn,
    variants: new Map(Object.entries(variants)),
    deploys:
      deploys === undefined ? null : { application: deploys[0], license: deploys[1], version: deploys[2] },
  };
}
