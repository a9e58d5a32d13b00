import {
  constraintAdmits,
  joinPath,
  type Linked,
  type LockState,
  locate,
  type Occurrence,
  occurrenceOf,
  type Tree,
  trimTrailingSlashes,
  type UnitFiles,
} from '@fineprint/core';
import type { HelmfileFact, LockedFact, RepositoryFact } from './facts.ts';
import { type FilledRelease, filledImage, filledIn, stateValues } from './filled.ts';

/** Joins releases with the repositories of their file and its bases, and with what the lock beside it chose. */
export function* linkHelmfile(unit: UnitFiles<HelmfileFact>, tree: Tree<HelmfileFact>): Iterable<Linked> {
  if (unit.files.every(({ facts }) => facts.every(({ is }) => is === 'value'))) return;
  yield { is: 'unit', kind: 'helmfile' };
  const repositories = repositoriesOf(unit, tree, 0);
  const locks = locksBeside(unit.path, tree);
  const values = stateValues(unit, tree, 0);
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is === 'reference')
        yield { is: 'occurrence', ...filledImage(occurrenceOf(path, fact), values) };
      if (fact.is === 'release' && !isPath(path, fact.alias, fact.reference.name, tree))
        yield release(path, filledIn(fact, values), repositories, locks);
    }
  }
}

interface Repository {
  readonly path: string;
  readonly fact: RepositoryFact;
}

const deepestBase = 10;

/** The repositories of a state file by their names: its own win over those of its bases. */
function repositoriesOf(
  { path, files }: UnitFiles<HelmfileFact>,
  tree: Tree<HelmfileFact>,
  depth: number,
): ReadonlyMap<string, Repository> {
  const found = new Map<string, Repository>();
  const facts = files.flatMap((file) => file.facts);
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  for (const base of depth < deepestBase ? facts.filter((fact) => fact.is === 'base') : []) {
    const unit = tree.unit(joinPath(folder === '' ? '.' : folder, base.path) ?? '');
    if (unit)
      for (const [name, repository] of repositoriesOf(unit, tree, depth + 1)) found.set(name, repository);
  }
  for (const fact of facts) if (fact.is === 'repository') found.set(fact.name, { path, fact });
  return found;
}

/** `helmfile.lock` belongs to `helmfile.yaml`. */
function locksBeside(path: string, tree: Tree<HelmfileFact>): readonly LockedFact[] {
  const lock = lockOf(path);
  const facts = tree.unit(lock)?.files.flatMap((file) => file.facts) ?? [];
  return facts.filter((fact) => fact.is === 'locked');
}

function release(
  path: string,
  { alias, reference, value }: FilledRelease,
  repositories: ReadonlyMap<string, Repository>,
  locks: readonly LockedFact[],
): Linked {
  const repository = repositories.get(alias);
  const linked = occurrenceOf(path, reference);
  const via = value ? [value] : [];
  if (!repository) return { is: 'occurrence', ...linked, ...missing(alias, linked.name) };
  const { git } = repository.fact;
  const from = [...via, locate(repository.path, repository.fact.place)];
  if (git) {
    const subpath = [git.subpath, linked.name].filter((part) => part !== undefined).join('/');
    return { is: 'occurrence', ...linked, ...git, subpath, slots: [], via: from };
  }
  const url = trimTrailingSlashes(repository.fact.url);
  const locked = locks.find((each) => each.chart === linked.name && trimTrailingSlashes(each.url) === url);
  return {
    is: 'occurrence',
    ...linked,
    source: url,
    ...(locked
      ? { locked: { version: locked.version, hashes: [] }, lock: lockState(path, linked, locked) }
      : {}),
    via: from,
  };
}

function lockState(path: string, { request }: Occurrence, { version }: LockedFact): LockState {
  const asked = request.is === 'version' ? request.text : '';
  const isOther = constraintAdmits(asked, version, 'npm') === false;
  return { path: lockOf(path), says: isOther ? 'disagrees' : 'agrees' };
}

function lockOf(path: string): string {
  return path.replace(/\.ya?ml(?:\.gotmpl)?$/, '.lock');
}

function missing(alias: string, chart: string) {
  const because = `No repository "${alias}" is named in the state file or its bases.`;
  return { name: `${alias}/${chart}`, unresolved: { part: 'name' as const, because } };
}

/** A chart may lie at a path that looks like the name of a repository: `charts/own`. */
function isPath(path: string, alias: string, chart: string, tree: Tree<HelmfileFact>): boolean {
  const folder = path.slice(0, Math.max(path.lastIndexOf('/'), 0));
  return tree.has(joinPath(folder === '' ? '.' : folder, `${alias}/${chart}/Chart.yaml`) ?? '');
}
