import {
  type DependencyFact,
  entries,
  type FileProblem,
  items,
  libraryParts,
  type Node,
  type ReferenceSite,
  type Resolved,
  type ResolvedEntry,
  referenceFact,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  scalarReference,
  textOf,
} from '@fineprint/core';
import { pythonTool } from './python-tool.ts';
import { normalizedName, usageOfGroup } from './requirement.ts';
import { elsewhere } from './sources.ts';

/** Reads the tables of Poetry (https://python-poetry.org/docs/dependency-specification/). */
export function* readPoetry(file: SourceFile, root: Node): Iterable<DependencyFact | FileProblem> {
  const tables = [
    ...entries(root, 'tool', 'poetry', 'group').map(({ key, value }) => ({
      address: `tool.poetry.group.${key.text}`,
      use: usageOfGroup(key.text),
      list: entries(value, 'dependencies'),
    })),
    {
      address: 'tool.poetry.dev-dependencies',
      use: usageOfGroup('dev'),
      list: entries(root, 'tool', 'poetry', 'dev-dependencies'),
    },
    {
      address: 'tool.poetry.dependencies',
      use: usageOfGroup(''),
      list: entries(root, 'tool', 'poetry', 'dependencies'),
    },
  ];
  for (const { address, use, list } of tables) {
    for (const entry of list) {
      if (entry.key.text === 'python') yield* pythonTool(file, address, scalarOf(entry.value));
      else yield* tableDependency({ file, address, ...use }, entry);
    }
  }
}

/** A dependency that is a key of a table: a version, a table that says more, or a list of them for several platforms. */
export function* tableDependency(
  site: ReferenceSite,
  { key, value }: ResolvedEntry,
): Iterable<DependencyFact> {
  const choices = value.is === 'list' ? items(value) : [value];
  for (const choice of choices) {
    const at = choices.length > 1 ? (versionOf(choice) ?? choice) : key;
    yield* choiceOf(site, key, at, choice);
  }
}

function* choiceOf(
  site: ReferenceSite,
  key: ScalarNode,
  at: { readonly start: number; readonly end: number },
  choice: Resolved,
): Iterable<DependencyFact> {
  const { file } = site;
  const other = elsewhere(file, choice);
  if (other === 'own') return;
  const version = versionOf(choice);
  const isAny = !version || version.isNull || version.text === '*';
  const reference = scalarReference(version ?? key);
  const name = normalizedName(key.text);
  const isOptional = site.scope === undefined && textOf(choice, 'optional') === 'true';
  const written = version?.text ?? '';
  // Pipenv writes the operator even of an exact version.
  const exact = /^={2,3}\s*(?=[^\s,*]+$)/.exec(written)?.[0].length;
  const parts =
    other ??
    libraryParts(
      file,
      `pypi/${name}`,
      isAny ? null : reference.resolved,
      exact ? written.slice(exact) : written,
    );
  const optional = isOptional ? ({ scope: 'optional' } as const) : {};
  const fact = referenceFact(
    { ...site, address: `${site.address}.${key.text}`, ...optional },
    { at: { start: at.start, end: at.end }, resolved: reference.resolved },
    parts,
  );
  yield { ...fact, asked: { name, spec: written } };
}

function versionOf(choice: Resolved): ScalarNode | undefined {
  return choice.is === 'scalar' ? choice : scalarOf(choice, 'version');
}
