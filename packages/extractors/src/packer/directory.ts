import {
  evaluateHcl,
  HclBudget,
  type HclFileText,
  type HclResolution,
  type HclScope,
  type HclValue,
  joinPath,
  literalString,
  plainString,
  type Tree,
  type UnitFiles,
  unknownValue,
} from '@fineprint/core';
import type { DefinitionFact, Expression, PackerFact } from './facts.ts';
import { actionRoot } from './legacy-expression.ts';
import { type Setting, settingsOf } from './settings.ts';

/** Evaluates an expression of a file, with a file of variables that a command may name. */
export type Evaluate = (path: string, expression: Expression, setting: Setting | null) => HclValue;

/** The templates of a directory, which share their variables and locals. */
export interface TemplateDirectory {
  readonly unit: UnitFiles<PackerFact>;
  readonly tree: Tree<PackerFact>;
  readonly value: Evaluate;
  /** The files of variables that a command may name for a template. */
  settingsFor(path: string): readonly Setting[];
  /** Takes variables that are empty by default for such as a command has to set. */
  readonly withoutEmpty: Setting;
}

const costOfDirectory = 20;
const costOfTree = 100;
const budgets = new WeakMap<Tree<PackerFact>, HclBudget>();

/** Makes the directory of a unit. */
export function templateDirectory(unit: UnitFiles<PackerFact>, tree: Tree<PackerFact>): TemplateDirectory {
  const whole = budgets.get(tree) ?? new HclBudget(costOfTree);
  budgets.set(tree, whole);
  const budget = new HclBudget(costOfDirectory, whole);
  const settings = settingsOf(unit, tree);
  const definitions = definitionsIn(unit);

  function scope(path: string, setting: Setting | null): HclScope {
    const meanings: Meanings = {
      local: (name) => definitions.find(path, 'local', name),
      variable: (name) =>
        setting?.values.get(name) ?? settings.automatic.get(name) ?? definitions.find(path, 'variable', name),
      scopeOf: (file) => scope(file, setting),
    };
    return {
      file: path,
      text: tree.file(path)?.text ?? '',
      resolve: (root, [name = '']) => resolve(meanings, root, name),
      readFile: (asked) => readInside(tree, joinPath(unit.path, asked)),
    };
  }

  return {
    unit,
    tree,
    value: (path, expression, setting) => evaluateHcl(expression, scope(path, setting), budget),
    settingsFor: (path) => settings.named(path),
    withoutEmpty: emptyVariables(unit),
  };
}

/** What the names in a file of templates stand for, as a file of variables fills it in. */
interface Meanings {
  local(name: string): Definition | undefined;
  variable(name: string): Definition | undefined;
  scopeOf(path: string): HclScope;
}

function resolve(meanings: Meanings, root: string, name: string): HclResolution {
  switch (root) {
    case 'path':
      return { is: 'value', value: plainString('.'), used: 1 };
    case actionRoot:
      return asWritten(name, 'Packer fills in a part of it when it builds.');
    case 'local':
      return defined(meanings, meanings.local(name), root, name);
    case 'var':
      return defined(meanings, meanings.variable(name), root, name);
    case 'user': {
      const found = defined(meanings, meanings.variable(name), root, name);
      return found.is === 'unknown' ? asWritten(`{{user \`${name}\`}}`, found.reason) : found;
    }
    default:
      return { is: 'unknown', reason: `"${root}.${name}" is known only when Packer builds.` };
  }
}

function defined(
  { scopeOf }: Meanings,
  found: Definition | undefined,
  root: string,
  name: string,
): HclResolution {
  if (!found) return { is: 'unknown', reason: `No ${nouns.get(root)} "${name}" is defined here.` };
  const { path, fact } = found;
  if (!fact.value) return { is: 'unknown', reason: `The variable "${name}" has no default.` };
  return { is: 'expression', expression: fact.value, scope: scopeOf(path), used: 1 };
}

/** What is not known of a legacy template stands as the template says it. */
function asWritten(text: string, reason: string): HclResolution {
  const pieces = [{ text, form: 'unknown', place: undefined, via: [] }] as const;
  return { is: 'value', value: unknownValue(reason, { pieces }), used: 1 };
}

const nouns: ReadonlyMap<string, string> = new Map([
  ['local', 'local'],
  ['var', 'variable'],
  ['user', 'variable'],
]);

/** A definition and where it stands. */
export interface Definition {
  readonly path: string;
  readonly fact: DefinitionFact;
}

interface Definitions {
  find(path: string, is: DefinitionFact['is'], name: string): Definition | undefined;
}

/** A template of one file may be built by itself, so what it defines goes before what others beside it define. */
function definitionsIn({ files }: UnitFiles<PackerFact>): Definitions {
  const found = new Map<string, Definition>();
  for (const { path, facts } of files) {
    for (const fact of facts) {
      if (fact.is !== 'variable' && fact.is !== 'local') continue;
      const definition = { path, fact };
      found.set(`${path}\0${fact.is}.${fact.name}`, definition);
      const shared = `${fact.is}.${fact.name}`;
      if (!found.has(shared) && isShared(path)) found.set(shared, definition);
    }
  }
  return { find: (path, is, name) => found.get(`${path}\0${is}.${name}`) ?? found.get(`${is}.${name}`) };
}

function emptyVariables({ files }: UnitFiles<PackerFact>): Setting {
  const values = new Map<string, Definition>();
  for (const { path, facts } of files) {
    for (const fact of facts) {
      const isEmpty = fact.is === 'variable' && fact.value && literalString(fact.value)?.value === '';
      if (isEmpty) values.set(fact.name, { path, fact: { ...fact, value: null } });
    }
  }
  return { path: '', values };
}

/** A legacy template knows no other file. */
function isShared(path: string): boolean {
  return /\.pkr\.(?:hcl|json)$/.test(path);
}

function readInside(tree: Tree<PackerFact>, path: string | null): HclFileText {
  const file = path === null ? undefined : tree.file(path);
  if (path === null || !file) return { is: 'unknown', reason: 'The file is not inside the scanned root.' };
  return { is: 'text', file: path, text: file.text };
}
