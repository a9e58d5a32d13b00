import { givenParameters, type Node, type SourceFile, scalarReference } from '@fineprint/core';
import { isBuilt } from './arguments.ts';
import type { ArgumentFact } from './facts.ts';

/** Reads a JSON file of parameters. */
export function* readParameters(file: SourceFile, root: Node): Iterable<ArgumentFact> {
  for (const { name, value } of givenParameters(root)) {
    const references = isBuilt(file, value) ? [] : [scalarReference(value)];
    const address = `parameters/${name}`;
    yield { is: 'argument', path: null, name, references, address, place: file.place(value) };
  }
}
