import {
  entries,
  type FileProblem,
  items,
  type Node,
  parseJson,
  parseToml,
  readDocuments,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import { chosenPackage } from './chosen.ts';
import type { PythonFact } from './facts.ts';
import { tableDependency } from './poetry.ts';
import { pythonTool } from './python-tool.ts';
import { usageOfGroup } from './requirement.ts';

// What is no table of packages; any other one is a category (https://pipenv.pypa.io/en/latest/pipfile.html).
const otherTables: ReadonlySet<string> = new Set(['source', 'requires', 'scripts', 'pipenv', '_meta']);

/** Reads `Pipfile`. */
export function readPipfile(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readCategories(file, root));
}

function* readCategories(file: SourceFile, root: Node): Iterable<PythonFact | FileProblem> {
  for (const { key, value } of entries(root)) {
    if (otherTables.has(key.text)) continue;
    for (const entry of entries(value))
      yield* tableDependency({ file, address: key.text, ...usageOfGroup(key.text) }, entry);
  }
  const version =
    scalarOf(root, 'requires', 'python_full_version') ?? scalarOf(root, 'requires', 'python_version');
  yield* pythonTool(file, 'requires', version);
}

/** Reads `Pipfile.lock`: what is in both `default` and `develop` was chosen once. */
export function readPipfileLock(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readLock(file, root));
}

function* readLock(file: SourceFile, root: Node): Iterable<PythonFact> {
  const seen = new Set<string>();
  for (const { key: category, value: packages } of entries(root)) {
    if (otherTables.has(category.text)) continue;
    for (const { key, value } of entries(packages)) {
      const version = textOf(value, 'version')?.replace(/^={2,3}/, '') ?? null;
      const id = `${key.text}@${version}`;
      if (seen.has(id)) continue;
      seen.add(id);
      yield chosenPackage(file, {
        at: key,
        name: key.text,
        version,
        git: textOf(value, 'git') ?? null,
        commit: textOf(value, 'ref') ?? null,
        hashes: items(value, 'hashes').flatMap((item) => (item.is === 'scalar' ? [item.text] : [])),
        needs: null,
        scope: usageOfGroup(category.text).scope ?? null,
        isOwn: textOf(value, 'path') !== undefined || textOf(value, 'file') !== undefined,
      });
    }
  }
}
