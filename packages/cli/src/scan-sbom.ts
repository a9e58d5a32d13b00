import { type Report, type ScanMeans, scanDocument } from '@fineprint/core';
import { sbom } from '@fineprint/extractors/sbom';
import type { StoredDocument } from './stored-document.ts';

/** Scans an SBOM as if it were a repository whose only file it is; throws an `SbomError` where it is none. */
export async function scanSbom({ name, text }: StoredDocument, means: ScanMeans): Promise<Report> {
  return scanDocument({ path: pathOf(name), text }, sbom, means);
}

/** Reports name places relative to a root, and a document may lie anywhere. */
function pathOf(name: string): string {
  return name.split(/[\\/]/).at(-1) || name;
}
