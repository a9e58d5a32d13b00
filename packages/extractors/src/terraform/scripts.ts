import {
  hclScriptReferences,
  hclText,
  isShell,
  joinPath,
  type Linked,
  scriptFileReferences,
} from '@fineprint/core';
import { cloudConfigOccurrences } from './cloud-config.ts';
import type { ModuleDirectory } from './directory.ts';
import type { Expression, Field, NamedFact } from './facts.ts';
import { metadataScripts } from './named.ts';

/** Yields what scripts install and fetch: of provisioners, and those that a machine runs when it starts. */
export function* linkScripts(directory: ModuleDirectory, path: string, fact: NamedFact): Iterable<Linked> {
  const { tree } = directory;
  const usage = fact.of === 'local-script' ? 'build' : 'deployed';
  for (const field of fact.fields.flatMap((each) =>
    each.name === 'metadata' ? metadataScripts(each) : [each],
  )) {
    const address = `${fact.address}/${field.name}`;
    const value = directory.value(path, fact.of === 'user-data' ? decoded(field.value) : field.value);
    const values = value.is === 'list' ? value.items : [value];
    if (fact.of === 'script-files') {
      for (const each of values) {
        const found = each.is === 'string' ? joinPath(directory.path, each.text) : null;
        if (found !== null) yield* scriptFileReferences(tree, found, { address, usage });
      }
      continue;
    }
    const site = { path, whole: field.value, address, usage } as const;
    const text = fact.of === 'user-data' ? (hclText(value) ?? '').trimStart() : null;
    // What a machine runs when it starts: a configuration for cloud-init, or a script as a whole.
    if (text?.startsWith('#cloud-config')) yield* cloudConfigOccurrences(tree, value, site);
    else if (text === null || isScript(field, text)) yield* hclScriptReferences(tree, { ...site, values });
  }
}

const shebang = /^\s*#!\s*(?:\/\S*\/)?(?:env\s+)?(?:\S*\/)?(?<program>[^\s/]+)/;

/** Data of a machine is a script where its first line says so; Google's startup scripts always are. */
function isScript({ name }: Field, text: string): boolean {
  const program = shebang.exec(text.slice(0, 200))?.groups?.program;
  return program === undefined ? /startup[-_]script$/.test(name) : isShell(program);
}

/** Data of a machine is often encoded before it is handed over. */
function decoded(expression: Expression): Expression {
  if (expression.is !== 'call') return expression;
  const [argument] = expression.args;
  if (argument && (expression.name === 'base64encode' || expression.name === 'base64gzip'))
    return decoded(argument);
  return expression.name === 'filebase64' ? { ...expression, name: 'file' } : expression;
}
