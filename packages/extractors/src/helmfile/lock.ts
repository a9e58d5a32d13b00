import { items, type Node, type SourceFile, textOf } from '@fineprint/core';
import type { HelmfileFact } from './facts.ts';

/** Reads a lock, which lists what was chosen for each chart. */
export function* readLock(file: SourceFile, root: Node): Iterable<HelmfileFact> {
  for (const dependency of items(root, 'dependencies')) {
    const [chart, url, version] = ['name', 'repository', 'version'].map((key) => textOf(dependency, key));
    if (chart === undefined || url === undefined || version === undefined) continue;
    yield { is: 'locked', chart, url, version, place: file.place(dependency) };
  }
}
