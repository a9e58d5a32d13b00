import { hclScriptReferences, hclText, joinPath, type Linked, scriptFileReferences } from '@fineprint/core';
import type { TemplateDirectory } from './directory.ts';
import type { ScriptFact } from './facts.ts';

/** Yields what the script of a provisioner installs and fetches; `shell-local` runs on the machine that builds. */
export function* linkScript(
  directory: TemplateDirectory,
  path: string,
  { holds, address, value: expression }: ScriptFact,
): Iterable<Linked> {
  const value = directory.value(path, expression, null);
  const usage = address.includes('shell-local') || address.startsWith('post') ? 'build' : 'deployed';
  const values = value.is === 'list' ? value.items : [value];
  if (holds === 'lines') {
    yield* hclScriptReferences(directory.tree, { path, values, whole: expression, address, usage });
    return;
  }
  for (const each of values) {
    const found = each.is === 'string' ? scriptPath(directory, hclText(each) ?? '') : null;
    if (found !== null) yield* scriptFileReferences(directory.tree, found, { address, usage });
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
