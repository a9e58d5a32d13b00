import { type HclResolution, plainString } from '@fineprint/core';
import type { Definition } from './definitions.ts';
import { type Names, noNames, type OutputLookup } from './directory.ts';
import type { DefinitionFact, Expression } from './facts.ts';

/** What a directory defines, and what an expression of it means. */
export interface Meanings {
  readonly directory: string;
  readonly outputOf: OutputLookup;
  find(is: DefinitionFact['is'], name: string): Definition | undefined;
  meaning(path: string, expression: Expression, names: Names): HclResolution;
}

/** Says what a reference in a directory means: an iterator, a local, a variable, what a module or a template puts out. */
export function resolveName(
  meanings: Meanings,
  root: string,
  path: readonly string[],
  names: Names,
): HclResolution {
  const [name = ''] = path;
  const iterator = names.iterators.get(root);
  if (iterator) return { is: 'value', value: iterator, used: 0 };
  const within = { ...noNames, input: names.input };
  switch (root) {
    case 'local':
      return defined(meanings, 'local', name, within);
    case 'var':
      return names.input(name) ?? defined(meanings, 'variable', name, within);
    case 'path':
      if (name === 'module' || name === 'root') return { is: 'value', value: plainString('.'), used: 1 };
      break;
    case 'module':
    case 'data': {
      const found = putOut(meanings, root, path, within);
      if (found) return found;
    }
  }
  return { is: 'unknown', reason: unknownReason(root, name) };
}

/** What a module that is called puts out, or what a template of this directory renders. */
function putOut(
  { directory, outputOf, find, meaning }: Meanings,
  root: 'module' | 'data',
  path: readonly string[],
  names: Names,
): HclResolution | null {
  if (root === 'module') return outputOf(directory, path);
  const [type, name = ''] = path;
  const at = type === 'template_file' ? path.indexOf('rendered') : -1;
  const found = at > 0 ? find('rendered', name) : undefined;
  const rendered = found?.fact.value ? meaning(found.path, found.fact.value, names) : null;
  return rendered?.is === 'expression' ? { ...rendered, used: at + 1 } : null;
}

function defined(
  { find, meaning }: Meanings,
  is: 'local' | 'variable',
  name: string,
  names: Names,
): HclResolution {
  const declared = find(is, name);
  if (!declared) return { is: 'unknown', reason: `No ${is} "${name}" is ${verbs[is]} in this directory.` };
  const { path, fact } = (is === 'variable' ? find('setting', name) : undefined) ?? declared;
  if (fact.value) return meaning(path, fact.value, names);
  return { is: 'unknown', reason: `The variable "${fact.name}" has no default.` };
}

const verbs = { local: 'defined', variable: 'declared' } as const;

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
