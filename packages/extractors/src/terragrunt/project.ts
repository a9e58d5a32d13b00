import {
  HclBudget,
  type HclExpression,
  type HclValue,
  hclText,
  onceForEach,
  type Tree,
  type UnitFile,
} from '@fineprint/core';
import type { ComponentFact, IncludeFact, TerragruntFact } from './facts.ts';
import { directoryOf, inside, pathInside } from './paths.ts';
import { evaluateIn } from './scope.ts';

/** How a file is used: functions speak of the unit that includes it, and a stack may pass values to that unit. */
export interface Usage {
  /** The path of the configuration that is run. */
  readonly child: string;
  readonly values: PassedValues | null;
}

/** The `values` of a block of a stack, and how that stack is used itself. */
export interface PassedValues {
  readonly path: string;
  readonly usage: Usage;
  readonly expression: HclExpression;
}

/** The configurations of a tree, and how they lead to one another. */
export interface Project {
  readonly tree: Tree<TerragruntFact>;
  readonly budget: HclBudget;
  /** What a file says; empty where it is none of Terragrunt's. */
  facts(path: string): readonly TerragruntFact[];
  value(path: string, usage: Usage, expression: HclExpression): HclValue;
  /** The files that the includes of a file lead to, by name. */
  includes(path: string, usage: Usage): ReadonlyMap<string | null, string>;
  /** Every way in which a file is used that the repository shows. */
  usages(path: string): readonly Usage[];
  /** What configurations that others read say, and those that are being read now. */
  readonly read: Map<string, HclValue>;
  readonly reading: Set<string>;
}

const costOfTree = 100;
// A file that everything includes is understood after some of them.
const mostUsages = 1_000;

/** Finds out once for a tree which configuration leads to which. */
export const projectOf = onceForEach(makeProject);

function makeProject(tree: Tree<TerragruntFact>): Project {
  const files = new Map<string, UnitFile<TerragruntFact>>();
  for (const unit of tree.units) for (const file of unit.files) files.set(file.path, file);
  const included = new Map<string, ReadonlyMap<string | null, string>>();
  let links: Links | null = null;
  const project: Project = {
    tree,
    budget: new HclBudget(costOfTree),
    read: new Map(),
    reading: new Set(),
    facts: (path) => files.get(path)?.facts ?? [],
    value: (path, usage, expression) => evaluateIn(project, path, usage, expression),
    includes(path, usage) {
      const known = included.get(path);
      if (known) return known;
      // The path of an include may not depend on another include.
      included.set(path, new Map());
      const found = includesIn(project, path, usage);
      included.set(path, found);
      return found;
    },
    usages(path) {
      links ??= linksIn(project, [...files.keys()]);
      return usagesOf(links, path, [], { left: mostSteps }).slice(0, mostUsages);
    },
  };
  return project;
}

function includesIn(project: Project, path: string, usage: Usage): ReadonlyMap<string | null, string> {
  const found = new Map<string | null, string>();
  const blocks = project.facts(path).filter((fact): fact is IncludeFact => fact.is === 'include');
  for (const block of blocks) {
    const value = project.value(path, usage, block.path);
    const target = value.is === 'string' ? pathInside(directoryOf(usage.child), value.text) : null;
    if (target !== null && target !== path && project.tree.has(target)) found.set(block.name, target);
  }
  return found;
}

/** Which files include a file, and which blocks of stacks lead to a directory. */
interface Links {
  readonly includers: ReadonlyMap<string, readonly string[]>;
  readonly callers: ReadonlyMap<string, readonly { readonly path: string; readonly fact: ComponentFact }[]>;
}

function linksIn(project: Project, paths: readonly string[]): Links {
  const includers = new Map<string, string[]>();
  const callers = new Map<string, { path: string; fact: ComponentFact }[]>();
  for (const path of paths) {
    const usage: Usage = { child: path, values: null };
    for (const target of project.includes(path, usage).values()) add(includers, target, path);
    for (const fact of project.facts(path)) {
      if (fact.is !== 'component') continue;
      const text = hclText(project.value(path, usage, fact.source)) ?? '';
      const target = isPath.test(text) ? pathInside(directoryOf(path), text.replaceAll('//', '/')) : null;
      const name = fact.block === 'unit' ? 'terragrunt.hcl' : 'terragrunt.stack.hcl';
      if (target !== null) add(callers, inside(target, name), { path, fact });
    }
  }
  return { includers, callers };
}

const isPath = /^\.{0,2}\//;

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [item]);
  else if (list.length < mostUsages) list.push(item);
}

const deepest = 8;
const mostSteps = 5_000;

/** Follows the ways that lead to a file up to where they begin; a stack that leads to itself ends there. */
function usagesOf(
  links: Links,
  path: string,
  through: readonly string[],
  walk: { left: number },
): readonly Usage[] {
  walk.left -= 1;
  if (walk.left < 0 || through.includes(path) || through.length > deepest) return [];
  const above = [...through, path];
  const callers = (links.callers.get(path) ?? []).flatMap(({ path: caller, fact }) =>
    usagesOf(links, caller, above, walk).map((usage): Usage => {
      const { values } = fact;
      return { child: path, values: values ? { path: caller, usage, expression: values } : null };
    }),
  );
  const includers = links.includers.get(path) ?? [];
  const found = [...callers, ...includers.flatMap((includer) => usagesOf(links, includer, above, walk))];
  return found.length > 0 ? found.slice(0, mostUsages) : [{ child: path, values: null }];
}
