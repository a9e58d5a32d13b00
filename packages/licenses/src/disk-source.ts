import { type LicenseSource, type LicenseTree, onceForEach } from '@fineprint/core';
import { Disk, type DiskBudget, defaultBudget } from './disk/disk.ts';
import { ecosystems } from './disk/ecosystems.ts';
import { evidenceInCopy } from './disk/evidence.ts';
import { type KeptAnswers, licenseFileReader } from './disk/license-file-reader.ts';
import type { LicenseTexts } from './texts/license-texts.ts';

/** How much is read, and what earlier scans left. */
export interface DiskSourceOptions {
  readonly budget?: DiskBudget;
  readonly kept?: KeptAnswers | null;
}

/**
 * Makes the copies of components on disk a source: what `init`, `npm install`, `go mod vendor` and their like put there
 * carries its own license. What `kept` holds of earlier scans is not worked out again.
 */
export function diskSource(
  known: () => LicenseTexts,
  { budget = defaultBudget, kept = null }: DiskSourceOptions = {},
): LicenseSource {
  const texts = new Map<string, string>();
  const readLicenseFile = licenseFileReader(known, kept);
  const diskOf = onceForEach((tree: LicenseTree) => new Disk(tree, budget));
  return {
    id: 'disk',
    *evidence(component, tree) {
      const disk = diskOf(tree);
      disk.startComponent(component.name);
      const read = new Set<string | undefined>();
      for (const copy of ecosystems.flatMap(({ find }) => [...find(component, disk)])) {
        const place = copy.directories[0] ?? copy.metadata[0]?.path;
        if (!read.has(place)) yield* evidenceInCopy(copy, { disk, readLicenseFile, texts });
        read.add(place);
      }
      yield* disk.takeProblems();
    },
    texts: () => texts,
  };
}
