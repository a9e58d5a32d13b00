import { type LicenseSource, type LicenseTree, onceForEach } from '@fineprint/core';
import { Disk, type DiskBudget, defaultBudget } from './disk/disk.ts';
import { ecosystems } from './disk/ecosystems.ts';
import { evidenceInCopy } from './disk/evidence.ts';
import type { LicenseTexts } from './texts/license-texts.ts';

/**
 * Makes the copies of components on disk a source: what `init`, `npm install`, `go mod vendor` and their like put there
 * carries its own license.
 */
export function diskSource(known: () => LicenseTexts, budget: DiskBudget = defaultBudget): LicenseSource {
  const texts = new Map<string, string>();
  const diskOf = onceForEach((tree: LicenseTree) => new Disk(tree, budget));
  return {
    id: 'disk',
    *evidence(component, tree) {
      const disk = diskOf(tree);
      disk.startComponent(component.name);
      const read = new Set<string | undefined>();
      for (const copy of ecosystems.flatMap(({ find }) => [...find(component, disk)])) {
        const place = copy.directories[0] ?? copy.metadata[0]?.path;
        if (!read.has(place)) yield* evidenceInCopy(copy, { disk, known, texts });
        read.add(place);
      }
      yield* disk.takeProblems();
    },
    texts: () => texts,
  };
}
