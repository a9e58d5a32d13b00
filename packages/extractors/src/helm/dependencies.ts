import { type Linked, locate, type Tree, trimTrailingSlashes, type UnitFiles } from '@fineprint/core';
import type { ChartFact, DependencyFact, HelmFact, LockedFact } from './facts.ts';

/** Makes occurrences of a chart's dependencies: what a lock or a copy in `charts/` chose beside what is asked for. */
export function* dependencyOccurrences(unit: UnitFiles<HelmFact>, tree: Tree<HelmFact>): Iterable<Linked> {
  const locks = unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'locked' ? [{ path, fact }] : [])),
  );
  const locked = Map.groupBy(locks, ({ fact: { name, repository } }) => chartKey(name, repository));
  const turns = new Map<string, number>();
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'dependency' || fact.repository?.startsWith('file://')) continue;
      // Helm locks in the order in which it is asked, which tells two versions of one chart apart.
      const key = chartKey(fact.name.text, fact.repository);
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      yield occurrenceOf(path, fact, locked.get(key)?.[turn], unit, tree);
    }
  }
}

/** A lock entry is that of a dependency by name and repository; the same chart may be used twice by aliases. */
function chartKey(name: string, repository: string | null): string {
  return `${name} ${repository ?? ''}`;
}

function occurrenceOf(
  path: string,
  fact: DependencyFact,
  lock: { readonly path: string; readonly fact: LockedFact } | undefined,
  unit: UnitFiles<HelmFact>,
  tree: Tree<HelmFact>,
): Linked {
  const { name, version, repository, isOptional, alias } = fact;
  const copy = `${unit.path === '.' ? '' : `${unit.path}/`}charts/${name.text}`;
  const vendored = tree
    .unit(copy)
    ?.files.flatMap(({ facts }) => facts)
    .find((each): each is ChartFact => each.is === 'chart');
  const chosen =
    lock?.fact.version?.text ?? vendored?.version?.text ?? packedVersion(unit.path, name.text, tree);
  const source = sourceOf(repository);
  return {
    is: 'occurrence',
    kind: 'helm-chart',
    name: name.text,
    ...(source === null ? {} : { source }),
    request: version ? { is: 'version', text: version.text } : { is: 'nothing' },
    ...(chosen ? { locked: { version: chosen, hashes: [] } } : {}),
    ...(vendored ? { contents: copy } : {}),
    at: locate(path, fact.place),
    text: name.text,
    address: `dependencies.${alias ?? name.text}`,
    usage: 'deployed',
    ...(isOptional ? { scope: 'optional' as const } : {}),
    slots: version
      ? [{ is: 'version', value: version.text, at: locate(path, version.place), verbatim: version.verbatim }]
      : [],
    via: lock ? [locate(lock.path, lock.fact.place)] : [],
  };
}

/** The version of the one archive of a chart in `charts/`, which `helm dependency build` puts there. */
function packedVersion(path: string, name: string, tree: Tree<HelmFact>): string | null {
  const prefix = `${name}-`;
  const versions = tree
    .list(`${path === '.' ? '' : `${path}/`}charts`)
    .filter((file) => file.startsWith(prefix) && file.endsWith('.tgz'))
    .map((file) => file.slice(prefix.length, -'.tgz'.length))
    .filter((version) => /^v?\d+\.\d+\.\d+/.test(version));
  return versions.length === 1 ? (versions[0] ?? null) : null;
}

/** `@name` and `alias:name` are names that each machine gives to repositories: nobody knows them from the files. */
function sourceOf(repository: string | null): string | null {
  return repository === null || /^(?:@|alias:)/.test(repository) ? null : trimTrailingSlashes(repository);
}
