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
  plainString,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { DefinitionFact, Expression, TerraformFact } from './facts.ts';
import { isOverride, withoutOverridden } from './overrides.ts';
import { automaticOrder } from './settings.ts';

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

/** Makes the directory of a unit: locals, defaults of variables and automatic settings, found by name. */
export function moduleDirectory(
  files: UnitFiles<TerraformFact>,
  tree: Tree<TerraformFact>,
  within: HclBudget,
  nesting: Nesting,
  outputOf: OutputLookup,
): ModuleDirectory {
  const budget = new HclBudget(costOfDirectory, within);
  const unit = withoutOverridden(files);
  const locals = definitions(unit, 'local');
  const variables = definitions(unit, 'variable');
  const settings = definitions(unit, 'setting');
  const outputs = definitions(unit, 'output');
  const rendered = definitions(unit, 'rendered');
  const text = (path: string) => tree.file(path)?.text ?? '';

  function scope(path: string, names: Names): HclScope {
    return {
      file: path,
      text: text(path),
      resolve: (root, path) => resolve(root, path, names),
      readFile: (asked) => readInside(tree, joinPath(unit.path, asked)),
    };
  }

  function resolve(root: string, path: readonly string[], names: Names): HclResolution {
    const [name = ''] = path;
    const iterator = names.iterators.get(root);
    if (iterator) return { is: 'value', value: iterator, used: 0 };
    const within = { ...noNames, input: names.input };
    if (root === 'local')
      return defined(locals.get(name), within, `No local "${name}" is defined in this directory.`);
    if (root === 'path' && (name === 'module' || name === 'root'))
      return { is: 'value', value: plainString('.'), used: 1 };
    if (root === 'module' || root === 'data')
      return putOut(root, path, within) ?? { is: 'unknown', reason: unknownReason(root, name) };
    if (root !== 'var') return { is: 'unknown', reason: unknownReason(root, name) };
    const input = names.input(name);
    if (input) return input;
    const variable = variables.get(name);
    const setting = variable ? settings.get(name) : undefined;
    return defined(setting ?? variable, within, `No variable "${name}" is declared in this directory.`);
  }

  /** What a module that is called puts out, or what a template of this directory renders. */
  function putOut(root: 'module' | 'data', path: readonly string[], names: Names): HclResolution | null {
    if (root === 'module') return outputOf(unit.path, path);
    const [type, name = ''] = path;
    const at = type === 'template_file' ? path.indexOf('rendered') : -1;
    const found = at > 0 ? rendered.get(name) : undefined;
    if (!found?.fact.value) return null;
    return { ...meaning(found.path, found.fact.value, names), used: at + 1 };
  }

  function defined(found: Definition | undefined, names: Names, otherwise: string): HclResolution {
    if (!found) return { is: 'unknown', reason: otherwise };
    const { path, fact } = found;
    if (fact.value) return meaning(path, fact.value, names);
    return { is: 'unknown', reason: `The variable "${fact.name}" has no default.` };
  }

  function meaning(path: string, expression: Expression, names: Names) {
    return { is: 'expression', expression, scope: scope(path, names), used: 1 } as const;
  }

  return {
    path: unit.path,
    unit,
    tree,
    nesting,
    value: (path, expression, names = noNames) => evaluateHcl(expression, scope(path, names), budget),
    meaning,
    output(name, names, used) {
      const found = outputs.get(name);
      return found?.fact.value ? { ...meaning(found.path, found.fact.value, names), used } : null;
    },
    typeOf(variable) {
      const found = variables.get(variable);
      return found?.fact.type ? { path: found.path, type: found.fact.type } : null;
    },
    ...hclTexts(tree),
  };
}

interface Definition {
  readonly path: string;
  readonly fact: DefinitionFact;
}

/** Definitions by name; where a name is defined twice, the file that wins: an override, OpenTofu's own, a later setting. */
function definitions(
  { files }: UnitFiles<TerraformFact>,
  is: DefinitionFact['is'],
): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  for (const { path, facts } of files.toSorted((a, b) =>
    precedence(a.path) < precedence(b.path) ? -1 : 1,
  )) {
    if (is === 'setting' && automaticOrder(path) === null) continue;
    for (const fact of facts) if (fact.is === is) found.set(fact.name, { path, fact });
  }
  return found;
}

function precedence(path: string): string {
  const layer = isOverride(path) ? '1' : '0';
  const isTofu = path.endsWith('.tofu') || path.endsWith('.tofu.json') ? '1' : '0';
  return `${layer}${isTofu}${automaticOrder(path) ?? ''}\0${path}`;
}

function unknownReason(root: string, name: string): string {
  switch (root) {
    case 'module':
      return `What the module "${name}" puts out is known only when the configuration is applied.`;
    case 'data':
      return `The data source "${name}" is read only when the configuration is planned.`;
    case 'terraform':
      return 'The workspace is chosen when the configuration is planned.';
    case 'each':
    case 'count':
      return 'The block stands for several, which cannot be counted here.';
    default:
      return `"${root}.${name}" is known only when the configuration is applied.`;
  }
}

function readInside(tree: Tree<TerraformFact>, path: string | null): HclFileText {
  const file = path === null ? undefined : tree.file(path);
  if (path === null || !file) return { is: 'unknown', reason: 'The file is not inside the scanned root.' };
  return { is: 'text', file: path, text: file.text };
}
