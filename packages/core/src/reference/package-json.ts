import type { Tree } from '../model/extractor.ts';
import { type Location, locate } from '../model/location.ts';
import type { Occurrence } from '../model/occurrence.ts';
import type { Slot } from '../model/slot.ts';
import { get, parseJson, scalarOf, textOf } from '../parse/tree/index.ts';
import type { SourceFile } from '../read/source-file.ts';

/** What a project of Node says of one of its packages. */
type PackageParts = Pick<Occurrence, 'request' | 'locked' | 'slots' | 'via'>;

const sections = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
const mostAncestors = 16;

/**
 * Finds the version of a package that a file names where npm finds it: in the next `package.json` upwards that asks for it,
 * and the lockfile beside; `own` where it is a directory of the repository, `null` where nobody asks for it.
 */
export function packageParts(
  path: string,
  name: string,
  tree: Pick<Tree, 'has' | 'file'>,
): PackageParts | 'own' | null {
  for (const directory of directoriesAbove(path)) {
    const manifest = `${directory}package.json`;
    const file = tree.has(manifest) ? tree.file(manifest) : undefined;
    const asked = file && askedIn(file, manifest, name);
    if (!asked) continue;
    if (asked.request.is === 'version' && ofRepository.test(asked.request.text)) return 'own';
    const locked = lockedBeside(directory, name, tree);
    return { ...asked, ...(locked ? { locked } : {}) };
  }
  return null;
}

const ofRepository = /^(?:file|link|workspace|portal):/;

function askedIn(file: SourceFile, path: string, name: string): Omit<PackageParts, 'locked'> | null {
  const root = file.parse(parseJson).documents[0]?.root;
  for (const section of sections) {
    const version = scalarOf(root, section, name);
    if (!version || version.isNull) continue;
    const at: Location = locate(path, file.place(version));
    const slot: Slot = { is: 'version', value: version.text, at, verbatim: version.verbatim };
    return {
      request: version.text === '' ? { is: 'nothing' } : { is: 'version', text: version.text },
      slots: version.text === '' ? [] : [slot],
      via: [at],
    };
  }
  return null;
}

function lockedBeside(
  directory: string,
  name: string,
  tree: Pick<Tree, 'has' | 'file'>,
): Occurrence['locked'] | null {
  for (const above of directoriesAbove(`${directory}package.json`)) {
    const [npm, yarn] = [`${above}package-lock.json`, `${above}yarn.lock`];
    const npmFile = tree.has(npm) ? tree.file(npm) : undefined;
    if (npmFile) return lockedByNpm(npmFile, name);
    const yarnFile = tree.has(yarn) ? tree.file(yarn) : undefined;
    if (yarnFile) return yarnFile.parse(yarnPackages).get(name) ?? null;
  }
  return null;
}

/** `packages` since version 2 of the format, `dependencies` before. */
function lockedByNpm(file: SourceFile, name: string): Occurrence['locked'] | null {
  const root = file.parse(parseJson).documents[0]?.root;
  const entry = get(root, 'packages', `node_modules/${name}`) ?? get(root, 'dependencies', name);
  const version = textOf(entry, 'version');
  return version === undefined ? null : locked(version, textOf(entry, 'integrity'));
}

const yarnEntry = /^"?(?<name>@?[^@"\s]{1,300})@[^\n]*:\n(?<lines>(?: {2}[^\n]*\n?){1,20})/gm;

/** The packages of a `yarn.lock`, of both formats, by their names: `name@range, name@range:` and lines of its own below. */
function yarnPackages(text: string): ReadonlyMap<string, Occurrence['locked']> {
  const found = new Map<string, Occurrence['locked']>();
  for (const { groups } of text.replaceAll('\r', '').matchAll(yarnEntry)) {
    const version = /^ {2}version:? "?(?<version>[^"\s]{1,100})"?$/m.exec(groups?.lines ?? '')?.groups
      ?.version;
    const integrity = /^ {2}integrity (?<integrity>\S{1,500})$/m.exec(groups?.lines ?? '')?.groups?.integrity;
    const name = groups?.name ?? '';
    if (version !== undefined && !found.has(name)) found.set(name, locked(version, integrity));
  }
  return found;
}

function locked(version: string, integrity: string | undefined): Occurrence['locked'] {
  const [, algorithm, value] = /^(sha\d{3})-(\S+)$/.exec(integrity ?? '') ?? [];
  return { version, hashes: algorithm === undefined ? [] : [`${algorithm}:${hexOf(value ?? '')}`] };
}

/** Hashes stand in base64 in lockfiles, and in hexadecimal digits here. */
function hexOf(base64: string): string {
  return Buffer.from(base64, 'base64').toString('hex');
}

/** The directories from that of a file upwards, each with its slash. */
function directoriesAbove(path: string): readonly string[] {
  const found: string[] = [];
  for (
    let at = path.lastIndexOf('/');
    at > 0 && found.length < mostAncestors;
    at = path.lastIndexOf('/', at - 1)
  )
    found.push(path.slice(0, at + 1));
  return [...found, ''];
}
