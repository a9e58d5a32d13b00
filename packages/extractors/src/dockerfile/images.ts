import {
  type DockerImageUse,
  type FileProblem,
  imageReference,
  type Reference,
  type ReferenceFact,
  type SourceFile,
  writtenText,
} from '@fineprint/core';
import type { StageRole } from './stages.ts';
import { unmasked } from './template.ts';

/** Makes the fact of an image; a stage of the file's own and `scratch` are none. */
export function* imageFact(
  file: SourceFile,
  use: DockerImageUse,
  roles: readonly StageRole[],
): Iterable<ReferenceFact | FileProblem> {
  if (use.base.is !== 'image') return;
  const role = roles[use.stage ?? -1];
  const stage = role?.address ?? 'global';
  const address = use.by === 'syntax' ? 'syntax' : `${stage}/${addresses[use.by]}`;
  const usage = use.by === 'from' && role ? role.usage : 'build';
  yield* imageReference({ file, address, usage }, { at: use.at, resolved: knownOf(file, use) });
}

const addresses = { from: 'FROM', copy: 'COPY', mount: 'RUN.mount' } as const;

/** `FROM ${BASE}` with an ARG whose default is empty: the caller must give it, so it is as good as unknown. */
function knownOf(file: SourceFile, { at, reference }: DockerImageUse): Reference['resolved'] {
  if (reference.text !== '') return unmasked(file.text, reference);
  return writtenText(file.text.slice(at.start, at.end), at.start);
}
