import {
  entryOf,
  type HclValue,
  hclScriptReferences,
  hclText,
  isShell,
  joinPath,
  type Linked,
  plainString,
  scriptFileReferences,
  stringValue,
  yamlStructureOf,
} from '@fineprint/core';
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
    const lines = fact.of === 'user-data' ? scriptIn(field, value) : values;
    if (lines.length > 0)
      yield* hclScriptReferences(tree, { path, values: lines, whole: field.value, address, usage });
  }
}

/** What a machine runs when it starts: a script as a whole, or the commands of a configuration for cloud-init. */
function scriptIn(field: Field, value: HclValue): readonly HclValue[] {
  const text = (hclText(value) ?? '').trimStart();
  if (!text.startsWith('#cloud-config')) return isScript(field, text) ? [value] : [];
  const documents = yamlStructureOf(value);
  return (documents?.is === 'list' ? documents.items : []).flatMap((document) =>
    ['bootcmd', 'runcmd'].flatMap((name) => {
      const commands = entryOf(document, name);
      return commands?.is === 'list' ? commands.items.map(commandOf) : [];
    }),
  );
}

/** A command is a line for a shell, or a list of its words. */
function commandOf(command: HclValue): HclValue {
  if (command.is !== 'list') return command;
  const pieces = command.items.flatMap((word) =>
    word.is === 'string' || word.is === 'unknown' || word.is === 'number'
      ? [...word.pieces, ...plainString(' ').pieces]
      : [],
  );
  return stringValue(pieces);
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
