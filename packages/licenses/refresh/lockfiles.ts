import { expressionOf, type FileReader, isRecord, jsonOf, type Observation } from './observation.ts';

type Seen = Pick<Observation, 'library' | 'version' | 'license'>;

/** npm repeats the `license` of each package's own package.json in lockfiles of version 2 and 3. */
export const npmLock: FileReader = {
  pattern: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/,
  evidence: 'registry-metadata',
  *read(_, text): Iterable<Seen> {
    const lock = jsonOf(text);
    const packages = isRecord(lock) && isRecord(lock.packages) ? lock.packages : {};
    for (const [path, entry] of Object.entries(packages)) {
      if (!path.includes(folder) || !isRecord(entry)) continue;
      const { version, license, resolved, name, link } = entry;
      // What no registry gave may be anybody's; without the field an older npm wrote the entry, which says nothing.
      if (typeof resolved !== 'string' || !registry.test(resolved) || link === true) continue;
      if (typeof version !== 'string' || license === undefined) continue;
      const installed = path.slice(path.lastIndexOf(folder) + folder.length);
      const real = typeof name === 'string' ? name : installed;
      yield { library: `npm/${real.toLowerCase()}`, version, license: expressionOf(license) };
    }
  },
};

const folder = 'node_modules/';
const registry = /^https:\/\/registry\.(?:npmjs\.org|yarnpkg\.com)\//;

/** Composer repeats the `license` list of each package's composer.json; several are a choice. */
export const composerLock: FileReader = {
  pattern: /(?:^|\/)composer\.lock$/,
  evidence: 'registry-metadata',
  *read(_, text): Iterable<Seen> {
    const lock = jsonOf(text);
    if (!isRecord(lock)) return;
    for (const list of [lock.packages, lock['packages-dev']]) {
      for (const entry of Array.isArray(list) ? list : []) {
        if (!isRecord(entry)) continue;
        const { name, version, license } = entry;
        if (typeof name !== 'string' || typeof version !== 'string' || !Array.isArray(license)) continue;
        const written = license.length > 1 ? license.map((one) => `(${one})`).join(' OR ') : license[0];
        yield { library: `composer/${name.toLowerCase()}`, version, license: expressionOf(written) };
      }
    }
  },
};
