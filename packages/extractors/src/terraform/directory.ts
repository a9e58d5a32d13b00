import {
  evaluateHcl,
  HclBudget,
  type HclFileText,
  type HclResolution,
  type HclScope,
  type HclTexts,
  type HclValue,
  hclTexts,
  joinPath,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import { definitionsOf } from './definitions.ts';
import type { Expression, TerraformFact } from './facts.ts';
import { withoutOverridden } from './overrides.ts';
import { type Meanings, resolveName } from './resolution.ts';

/** What a value may refer to beside what its directory defines. */
export interface Names {
  /** What `each`, and the iterators of `dynamic` blocks, are in a block that stands for several. */
  readonly iterators: ReadonlyMap<string, HclValue>;
  /** What a call of the module gives for a variable; `null` where it gives nothing. */
  readonly input: (name: string) => HclResolution | null;
}

/** The names of a block that stands for one, in a module that nobody is known to call. */
export const noNames: Names = { iterators: new Map(), input: () => null };

/** A directory of configuration: one module, whose files share their names. */
export interface ModuleDirectory extends HclTexts {
  readonly path: string;
  /** What its files say, without what an override file replaces. */
  readonly unit: UnitFiles<TerraformFact>;
  readonly tree: Tree<TerraformFact>;
  /** Shared by all directories of a tree. */
  readonly nesting: Nesting;
  /** Shared by all directories of a tree. */
  readonly effort: Effort;
  /** Evaluates an expression that stands in one of the directory's files. */
  value(path: string, expression: Expression, names?: Names): HclValue;
  /** What an expression of one of the directory's files means elsewhere. */
  meaning(path: string, expression: Expression, names: Names): HclResolution;
  /** What an output means to a call that takes so many names of a reference. */
  output(name: string, names: Names, used: number): HclResolution | null;
  /** The type that a variable is declared with, where it says what its values may leave out. */
  typeOf(variable: string): { readonly path: string; readonly type: Expression } | null;
}

// How many times what one expression may cost; the largest of real repositories spend a thousandth of that.
const costOfDirectory = 10;
const costOfTree = 30;

/** What evaluating the expressions of a whole tree may cost. */
export function treeBudget(): HclBudget {
  return new HclBudget(costOfTree);
}

/** What is left of the instances that blocks and calls of a tree are understood in, and whether some were left out. */
export interface Effort {
  instances: number;
  isCut: boolean;
}

// Thirty times what the largest of real repositories need; a mesh of modules needs their number to the fourth power.
const mostInstances = 50_000;

/** What following the calls of a whole tree may cost. */
export function treeEffort(): Effort {
  return { instances: mostInstances, isCut: false };
}

/** How deep evaluations stand in one another that begin anew: a call asks for its inputs, and they for its outputs. */
export interface Nesting {
  depth: number;
}

const deepestNesting = 12;

/** Evaluates within another evaluation; what leads to itself again and again is not followed. */
export function nested<T>(nesting: Nesting, evaluate: () => T, otherwise: T): T {
  if (nesting.depth >= deepestNesting) return otherwise;
  nesting.depth += 1;
  const value = evaluate();
  nesting.depth -= 1;
  return value;
}

/** Answers what a module that a directory calls puts out, by the names after `module.`; `null` where that is not known. */
export type OutputLookup = (directory: string, names: readonly string[]) => HclResolution | null;

/** What the directories of a tree have in common. */
export interface Shared {
  readonly nesting: Nesting;
  readonly effort: Effort;
  readonly outputOf: OutputLookup;
}

/** Makes the directory of a unit: locals, defaults of variables and automatic settings, found by name. */
export function moduleDirectory(
  files: UnitFiles<TerraformFact>,
  tree: Tree<TerraformFact>,
  within: HclBudget,
  { nesting, effort, outputOf }: Shared,
): ModuleDirectory {
  const budget = new HclBudget(costOfDirectory, within);
  const unit = withoutOverridden(files);
  const { path } = unit;
  const definitions = new Map(definedThings.map((is) => [is, definitionsOf(unit, is)]));
  const find: Meanings['find'] = (is, name) => definitions.get(is)?.get(name);
  const meanings: Meanings = { directory: path, outputOf, find, meaning };

  function scope(file: string, names: Names): HclScope {
    return {
      file,
      text: tree.file(file)?.text ?? '',
      resolve: (root, steps) => resolveName(meanings, root, steps, names),
      readFile: (asked) => readInside(tree, joinPath(path, asked)),
    };
  }

  function meaning(file: string, expression: Expression, names: Names) {
    return { is: 'expression', expression, scope: scope(file, names), used: 1 } as const;
  }

  return {
    path,
    unit,
    tree,
    nesting,
    effort,
    value: (file, expression, names = noNames) => evaluateHcl(expression, scope(file, names), budget),
    meaning,
    output(name, names, used) {
      const found = find('output', name);
      return found?.fact.value ? { ...meaning(found.path, found.fact.value, names), used } : null;
    },
    typeOf(variable) {
      const found = find('variable', variable);
      return found?.fact.type ? { path: found.path, type: found.fact.type } : null;
    },
    ...hclTexts(tree),
  };
}

const definedThings = ['local', 'variable', 'setting', 'output', 'rendered'] as const;

function readInside(tree: Tree<TerraformFact>, path: string | null): HclFileText {
  const file = path === null ? undefined : tree.file(path);
  if (path === null || !file) return { is: 'unknown', reason: 'The file is not inside the scanned root.' };
  return { is: 'text', file: path, text: file.text };
}
