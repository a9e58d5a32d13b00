import {
  constraintAdmits,
  type Linked,
  type LockState,
  locate,
  type Tree,
  trimTrailingSlashes,
  type UnitFiles,
} from '@fineprint/core';
import type { ChartFact, DependencyFact, HelmFact, LockedFact } from './facts.ts';

/** Makes occurrences of a chart's dependencies: what a lock or a copy in `charts/` chose beside what is asked for. */
export function* dependencyOccurrences(unit: UnitFiles<HelmFact>, tree: Tree<HelmFact>): Iterable<Linked> {
  const locks = unit.files.flatMap(({ path, facts }) =>
    facts.flatMap((fact) => (fact.is === 'locked' ? [{ path, fact }] : [])),
  );
  const locked = Map.groupBy(locks, ({ fact: { name, repository } }) => chartKey(name, repository));
  const turns = new Map<string, number>();
  let archives: readonly string[] | undefined;
  const packed = () => {
    archives ??= tree.list(below(unit.path, 'charts')).filter((name) => name.endsWith(archiveEnd));
    return archives;
  };
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is !== 'dependency' || fact.repository?.startsWith('file://')) continue;
      // Helm locks in the order in which it is asked, which tells two versions of one chart apart.
      const key = chartKey(fact.name.text, fact.repository);
      const turn = turns.get(key) ?? 0;
      turns.set(key, turn + 1);
      const lock = locked.get(key)?.[turn];
      const linked = occurrenceOf(path, fact, lock, copiesOf(fact, unit.path, tree, packed));
      yield { ...linked, ...lockStateOf(path, fact, lock, tree) };
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
  copies: readonly Copy[],
): Linked & { readonly is: 'occurrence' } {
  const { name, version, repository, isOptional, alias } = fact;
  const wanted = lock?.fact.version?.text ?? exact.exec(version?.text ?? '')?.groups?.version;
  // A copy of another version was put there before this one was asked for.
  const [copy, another] = wanted === undefined ? copies : copies.filter((each) => each.version === wanted);
  const isSure = another === undefined;
  const chosen = lock?.fact.version?.text ?? (isSure ? copy?.version : undefined);
  const source = sourceOf(repository);
  return {
    is: 'occurrence',
    kind: 'helm-chart',
    name: name.text,
    ...(source === null ? {} : { source }),
    request: version ? { is: 'version', text: version.text } : { is: 'nothing' },
    ...(chosen ? { locked: { version: chosen, hashes: [] } } : {}),
    ...(copy && isSure ? { contents: copy.path } : {}),
    at: locate(path, fact.place),
    text: name.text,
    address: `dependencies.${alias ?? name.text}`,
    usage: 'deployed',
    ...(isOptional ? { scope: 'optional' as const } : {}),
    slots: version
      ? [{ is: 'version', value: version.text, at: locate(path, version.place), verbatim: version.verbatim }]
      : fact.absent.map(({ place, ...slot }) => ({ ...slot, at: locate(path, place) })),
    via: lock ? [locate(lock.path, lock.fact.place)] : [],
  };
}

const subchart = /^(?<parent>(?:.*\/)?)charts\/[^/]+\/[^/]+$/;

/** What the lock says, which `helm dependency update` writes for a chart that is no part of another one. */
function lockStateOf(
  path: string,
  { version }: DependencyFact,
  lock: { readonly path: string; readonly fact: LockedFact } | undefined,
  tree: Tree<HelmFact>,
): { readonly lock?: LockState } {
  const asked = version?.text ?? '';
  if (lock) {
    const isOther = constraintAdmits(asked, lock.fact.version?.text ?? null, 'npm') === false;
    return { lock: { path: lock.path, says: isOther ? 'disagrees' : 'agrees' } };
  }
  const name = path.endsWith('requirements.yaml') ? 'requirements.lock' : 'Chart.lock';
  const wanted = path.slice(0, path.lastIndexOf('/') + 1) + name;
  if (tree.has(wanted)) return { lock: { path: wanted, says: 'silent' } };
  // What an exact version leads to is the same with and without a lock.
  const parent = subchart.exec(path)?.groups?.parent;
  const isPart = parent !== undefined && tree.has(`${parent}Chart.yaml`);
  return isPart || exact.test(asked) ? {} : { lock: { path: wanted, says: 'missing' } };
}

const exact = /^\s*=?\s*v?(?<version>\d+\.\d+\.\d+[0-9A-Za-z.+-]*)\s*$/;

/** A copy of a chart in `charts/`. */
interface Copy {
  readonly version: string | null;
  readonly path: string;
}

/** The copies of a chart in `charts/`, unpacked or as the archives that `helm dependency build` puts there. */
function copiesOf(
  { name: { text: name } }: DependencyFact,
  path: string,
  tree: Tree<HelmFact>,
  packed: () => readonly string[],
): readonly Copy[] {
  const directory = below(path, `charts/${name}`);
  const chart = tree
    .unit(directory)
    ?.files.flatMap(({ facts }) => facts)
    .find((each): each is ChartFact => each.is === 'chart');
  if (chart) return [{ version: chart.version?.text ?? null, path: directory }];
  const prefix = `${name}-`;
  return packed()
    .filter((file) => file.startsWith(prefix))
    .map((file) => ({
      version: file.slice(prefix.length, -archiveEnd.length),
      path: below(path, `charts/${file}`),
    }))
    .filter(({ version }) => /^v?\d+\.\d+\.\d+/.test(version));
}

const archiveEnd = '.tgz';

function below(path: string, name: string): string {
  return path === '.' ? name : `${path}/${name}`;
}

/** `@name` and `alias:name` are names that each machine gives to repositories: nobody knows them from the files. */
function sourceOf(repository: string | null): string | null {
  return repository === null || /^(?:@|alias:)/.test(repository) ? null : trimTrailingSlashes(repository);
}
