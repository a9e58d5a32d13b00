import type { FileProblem } from '../model/problem.ts';
import type { MappedText } from '../parse/mapped-text.ts';
import { type ScalarNode, scalarText } from '../parse/tree/index.ts';
import type { ReferenceFact } from '../reference/index.ts';
import { embeddedFile, type SourceFile } from './source-file.ts';

/**
 * Reads a text that a scalar holds as a file of its own: YAML in YAML, a script. Where the scalar encodes the text, what is
 * found stands at the scalar as a whole, and none of it can be written in place.
 */
export function readEmbedded(
  file: SourceFile,
  scalar: ScalarNode,
  read: (inner: SourceFile) => Iterable<ReferenceFact | FileProblem>,
): Iterable<ReferenceFact | FileProblem> {
  return readInner(file, scalarText(file.text, scalar), read);
}

/** The same for a text of which it is known where its characters stand. */
export function* readInner(
  file: SourceFile,
  inner: MappedText,
  read: (inner: SourceFile) => Iterable<ReferenceFact | FileProblem>,
): Iterable<ReferenceFact | FileProblem> {
  const isEncoded = inner.runs.some(({ encodes }) => encodes !== undefined);
  for (const item of read(embeddedFile(file, inner)))
    yield isEncoded && item.is === 'reference' ? { ...item, slots: item.slots.map(unwritable) } : item;
}

function unwritable<Slot extends { readonly verbatim: boolean }>(slot: Slot): Slot {
  return { ...slot, verbatim: false };
}
