import { entries, items, type Node, type SourceFile, textOf } from '@fineprint/core';
import type { LockedFact } from './facts.ts';

/** Reads a lock (https://mise.jdx.dev/dev-tools/mise-lock.html): versions of tools, with a checksum for each platform. */
export function* readLock(file: SourceFile, root: Node): Iterable<LockedFact> {
  for (const { key, value } of entries(root, 'tools')) {
    for (const entry of value.is === 'list' ? items(value) : [value]) {
      const version = textOf(entry, 'version');
      if (version === undefined) continue;
      const platforms = entries(entry, 'platforms').map((platform) => textOf(platform.value, 'checksum'));
      const older = entries(entry, 'checksums').map((platform) => textOf(platform.value));
      const hashes = [...platforms, ...older].filter((hash) => hash !== undefined);
      yield { is: 'locked', name: key.text, version, hashes, place: file.place(key) };
    }
  }
}
