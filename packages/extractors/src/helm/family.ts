import { joinPath, type Tree, type UnitFiles } from '@fineprint/core';
import type { ChartFact, DefineFact, DependencyFact, HelmFact } from './facts.ts';
import type { Line } from './rendering.ts';
import { child, type Values } from './values-images.ts';

/** What a chart's own files say. */
export interface ChartFiles {
  readonly chart: { readonly path: string; readonly fact: ChartFact } | undefined;
  readonly lines: readonly Line[];
  readonly defines: ReadonlyMap<string, DefineFact>;
  readonly dependencies: readonly DependencyFact[];
  readonly values: readonly Values[];
  /** The chart's `values.yaml`, which other values files are laid over. */
  readonly base: Values | undefined;
  /** Paths of the values that templates show in labels, or compare. */
  readonly shown: readonly string[];
}

/** A chart that another one brings along, under the name by which the other's values speak of it. */
export interface Subchart {
  readonly name: string;
  readonly files: ChartFiles;
}

/** Sorts the facts of a chart. */
export function chartFiles(unit: UnitFiles<HelmFact>): ChartFiles {
  const facts = unit.files.flatMap(({ path, facts: each }) => each.map((fact) => ({ path, fact })));
  const defines = facts.flatMap(({ fact }) => (fact.is === 'define' ? [[fact.name, fact] as const] : []));
  const values = facts.flatMap(({ path, fact }) => (fact.is === 'values' ? [{ path, root: fact.root }] : []));
  return {
    chart: facts.find((each): each is { path: string; fact: ChartFact } => each.fact.is === 'chart'),
    lines: facts.filter((each): each is Line => each.fact.is === 'template-image'),
    defines: new Map(defines),
    dependencies: facts.flatMap(({ fact }) => (fact.is === 'dependency' ? [fact] : [])),
    values,
    shown: facts.flatMap(({ fact }) => (fact.is === 'shown' ? fact.paths : [])),
    base: values.find(({ path }) => /(?:^|\/)values\.ya?ml$/.test(path)),
  };
}

/** The charts of the repository that a chart depends on: copies in `charts/`, and those that `file://` points at. */
export function subchartsOf(
  path: string,
  dependencies: readonly DependencyFact[],
  tree: Tree<HelmFact>,
): readonly Subchart[] {
  return dependencies.flatMap(({ name, alias, repository }) => {
    const local = repository?.startsWith('file://')
      ? joinPath(path, repository.slice('file://'.length))
      : null;
    const unit = tree.unit(local ?? joinPath(path, `charts/${name.text}`) ?? '');
    return unit && unit.path !== path ? [{ name: alias ?? name.text, files: chartFiles(unit) }] : [];
  });
}

/** The chart in whose `charts/` a chart lies, and the name by which its values speak of this one. */
export function parentOf(
  path: string,
  tree: Tree<HelmFact>,
): { readonly path: string; readonly name: string; readonly files: ChartFiles } | undefined {
  const [, above = '.', folder = ''] = /^(?:(.*)\/)?charts\/([^/]+)$/.exec(path) ?? [];
  const unit = folder === '' ? undefined : tree.unit(above);
  if (!unit) return undefined;
  const files = chartFiles(unit);
  const dependency = files.dependencies.find(({ name }) => name.text === folder);
  return { path: unit.path, name: dependency?.alias ?? folder, files };
}

/** The values that a chart passes on to a subchart: `global`, and the section that bears its name. */
export function passedOn(values: readonly Values[], name: string): readonly Values[] {
  return [...globals(values), ...sections(values, name)];
}

/** What charts share with all that they bring along. */
export function globals(values: readonly Values[]): readonly Values[] {
  return sections(values, 'global').map(({ path, root }) => ({
    path,
    root: { is: 'map', entries: [['global', root]] },
  }));
}

function sections(values: readonly Values[], key: string): readonly Values[] {
  return values.flatMap(({ path, root }): readonly Values[] => {
    const inner = child(root, key);
    return inner?.is === 'map' ? [{ path, root: inner }] : [];
  });
}
