import {
  absentKey,
  type FileProblem,
  items,
  type Node,
  parseYaml,
  type ReferenceFact,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import { readImageList } from './elsewhere.ts';
import type { ChartFact, DependencyFact, LockedFact, WrittenText } from './facts.ts';

/** Reads `Chart.yaml`: the chart and, since Helm 3, its dependencies (https://helm.sh/docs/topics/charts/). */
export function* readChart(
  file: SourceFile,
): Iterable<ChartFact | DependencyFact | ReferenceFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  const root = documents[0]?.root;
  yield {
    is: 'chart',
    name: writtenAt(file, root, 'name'),
    version: writtenAt(file, root, 'version'),
    appVersion: writtenAt(file, root, 'appVersion'),
    place: file.place({ start: 0, end: 0 }),
  };
  yield* dependencies(file, root);
  yield* readImageList(file, root);
}

/** Reads `requirements.yaml`, where charts for Helm 2 keep their dependencies. */
export function* readRequirements(file: SourceFile): Iterable<DependencyFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  yield* dependencies(file, documents[0]?.root);
}

/** Reads `Chart.lock` or `requirements.lock`. Its `digest` is a hash of the list of dependencies, not of a chart. */
export function* readLock(file: SourceFile): Iterable<LockedFact | FileProblem> {
  const { documents, problems } = file.parse(parseYaml);
  yield* file.problems(problems);
  for (const each of items(documents[0]?.root, 'dependencies')) {
    const name = scalarOf(each, 'name');
    if (!name || name.isNull) {
      yield file.problem('reference-invalid', 'This entry locks a dependency without a name.', each);
      continue;
    }
    yield {
      is: 'locked',
      name: name.text,
      repository: textOf(each, 'repository') ?? null,
      version: writtenAt(file, each, 'version'),
      place: file.place(name),
    };
  }
}

function* dependencies(file: SourceFile, root: Node | undefined): Iterable<DependencyFact | FileProblem> {
  for (const each of items(root, 'dependencies')) {
    const name = writtenAt(file, each, 'name');
    if (!name) {
      yield file.problem('reference-invalid', 'This dependency has no name.', each);
      continue;
    }
    yield {
      is: 'dependency',
      name,
      alias: textOf(each, 'alias') ?? null,
      repository: textOf(each, 'repository') ?? null,
      version: writtenAt(file, each, 'version'),
      absent: absentKey(file, each, { key: 'version', behind: 'name' }, 'version'),
      isOptional: isSaid(each, 'condition') || items(each, 'tags').length > 0,
      place: name.place,
    };
  }
}

function isSaid(node: Resolved, key: string): boolean {
  return (textOf(node, key) ?? '') !== '';
}

function writtenAt(file: SourceFile, node: Node | undefined, key: string): WrittenText | null {
  const scalar: ScalarNode | undefined = scalarOf(node, key);
  if (!scalar || scalar.isNull || scalar.text === '') return null;
  return { text: scalar.text, place: file.place(scalar), verbatim: scalar.verbatim };
}
