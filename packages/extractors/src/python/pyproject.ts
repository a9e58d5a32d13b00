import {
  type DependencyFact,
  entries,
  type FileProblem,
  get,
  items,
  type Node,
  parseToml,
  type ReferenceSite,
  readDocuments,
  type SourceFile,
  scalarOf,
  scalarReference,
} from '@fineprint/core';
import type { PythonFact } from './facts.ts';
import { readPoetry } from './poetry.ts';
import { pythonTool } from './python-tool.ts';
import { readOwnRequirement, usageOfGroup } from './requirement.ts';
import { type Sources, sourcedFact, sourcesOf } from './sources.ts';

/** Reads `pyproject.toml` (https://packaging.python.org/specifications/pyproject-toml/, PEP 735, Poetry, uv, PDM, Hatch). */
export function readPyproject(file: SourceFile): Iterable<PythonFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readProject(file, root));
}

type Use = Omit<ReferenceSite, 'file' | 'address'>;
const development: Use = { usage: 'development', scope: 'excluded' };

function* readProject(file: SourceFile, root: Node): Iterable<PythonFact | FileProblem> {
  const sources = sourcesOf(root);
  const list = (path: readonly string[], use: Use) =>
    readItems(file, sources, get(root, ...path), { address: path.join('.'), ...use });
  yield* list(['project', 'dependencies'], { usage: 'deployed' });
  const extra = (name: string): Use => ({ scope: 'optional', ...usageOfGroup(name) });
  yield* groups(file, sources, root, ['project', 'optional-dependencies'], extra);
  yield* groups(file, sources, root, ['dependency-groups'], usageOfGroup);
  yield* list(['build-system', 'requires'], { usage: 'build' });
  yield* list(['tool', 'uv', 'dev-dependencies'], development);
  yield* groups(file, sources, root, ['tool', 'pdm', 'dev-dependencies'], () => development);
  for (const { key } of entries(root, 'tool', 'hatch', 'envs'))
    yield* list(['tool', 'hatch', 'envs', key.text, 'dependencies'], development);
  yield* pythonTool(file, 'project.requires-python', scalarOf(root, 'project', 'requires-python'));
  yield* readPoetry(file, root);
}

function* groups(
  file: SourceFile,
  sources: Sources,
  root: Node,
  path: readonly string[],
  use: (group: string) => Use,
): Iterable<DependencyFact | FileProblem> {
  for (const { key, value } of entries(root, ...path))
    yield* readItems(file, sources, value, { address: `${path.join('.')}.${key.text}`, ...use(key.text) });
}

/** Items of a list; `{ include-group = "…" }` names a group of the same file. */
function* readItems(
  file: SourceFile,
  sources: Sources,
  list: Node | undefined,
  site: Omit<ReferenceSite, 'file'>,
): Iterable<DependencyFact | FileProblem> {
  for (const item of items(list)) {
    if (item.is !== 'scalar') continue;
    for (const fact of readOwnRequirement({ file, ...site }, scalarReference(item)))
      yield* fact.is === 'problem' ? [fact] : sourcedFact(file, fact, sources);
  }
}
