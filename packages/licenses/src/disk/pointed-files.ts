import { type Reading, unread } from '../metadata/metadata.ts';
import type { Copy } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, directoryOf } from './places.ts';

const maximumPointers = 10;
const outside = /^[/\\~]|^[A-Za-z]:|\\|(?:^|\/)\.\.(?:\/|$)|\0/;

/** The license files that metadata names (`SEE LICENSE IN x`, `license-file`), where they lie in the copy itself. */
export function pointedFiles(
  { metadata }: Copy,
  disk: Disk,
): { readonly paths: readonly string[]; readonly missing: readonly Reading[] } {
  const paths: string[] = [];
  const missing: Reading[] = [];
  for (const { path: source, licenseFiles } of metadata) {
    for (const written of disk.firstOf(licenseFiles, maximumPointers, 'names of licence files', source)) {
      const named = JSON.stringify(written.slice(0, 200));
      if (outside.test(written)) {
        missing.push(unread(source, `It names the licence file ${named}, which leads out of its copy.`));
        continue;
      }
      const path = placesOf(directoryOf(source), written).find((each) => exists(each, disk));
      if (path !== undefined) paths.push(path);
      else missing.push(unread(source, `It names the licence file ${named}, which is not in its copy.`));
    }
  }
  return { paths, missing };
}

/** PEP 639 put the files of a wheel into `licenses/`, where older ones have them beside their metadata. */
function placesOf(directory: string, written: string): readonly string[] {
  const plain = written.replace(/^(?:\.\/)+/, '');
  const last = plain.slice(plain.lastIndexOf('/') + 1);
  return [`licenses/${plain}`, plain, last].map((path) => below(directory, path));
}

function exists(path: string, disk: Disk): boolean {
  return disk.list(directoryOf(path)).includes(path.slice(path.lastIndexOf('/') + 1));
}
