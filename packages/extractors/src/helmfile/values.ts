import {
  type FileProblem,
  get,
  items,
  type Node,
  type Resolved,
  type SourceFile,
  walk,
} from '@fineprint/core';
import type { ValueFact, ValuesFileFact } from './facts.ts';

/**
 * Reads what a state file is given where nobody chooses an environment: its values, and those of the environment "default"
 * (https://helmfile.readthedocs.io/en/latest/#environment-values).
 */
export function* readStateValues(file: SourceFile, root: Node): Iterable<ValueFact | ValuesFileFact> {
  const given = [...items(root, 'values'), ...items(root, 'environments', 'default', 'values')];
  for (const each of given) {
    if (each.is === 'scalar') yield { is: 'values-file', path: each.text, place: file.place(each) };
    else yield* valuesOf(file, each);
  }
}

/** Reads a file of values. */
export function readValues(file: SourceFile, root: Node): Iterable<ValueFact | FileProblem> {
  return valuesOf(file, get(root));
}

// Versions of more charts than any state file has.
const mostValues = 2000;

function* valuesOf(file: SourceFile, values: Resolved | undefined): Iterable<ValueFact> {
  const found: ValueFact[] = [];
  walk(values, (node, path) => {
    if (node.is !== 'scalar' || node.isNull || node.text === '' || node.text.includes('{{')) return undefined;
    if (found.length < mostValues && node.text.length <= longestValue)
      found.push({ is: 'value', name: path.join('.'), text: node.text, place: file.place(node) });
    return undefined;
  });
  yield* found;
}

const longestValue = 200;
