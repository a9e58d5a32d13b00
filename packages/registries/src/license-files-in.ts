import type { PackedFiles } from '@fineprint/core';
import { chosenNames } from './license-file-name.ts';
import type { LicenseFinding } from './registry.ts';

/**
 * The license files in a directory of an archive, or the one that is `named`; where there is none, that is said with what
 * of the archive was not read.
 */
export function licenseFilesIn(
  files: PackedFiles,
  directory: string,
  source: string,
  named: string | null = null,
): readonly LicenseFinding[] {
  const names = named === null ? chosenNames(files.list(directory)) : [named];
  const found = names.flatMap((name): readonly LicenseFinding[] => {
    const text = files.file(directory === '' ? name : `${directory}/${name}`)?.text;
    return text === undefined
      ? []
      : [{ is: 'text', text, name, source: `${source} ${name}`, staleSince: null }];
  });
  if (found.length > 0) return found;
  const missing = `${source} has no ${named === null ? 'licence file' : JSON.stringify(named)}.`;
  return [{ is: 'silent', because: [missing, ...files.refused.slice(0, 1)].join(' ') }];
}
