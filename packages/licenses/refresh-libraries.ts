import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LibraryLine, readLibraryLines } from './compile-libraries.ts';
import { readLines } from './read-lines.ts';
import { vendoredIn } from './refresh/debian-copyright.ts';
import { commitsOf, filesOf, type Repository, readBlobs } from './refresh/git.ts';
import { vendoredModules } from './refresh/go-vendor.ts';
import { libraryLines, namespaceLines, observationsOf } from './refresh/library-lines.ts';
import { composerLock, npmLock } from './refresh/lockfiles.ts';
import { registryVersions } from './refresh/npm-registry.ts';
import type { Observation } from './refresh/observation.ts';
import { bitbakeRecipe, buildrootPackage, melangeRecipe, spackPackage } from './refresh/recipes.ts';
import { taggedReleases } from './refresh/tags.ts';
import { type ReadText, textReader } from './refresh-reading.ts';
import { readTexts } from './src/texts/license-texts.ts';

// Run by hand; adds to facts/libraries/*.jsonl what is said of the licenses of libraries:
//   node packages/licenses/refresh-libraries.ts git owner/name=DIRECTORY …
//     in clones of public repositories: lockfiles that repeat the license of each package, vendored Go modules, recipes
//     of distributions; at some commits of the whole history (--commits=N)
//   node packages/licenses/refresh-libraries.ts tags owner/name=DIRECTORY=LIBRARY,LIBRARY …
//     the license file at every tag of the repository from which the libraries are published
//   node packages/licenses/refresh-libraries.ts copyright "REGISTRY=SOURCE=FILE" …
//     the libraries under vendor/ in the copyright file of a Debian package
//   node packages/licenses/refresh-libraries.ts npm NAME …
//     the npm registry's own answer, one question a second: for some packages, not for lists of names
// --newest=REGISTRY=FILE gives a table of names and their newest versions: a range that ends with the newest is left open.

const folder = join(import.meta.dirname, 'facts');
const [mode = '', ...words] = process.argv.slice(2);
const options = words.filter((word) => word.startsWith('--'));
const subjects = words.filter((word) => !word.startsWith('--')).map((word) => word.split('='));
const commits = Number(options.find((one) => one.startsWith('--commits='))?.split('=')[1] ?? 8);
const texts = readTexts(readFileSync(join(import.meta.dirname, 'data', 'texts.json'), 'utf8'));
const readByPeople = readLines<ReadText>(join(folder, 'read-texts.jsonl'));
const reader = textReader(texts, readByPeople);
const known = new Set<string>();

const kept = readLibraryLines(folder);
const stated = kept.filter(({ seen, library }) => seen === undefined && !library.endsWith('/*'));
if (mode === 'copyright') stated.push(...subjects.flatMap(inCopyright));
const seen = await observe();
const lines = libraryLines([...observationsOf(kept), ...seen], newestVersions());
const exact = new Set(lines.map(({ library }) => library));
const others = [...new Map(stated.map((line) => [line.library, line])).values()];
const all = [...lines, ...others.filter(({ library }) => !exact.has(library))];
write([...all, ...namespaceLines(all).filter(({ library }) => !exact.has(library))]);

async function observe(): Promise<readonly Observation[]> {
  switch (mode) {
    case 'git':
      return subjects.flatMap(inHistory);
    case 'tags':
      return subjects.flatMap(([name = '', directory = '', libraries = '']) => [
        ...taggedReleases({ name, directory }, libraries.split(','), texts),
      ]);
    case 'npm':
      return registryVersions(
        subjects.map(([name = '']) => name),
        today(),
      );
    case 'copyright':
      return [];
    default:
      throw new Error(`There is no "${mode}": git, tags, copyright or npm.`);
  }
}

function inHistory([name = '', directory = '']: readonly string[]): readonly Observation[] {
  const repository: Repository = { name, directory };
  const found = new Map<string, Observation>();
  for (const commit of commitsOf(repository, commits))
    for (const one of [...inFiles(repository, commit), ...vendoredModules(repository, commit, reader)])
      found.set(`${one.library} ${one.version} ${one.license}`, one);
  console.error(`${name}: ${found.size}`);
  return [...found.values()];
}

function* inFiles(repository: Repository, commit: string): Iterable<Observation> {
  const readers = [npmLock, composerLock, bitbakeRecipe, melangeRecipe, buildrootPackage, spackPackage];
  for (const { pattern, evidence, read } of readers) {
    const fresh = filesOf(repository, commit, pattern).filter(({ blob }) => !known.has(blob));
    const paths = new Map(fresh.map(({ blob, path }) => [blob, path]));
    for (const [blob, text] of readBlobs(repository, [...paths.keys()])) {
      known.add(blob);
      const path = paths.get(blob) ?? '';
      const source = `${repository.name} ${path} @ ${commit.slice(0, 12)}`;
      for (const one of read(path, text)) yield { ...one, evidence, source };
    }
  }
}

function inCopyright([registry = '', source = '', file = '']: readonly string[]): readonly LibraryLine[] {
  return vendoredIn(readFileSync(file, 'utf8'), registry, source);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

function newestVersions(): ReadonlyMap<string, string> {
  const tables = options.filter((one) => one.startsWith('--newest=')).map((one) => one.split('=').slice(1));
  return new Map(
    tables.flatMap(([registry = '', file = '']) => newestIn(registry, readFileSync(file, 'utf8'))),
  );
}

function newestIn(registry: string, table: string): readonly (readonly [string, string])[] {
  const rows = table.split('\n').map((line) => line.split('\t'));
  return rows.map(([name = '', version = '']) => [`${registry}/${name.toLowerCase()}`, version]);
}

function write(all: readonly LibraryLine[]): void {
  const files = Map.groupBy(all, ({ library }) => library.slice(0, library.indexOf('/')));
  for (const [registry, some] of files) {
    const sorted = some.toSorted(({ library: one }, { library: other }) =>
      one < other ? -1 : one > other ? 1 : 0,
    );
    const text = sorted.map((line) => `${JSON.stringify(line)}\n`).join('');
    writeFileSync(join(folder, 'libraries', `${registry}.jsonl`), text);
  }
}
