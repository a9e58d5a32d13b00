import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PackageLine, RangeLine } from './compile.ts';
import { licenseOfCopyright } from './debian/license-of-copyright.ts';
import { packageLines } from './debian/package-lines.ts';
import { readLines } from './read-lines.ts';
import { readTexts } from './src/texts/license-texts.ts';

// Run by hand on Debian, after `apt-get update`: node packages/licenses/refresh-debian.ts [NAME…]
// Reads the copyright files of all installed packages of Debian, and of the named ones, which apt fetches. What was read
// before and is not here now is kept. `debian-by-hand.jsonl` holds what a person read where no rule can. Then run
// build.ts. Names are taken from apt's lists, so these must be Debian's only (APT_CONFIG can name others).

const facts = join(import.meta.dirname, 'facts/os-packages');
const texts = readTexts(readFileSync(join(import.meta.dirname, 'data/texts.json'), 'utf8'));
const rangesPath = join(facts, 'applications/debian.jsonl');
const byHand = new Set(
  readLines<RangeLine>(join(facts, 'applications/debian-by-hand.jsonl')).map(
    ({ application }) => application,
  ),
);
const ranges = new Map(readLines<RangeLine>(rangesPath).map((line) => [line.application, line]));

/** A binary package of Debian and the source package that it is built from, which has the copyright file. */
interface DebianPackage {
  readonly name: string;
  readonly version: string;
  readonly source: string;
}

// `20.19.2-1nodesource1`; Debian's own revisions have no word of that length.
const vendorRevision = /-\d+[a-z]{4,}/;

const available = availablePackages();
for (const one of installedPackages()) readRange(one, copyrightIn('/', one.name));
for (const name of process.argv.slice(2)) readFetched(name);
for (const application of byHand) ranges.delete(application);

const sorted = [...ranges.values()].toSorted((one, other) => (one.application < other.application ? -1 : 1));
write(rangesPath, sorted);
const packagesPath = join(facts, 'packages/deb.jsonl');
const known = new Set([...ranges.keys(), ...byHand]);
write(packagesPath, packageLines(available, known, readLines<PackageLine>(packagesPath)));

function readRange(one: DebianPackage, file: string | null): void {
  const application = `debian:${one.source}`;
  const main = file === null ? { because: 'It has no copyright file.' } : licenseOfCopyright(file, texts);
  if ('because' in main) {
    process.stderr.write(`${one.name} (${one.source}): ${main.because}\n`);
    return;
  }
  const { license, verified, note } = main;
  ranges.set(application, {
    application,
    versions: '*',
    license,
    evidence: 'distribution-package',
    basis: verified ? 'licence-file' : 'distribution-statement',
    verified,
    source: `Debian package ${one.name} ${one.version}: /usr/share/doc/${one.name}/copyright`,
    ...(note === null ? {} : { note }),
    assumedAllVersions: true,
    checkedVersion: one.version,
  });
}

/** What is installed out of the lists; older versions too, but no package of that name by another vendor. */
function installedPackages(): readonly DebianPackage[] {
  const format = '${Package}\t${Version}\t${source:Package}\n';
  const sources = new Map(available.map(({ name, source }) => [name, source]));
  return execFileSync('dpkg-query', ['-W', '-f', format], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([name = '', version = '', source = '']) => ({ name, version, source }))
    .filter(({ name, version, source }) => sources.get(name) === source && !vendorRevision.test(version));
}

/** What the lists of apt name. */
function availablePackages(): readonly DebianPackage[] {
  const found = packagesIn(
    execFileSync('apt-cache', ['dumpavail'], { encoding: 'utf8', maxBuffer: 1 << 30 }),
  );
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** The packages of a list in the form of Debian's control files. */
function packagesIn(list: string): readonly DebianPackage[] {
  return list.split('\n\n').flatMap((paragraph) => {
    const fields = new Map(
      [...paragraph.matchAll(/^(?<name>Package|Version|Source): (?<value>\S+)/gm)].map(
        ({ groups }) => [groups?.name, groups?.value] as const,
      ),
    );
    const [name, version] = [fields.get('Package'), fields.get('Version')];
    if (name === undefined || version === undefined) return [];
    return [{ name, version, source: fields.get('Source') ?? name }];
  });
}

function readFetched(name: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'debian-'));
  try {
    execFileSync('apt-get', ['download', name], { cwd: folder, stdio: 'pipe' });
    for (const archive of readdirSync(folder)) {
      const fields = execFileSync('dpkg-deb', ['-f', archive], { cwd: folder, encoding: 'utf8' });
      execFileSync('dpkg-deb', ['-x', archive, '.'], { cwd: folder });
      for (const one of packagesIn(fields)) readRange(one, copyrightIn(folder, name));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function copyrightIn(root: string, name: string): string | null {
  const path = join(root, 'usr/share/doc', name, 'copyright');
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function write(path: string, lines: readonly (RangeLine | PackageLine)[]): void {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
