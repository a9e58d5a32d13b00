import { evidenceFromHeader } from '../metadata/license-file.ts';
import { isEvidence, type Reading } from '../metadata/metadata.ts';
import type { Disk } from './disk.ts';
import type { LicenseFileReader } from './license-file-reader.ts';

/** What reading a copy needs: the disk, who reads license files, and where the texts that were found are kept. */
export interface ReadingMeans {
  readonly disk: Disk;
  readonly readLicenseFile: LicenseFileReader;
  readonly texts: Map<string, string>;
}

/** Reads a license file and keeps its text. */
export function readText(path: string, { disk, readLicenseFile, texts }: ReadingMeans): readonly Reading[] {
  const file = disk.file(path);
  // A directory may have this name too, and one that tools made only holds more of them.
  if (!file) return [];
  const reading = readLicenseFile(path, file.text, () => disk.mayCompare(path, file.text.length));
  if (reading === undefined) return [];
  if (isEvidence(reading)) {
    if (reading.text !== undefined) texts.set(reading.text, file.text);
    return [reading];
  }
  // Some write in words which text is for what, with the expression above it.
  return [evidenceFromHeader(path, file.text) ?? reading];
}
