import {
  type DockerImageUse,
  type FileProblem,
  imageParts,
  locate,
  parseImageReference,
  type SourceFile,
  writtenPlace,
  writtenText,
} from '@fineprint/core';
import type { DockerfileFact } from './facts.ts';
import { invalidReference, type Reference, referenceFact } from './reference.ts';
import type { StageRole } from './stages.ts';
import { unmasked } from './template.ts';

/** Makes the fact of an image; a stage of the file's own and `scratch` are none. */
export function* imageFact(
  file: SourceFile,
  use: DockerImageUse,
  roles: readonly StageRole[],
): Iterable<DockerfileFact | FileProblem> {
  if (use.base.is !== 'image') return;
  const role = roles[use.stage ?? -1];
  const stage = role?.address ?? 'global';
  const address = use.by === 'syntax' ? 'syntax' : `${stage}/${addresses[use.by]}`;
  const usage = use.by === 'from' && role ? role.usage : 'build';
  const reference: Reference = { at: use.at, resolved: knownOf(file, use) };
  const { text } = reference.resolved;
  const parsed = parseImageReference(text);
  if (parsed.is === 'invalid') yield invalidReference(file, reference, parsed.reason);
  const parts = imageParts(text, (span) => {
    const written = writtenPlace(reference.resolved, span);
    return written ? { at: locate('', file.place(written)), verbatim: written.verbatim } : undefined;
  });
  const slots = parts.slots.map(({ at, ...slot }) => ({ ...slot, place: at }));
  yield referenceFact({ file, address, usage }, reference, { ...parts, slots });
}

const addresses = { from: 'FROM', copy: 'COPY', mount: 'RUN.mount' } as const;

/** `FROM ${BASE}` with an ARG whose default is empty: the caller must give it, so it is as good as unknown. */
function knownOf(file: SourceFile, { at, reference }: DockerImageUse): Reference['resolved'] {
  if (reference.text !== '') return unmasked(file.text, reference);
  return writtenText(file.text.slice(at.start, at.end), at.start);
}
