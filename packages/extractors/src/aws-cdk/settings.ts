import {
  type FileProblem,
  get,
  items,
  type Node,
  type ReferenceFact,
  readScript,
  referenceFact,
  type SourceFile,
  scalarOf,
  scalarReference,
  scalarText,
  scriptReferences,
} from '@fineprint/core';
import { readContext } from './context.ts';

/** Reads the settings of an app (https://docs.aws.amazon.com/cdk/v2/guide/cli-config.html). */
export function* readSettings(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const name of ['app', 'build']) {
    const command = scalarOf(root, name);
    if (!command || command.isNull) continue;
    const script = readScript([scalarText(file.text, command)], { lookup: () => null });
    yield* scriptReferences({ file, address: name, usage: 'build' }, script);
  }
  const plugin = get(root, 'plugin');
  for (const each of plugin?.is === 'list' ? items(plugin) : plugin ? [plugin] : []) {
    if (each.is !== 'scalar' || each.isNull || isPath.test(each.text)) continue;
    yield referenceFact({ file, address: `plugin/${each.text}`, usage: 'build' }, scalarReference(each), {
      kind: 'library',
      name: `npm/${each.text}`,
      request: { is: 'nothing' },
      slots: [],
    });
  }
  const context = get(root, 'context');
  if (context) yield* readContext(file, context);
}

const isPath = /^(?:\.{0,2}\/|\.{1,2}$)/;
