import { hclScriptReferences, hclText, joinPath, type Linked, scriptFileReferences } from '@fineprint/core';
import type { TemplateDirectory } from './directory.ts';
import type { Expression, ScriptFact } from './facts.ts';

/** Yields what the script of a provisioner installs and fetches; `shell-local` runs on the machine that builds. */
export function* linkScript(
  directory: TemplateDirectory,
  path: string,
  { holds, address, value: expression, environment: variables }: ScriptFact,
): Iterable<Linked> {
  const value = directory.value(path, expression, null);
  const usage = address.includes('shell-local') || address.startsWith('post') ? 'build' : 'deployed';
  const environment = environmentOf(directory, path, variables);
  const values = value.is === 'list' ? value.items : [value];
  if (holds === 'lines') {
    yield* hclScriptReferences(directory.tree, {
      path,
      values,
      whole: expression,
      address,
      usage,
      environment,
    });
    return;
  }
  for (const each of values) {
    const found = each.is === 'string' ? scriptPath(directory, hclText(each) ?? '') : null;
    if (found !== null) yield* scriptFileReferences(directory.tree, found, { address, usage, environment });
  }
}

/** Paths are relative to where Packer runs: the template's directory, or one above it. */
function scriptPath({ unit, tree }: TemplateDirectory, path: string): string | null {
  for (let directory = unit.path; ; ) {
    const found = joinPath(directory, path);
    if (found !== null && tree.has(found)) return found;
    if (directory === '.') return null;
    const slash = directory.lastIndexOf('/');
    directory = slash < 0 ? '.' : directory.slice(0, slash);
  }
}

// A value of one word: a shell would make several of any other.
const assignment = /^(?<name>[A-Za-z_]\w{0,200})=(?<value>[\w.:+/@~,=-]{1,500})$/;

/** What variables a script finds set, as far as all files of variables that may be given agree. */
function environmentOf(
  directory: TemplateDirectory,
  path: string,
  variables: Expression | null,
): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const setting of variables ? [null, ...directory.settingsFor(path)] : []) {
    const value = variables && directory.value(path, variables, setting);
    for (const item of value?.is === 'list' ? value.items : []) {
      const said = item.is === 'string' ? assignment.exec(item.text)?.groups : undefined;
      if (said?.name && said.value) found.set(said.name, (found.get(said.name) ?? new Set()).add(said.value));
    }
  }
  const agreed = [...found].flatMap(([name, [value, ...others]]) =>
    value !== undefined && others.length === 0 ? [[name, value] as const] : [],
  );
  return new Map(agreed);
}
