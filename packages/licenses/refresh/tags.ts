import { type LicenseTexts, licenseOfText } from '../src/texts/license-texts.ts';
import { filesAtTags, type Repository, readBlobs } from './git.ts';
import type { Observation } from './observation.ts';

/**
 * Reads the license file at the root of a repository at each tag that names a version, for the libraries that are
 * published from it with the versions of its tags. Where it has several license files, or one that is no single
 * license, nothing is known of that version.
 */
export function* taggedReleases(
  repository: Repository,
  libraries: readonly string[],
  texts: LicenseTexts,
): Iterable<Observation> {
  const licenses = new Map<string, string | null>();
  for (const [tag, [file, ...others]] of filesAtTags(repository, licenseFiles)) {
    const version = release.exec(tag)?.[1];
    if (version === undefined || file === undefined || others.length > 0) continue;
    const known = licenses.get(file.blob);
    const license = known === undefined ? licenseOfBlob(repository, file.blob, texts) : known;
    licenses.set(file.blob, license);
    for (const library of libraries)
      yield {
        library,
        version,
        license,
        evidence: 'snapshot',
        source: `${repository.name} ${file.path} at the tags`,
        complete: true,
      };
  }
}

const licenseFiles = [
  'LICENSE',
  'LICENSE.md',
  'LICENSE.txt',
  'LICENSE-MIT',
  'LICENSE-APACHE',
  'LICENCE',
  'COPYING',
];
const release = /^v?(\d+\.\d+.*)$/;

function licenseOfBlob(repository: Repository, blob: string, texts: LicenseTexts): string | null {
  const [[, text = ''] = []] = readBlobs(repository, [blob]);
  const answer = licenseOfText(texts, text);
  return 'unknown' in answer ? null : answer.expression;
}
