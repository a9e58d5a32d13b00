import type { Component } from '@fineprint/core';
import { exactly, intersect, parseVersion } from '@fineprint/core';
import { admittedBy } from '../admitted.ts';
import { isEvidence, type PackageMetadata } from '../metadata/metadata.ts';

/** Joins a directory (`''` is the root) and a path below it. */
export function below(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

/** The directory of a path, `''` for the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The last name of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The directories that name a component, in the order of its occurrences. */
export function directoriesOf({ occurrences }: Component): readonly string[] {
  const paths = occurrences.flatMap(({ at, via = [] }) => [at.path, ...via.map(({ path }) => path)]);
  return [...new Set(paths.map(directoryOf))].slice(0, maximumDirectories);
}

// One component may be named in thousands of directories, of which most have the same ones above them.
const maximumDirectories = 50;

/** For each directory that names a component, the answer of the nearest one upwards that has any; each once. */
export function nearest<T>(component: Component, find: (directory: string) => readonly T[]): readonly T[] {
  const answers = new Map<string, readonly T[]>();
  const found = new Set<T>();
  for (const start of directoriesOf(component)) {
    for (const directory of upwards(start)) {
      const known = answers.get(directory) ?? find(directory);
      answers.set(directory, known);
      for (const each of known) found.add(each);
      if (known.length > 0) break;
    }
  }
  return [...found];
}

/** A directory and those above it, up to the root. */
function* upwards(start: string): Iterable<string> {
  for (let directory = start; directory !== ''; directory = directoryOf(directory)) yield directory;
  yield '';
}

/** The name of a library without the type before it (`npm/@scope/name`), or `null` for one of another type. */
export function libraryName({ kind, name }: Component, type: string): string | null {
  return kind === 'library' && name.startsWith(`${type}/`) ? name.slice(type.length + 1) : null;
}

/**
 * Whether a copy of a version is one of the component: of its exact version, or of one that its request admits. A
 * request that is not understood excludes nothing; a copy without a version is taken for what its place says.
 */
export function isOfVersion(component: Component, version: string | null): boolean {
  if (version === null) return true;
  if (component.version !== null) return plain(component.version) === plain(version);
  if (component.commit !== null) return false;
  const parsed = parseVersion(plain(version));
  const { is, set } = admittedBy(component, 'npm');
  return is === 'every' || parsed === null || intersect(set, exactly(parsed)).length > 0;
}

const leading = /^(?:=|v)+/;

function plain(version: string): string {
  return version.trim().toLowerCase().replace(leading, '').replaceAll('_', '-');
}

/** Whether metadata is that of a package of a name; metadata that cannot be read is taken for what its place says. */
export function isNamed({ name, readings }: PackageMetadata, expected: string): boolean {
  return name === expected || (name === null && readings.some((reading) => !isEvidence(reading)));
}
