import {
  evaluateHcl,
  type HclExpression,
  type HclFileText,
  type HclResolution,
  type HclScope,
  type HclValue,
} from '@fineprint/core';
import type { TerragruntFact } from './facts.ts';
import { callFunction } from './functions.ts';
import { directoryOf, inside, pathInside } from './paths.ts';
import type { Project, Usage } from './project.ts';

/** Evaluates an expression of a file, as it is used. */
export function evaluateIn(
  project: Project,
  path: string,
  usage: Usage,
  expression: HclExpression,
): HclValue {
  return evaluateHcl(expression, scopeOf(project, path, usage), project.budget);
}

function scopeOf(project: Project, path: string, usage: Usage): HclScope {
  return {
    file: path,
    text: project.tree.file(path)?.text ?? '',
    resolve: (root, names) => resolve(project, path, usage, root, names),
    // Files are read beside the configuration that names them, whichever unit includes it.
    readFile: (asked) => readInside(project, pathInside(directoryOf(path), asked)),
    call: (name, args) => callFunction(project, path, usage, name, args),
  };
}

function readInside({ tree }: Project, path: string | null): HclFileText {
  const file = path === null ? undefined : tree.file(path);
  if (path === null || !file) return { is: 'unknown', reason: 'The file is not inside the scanned root.' };
  return { is: 'text', file: path, text: file.text };
}

function resolve(
  project: Project,
  path: string,
  usage: Usage,
  root: string,
  names: readonly string[],
): HclResolution {
  const [name = '', part = '', of = ''] = names;
  switch (root) {
    case 'local':
      return definition(project, path, usage, 'local', name, 1);
    case 'feature':
      return definition(project, path, usage, 'feature', name, 2);
    case 'values':
      return valuesOf(project, usage, name);
    case 'include': {
      const includes = project.includes(path, usage);
      const bare = includes.get(null);
      if (bare !== undefined) return included(project, bare, usage, name, part, 0);
      const target = includes.get(name);
      if (target === undefined)
        return { is: 'unknown', reason: `No file is known that the include "${name}" names.` };
      return included(project, target, usage, part, of, 1);
    }
    case 'dependency':
      return unknown(`What the dependency "${name}" puts out is known only when it is applied.`);
    default:
      return unknown(`"${root}.${name}" is known only when Terragrunt runs.`);
  }
}

function unknown(reason: string): HclResolution {
  return { is: 'unknown', reason };
}

function definition(
  project: Project,
  path: string,
  usage: Usage,
  is: 'local' | 'feature' | 'value',
  name: string,
  used: number,
): HclResolution {
  const found = project.facts(path).findLast((fact) => fact.is === is && fact.name === name);
  return found?.is === is
    ? { is: 'expression', expression: found.value, scope: scopeOf(project, path, usage), used }
    : unknown(`No ${is} "${name}" is defined in this file.`);
}

/** What an included file says: `include.root.locals.region`, evaluated for the unit that includes it. */
function included(
  project: Project,
  path: string,
  usage: Usage,
  part: string,
  name: string,
  before: number,
): HclResolution {
  if (part === 'locals') return definition(project, path, usage, 'local', name, before + 2);
  const found = inputsOf(project.facts(path));
  if (part !== 'inputs' || !found) return unknown(`The included file says nothing of "${part}" here.`);
  return { is: 'expression', expression: found, scope: scopeOf(project, path, usage), used: before + 1 };
}

function inputsOf(facts: readonly TerragruntFact[]): HclExpression | null {
  const found = facts.find(({ is }) => is === 'inputs');
  return found?.is === 'inputs' ? found.value : null;
}

/** `values` are what the block of a stack passes, or what lies beside the unit since the stack was generated. */
function valuesOf(project: Project, { child, values }: Usage, name: string): HclResolution {
  const written = inside(directoryOf(child), 'terragrunt.values.hcl');
  if (values)
    return {
      is: 'expression',
      expression: values.expression,
      scope: scopeOf(project, values.path, values.usage),
      used: 0,
    };
  if (project.facts(written).length > 0)
    return definition(project, written, { child, values: null }, 'value', name, 1);
  return unknown(`The stack that the unit is a part of passes "${name}", and no stack here does.`);
}
