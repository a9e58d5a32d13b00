import type { TextReader } from '../refresh-reading.ts';
import { isLicenseFile } from '../src/metadata/license-file.ts';
import { filesOf, type Repository, readBlobs, type TreeFile } from './git.ts';
import type { Observation } from './observation.ts';

/**
 * Reads the licenses of vendored Go modules: `go mod vendor` writes `vendor/modules.txt` with the exact version of each
 * and copies the license file of its folder. A module with several license files is left.
 */
export function* vendoredModules(
  repository: Repository,
  commit: string,
  read: TextReader,
): Iterable<Observation> {
  for (const list of filesOf(repository, commit, /(?:^|\/)vendor\/modules\.txt$/)) {
    const root = list.path.slice(0, -'modules.txt'.length);
    const [[, text = ''] = []] = readBlobs(repository, [list.blob]);
    const versions = versionsOf(text);
    const licenses = licenseFiles(repository, commit, root, versions);
    const contents = new Map(readBlobs(repository, [...new Set(licenses.map(([, { blob }]) => blob))]));
    for (const [module, { path, blob }] of licenses) {
      const reading = read(contents.get(blob) ?? '');
      yield {
        library: `golang/${module.toLowerCase()}`,
        version: versions.get(module) ?? '',
        // That of one version is unknown keeps its neighbours from speaking for it.
        license: 'license' in reading ? reading.license : null,
        evidence: 'snapshot',
        source: `${repository.name} ${path} @ ${commit.slice(0, 12)}`,
      };
    }
  }
}

// `# golang.org/x/net v0.1.0`; one that is replaced (`=>`) has other code than its name says.
const line = /^# (\S+) (v\S+)$/gm;

function versionsOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(line)].map(([, module = '', version = '']) => [module, version]));
}

function licenseFiles(
  repository: Repository,
  commit: string,
  root: string,
  versions: ReadonlyMap<string, string>,
): readonly (readonly [string, TreeFile])[] {
  const files = filesOf(repository, commit, /(?:licen[cs]e|copying)[^/]*$/i).filter(
    ({ path }) => path.startsWith(root) && isLicenseFile(path.slice(path.lastIndexOf('/') + 1)),
  );
  const byModule = Map.groupBy(files, ({ path }) => path.slice(root.length, path.lastIndexOf('/')));
  return [...byModule].flatMap(([module, [first, ...others]]) =>
    versions.has(module) && first !== undefined && others.length === 0 ? [[module, first] as const] : [],
  );
}
