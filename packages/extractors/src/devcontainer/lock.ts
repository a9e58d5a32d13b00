import { entries, type Node, type SourceFile, textOf } from '@fineprint/core';
import type { LockedFact } from './facts.ts';

/** Reads a lock (https://containers.dev/implementors/spec/, lockfile): features by the text that asks for them. */
export function* readLock(file: SourceFile, root: Node): Iterable<LockedFact> {
  for (const { key, value } of entries(root, 'features')) {
    yield {
      is: 'locked',
      feature: key.text,
      version: textOf(value, 'version') ?? null,
      digest: textOf(value, 'integrity') ?? null,
      place: file.place(key),
    };
  }
}
