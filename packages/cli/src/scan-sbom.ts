import { type Report, type ScanMeans, scanDocument } from '@fineprint/core';
import { SbomError, sbom } from '@fineprint/extractors/sbom';
import { documentError } from './document-error.ts';
import type { StoredDocument } from './stored-document.ts';

/** Scans an SBOM as if it were a repository whose only file it is; throws a `UsageError` where it is none. */
export async function scanSbom({ name, text }: StoredDocument, means: ScanMeans): Promise<Report> {
  try {
    return await scanDocument({ path: pathOf(name), text }, sbom, means);
  } catch (cause) {
    if (!(cause instanceof SbomError)) throw cause;
    throw documentError({ name, text }, 'cannot be checked', cause);
  }
}

/** Reports name places relative to a root, and a document may lie anywhere. */
function pathOf(name: string): string {
  return name.split(/[\\/]/).at(-1) || name;
}
