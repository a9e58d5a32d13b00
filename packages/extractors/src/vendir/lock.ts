import { items, type Node, type SourceFile, textOf } from '@fineprint/core';
import type { LockedFact } from './facts.ts';

/** Reads a lock (https://carvel.dev/vendir/docs/latest/vendir-lock-spec/). */
export function* readLock(file: SourceFile, root: Node): Iterable<LockedFact> {
  for (const directory of items(root, 'directories')) {
    for (const content of items(directory, 'contents')) {
      const image = textOf(content, 'image', 'url') ?? textOf(content, 'imgpkgBundle', 'image');
      yield {
        is: 'locked',
        directory: textOf(directory, 'path') ?? '',
        path: textOf(content, 'path') ?? '',
        version:
          textOf(content, 'helmChart', 'version') ??
          textOf(content, 'githubRelease', 'tag') ??
          textOf(content, 'git', 'tags', '0') ??
          null,
        commit: textOf(content, 'git', 'sha') ?? null,
        digest: image?.split('@')[1] ?? null,
        place: file.place(content),
      };
    }
  }
}
