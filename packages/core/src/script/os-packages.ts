import type { FileProblem } from '../model/problem.ts';
import {
  downloadParts,
  maskUnknown,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
} from '../reference/index.ts';
import type { Script, ScriptCommand } from './commands.ts';
import { operandsOf } from './options.ts';
import { addressed, unknownPackage, unresolvedIn, versionParts } from './package-parts.ts';

/** A package manager of an operating system, as its command line is read. */
interface PackageManager {
  /** Type of the purls of its packages. */
  readonly type: 'apk' | 'deb' | 'rpm' | 'generic';
  /** What installs; what else the program does names nothing. */
  readonly actions: ReadonlySet<string>;
  /** Options whose value is the next word. */
  readonly values: ReadonlySet<string>;
  /** Files, groups, and what is removed. */
  readonly isNone: RegExp;
  /** A package with its version; what only the caller of the build knows is `\0`. */
  readonly form: RegExp;
}

const apt: PackageManager = {
  type: 'deb',
  // With names, `upgrade` brings the newest of them.
  actions: new Set(['install', 'reinstall', 'upgrade']),
  values: new Set([
    ...['-t', '--target-release', '--default-release', '-o', '--option', '-c', '--config-file', '-a'],
    ...['--host-architecture', '-q=', '--solver'],
  ]),
  isNone: /^(?:\.{0,2}\/|~\/|[^/]*\.deb$)|\.deb$|[^-]-$/,
  // https://www.debian.org/doc/debian-policy/ch-controlfields.html#source, with an architecture, and what apt adds.
  form: /^(?<name>[a-z0-9\0][a-z0-9+.\0-]*)(?::[a-z0-9-]+)?(?:=(?<version>[^\s/]+)|\/(?<release>[^\s=]+))?$/i,
};

const apk: PackageManager = {
  type: 'apk',
  actions: new Set(['add', 'upgrade']),
  values: new Set([
    ...['-t', '--virtual', '-X', '--repository', '-p', '--root', '--keys-dir', '--repositories-file'],
    ...['--arch', '--cache-dir', '--cache-max-age', '--wait'],
  ]),
  // A name that begins with a dot is a virtual one: `apk add --virtual .deps …`, `apk del .deps`.
  isNone: /^[.!/]|\.apk$/,
  // https://man.archlinux.org/man/apk-world.5: `name`, `name=1.2`, `name~1.2`, `name@repository`.
  form: /^(?<name>[a-z0-9\0][a-z0-9+._:\0-]*)(?:(?<operator>[<>]=?|~=?|=)(?<version>[^\s@]+))?(?:@\S+)?$/i,
};

const rpm: PackageManager = {
  type: 'rpm',
  actions: new Set(['install', 'reinstall', 'localinstall', 'in', 'update', 'upgrade', 'up']),
  values: new Set([
    ...['-c', '--config', '--enablerepo', '--disablerepo', '--repo', '--repoid', '--repofrompath', '-r'],
    ...[
      '--installroot',
      '--releasever',
      '--setopt',
      '-x',
      '--exclude',
      '--comment',
      '--forcearch',
      '-d',
      '-e',
    ],
    ...['--advisory', '--from', '--root', '--type'],
  ]),
  isNone: /^(?:@|\.{0,2}\/|~\/)|\.rpm$/,
  // `name-[epoch:]version[-release][.arch]`; shorter numbers (`java-11-openjdk`, `dotnet-sdk-8.0`) are a part of the name.
  form: /^(?<name>[a-z0-9\0][a-z0-9._+\0-]*?)(?:-(?<version>(?:\d+:)?\d[^-\s]*-[^-\s]*\d[^-\s]*|\d+\.\d+\.\d[^-\s]*|\d[^-\s]*\*|\0\S*))?$/i,
};

// No package is called longer; the forms look for a version at every dash.
const longestName = 300;

// A topic of Amazon Linux 2 is called after its package, with the version: `docker=18.06.1`, `php7.4`.
const extras: PackageManager = {
  ...rpm,
  actions: new Set(['install', 'enable']),
  values: new Set(),
  form: /^(?<name>[a-z0-9\0][a-z0-9._+\0-]*)(?:=(?<version>[^\s=]+))?$/i,
};

// A package of whichever system it is: apt and apk write a version behind `=`.
const anyManager: PackageManager = {
  type: 'generic',
  actions: new Set(),
  values: new Set(),
  isNone: /^(?:@|\.{0,2}\/|~\/)|\.(?:rpm|deb|apk|pkg|txz)$/,
  form: /^(?<name>[a-z0-9\0][a-z0-9._+@\0-]*)(?:=(?<version>[^\s=]+))?$/i,
};

// https://man.freebsd.org/cgi/man.cgi?query=pkg-install
const freebsd: PackageManager = {
  ...anyManager,
  actions: new Set(['install']),
  values: new Set(['-r', '--repository']),
};

/** The package managers that are read, by the name of their program. */
export const packageManagers: ReadonlyMap<string, PackageManager> = new Map([
  ...['apt-get', 'apt', 'aptitude'].map((program) => [program, apt] as const),
  ['apk', apk],
  ...['dnf', 'yum', 'microdnf', 'tdnf', 'zypper'].map((program) => [program, rpm] as const),
  ['amazon-linux-extras', extras],
  ['pkg', freebsd],
]);

/** Reads `apt-get install name=version`, `apk add name=version`, `dnf install name-version-release` and their like. */
export function* readPackageInstall(
  site: ReferenceSite,
  _script: Script,
  _index: number,
  { program, words }: ScriptCommand,
): Iterable<ReferenceFact | FileProblem> {
  const manager = packageManagers.get(program);
  if (!manager) return;
  const [action, ...packages] = operandsOf(words, manager.values).operands;
  if (!manager.actions.has(action?.resolved.text ?? '')) return;
  for (const reference of packages) yield* packageReference(site, manager, reference);
}

const managers = new Map([apt, apk, rpm, anyManager].map((manager) => [manager.type, manager] as const));

/** Reads a package as the manager of a system takes it (`nginx=1.26`), by the type of its purls; `generic` is any system's. */
export function* osPackageReference(
  site: ReferenceSite,
  type: PackageManager['type'],
  reference: Reference,
): Iterable<ReferenceFact> {
  yield* packageReference(site, managers.get(type) ?? anyManager, reference);
}

// `apt-get install "$deb_path"`, where only a run knows the file.
const fileName = /^\$\{?\w{0,60}(?:path|file|deb|rpm)\}?$/i;

/** A package, or the URL of one; files and groups are none. */
function* packageReference(
  site: ReferenceSite,
  manager: PackageManager,
  reference: Reference,
): Iterable<ReferenceFact> {
  const masked = maskUnknown(reference.resolved);
  const url = /^(?:https?|ftp):/i.test(masked) ? downloadParts(site.file, reference.resolved) : null;
  if (url) yield referenceFact(site, reference, url);
  else if (fileName.test(reference.resolved.text)) return;
  else if (masked !== '' && !manager.isNone.test(masked)) yield packageFact(site, manager, reference, masked);
}

function packageFact(
  site: ReferenceSite,
  { type, form }: PackageManager,
  reference: Reference,
  masked: string,
): ReferenceFact {
  const { text } = reference.resolved;
  const match = masked.length <= longestName ? form.exec(masked) : null;
  const { name: written = '', operator = '=', version } = match?.groups ?? {};
  if (!match) {
    const because = 'It is no name of a package: its manager or the shell makes several of it.';
    return referenceFact(addressed(site, text), reference, unknownPackage('os-package', text, because));
  }
  const end = written.length;
  const name = text.slice(0, end);
  const from = version === undefined ? -1 : masked.indexOf(version, end);
  const range = version === undefined ? null : { start: from, end: from + version.length };
  const asked = range && `${operator === '=' ? '' : operator}${text.slice(range.start, range.end)}`;
  const isFolded = type !== 'rpm' && !written.includes('\0');
  return referenceFact(addressed(site, name), reference, {
    kind: 'os-package',
    name: `${type}/${isFolded ? name.toLowerCase() : name}`,
    ...versionParts(site, reference, range, asked),
    ...unresolvedIn(reference, { start: 0, end }, range),
  });
}
