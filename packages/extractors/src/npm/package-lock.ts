import {
  entries,
  type FileProblem,
  get,
  type MapNode,
  mapOf,
  type Node,
  parseJson,
  readDocuments,
  type ScalarNode,
  type SourceFile,
  textOf,
} from '@fineprint/core';
import { chosenPackage } from './chosen.ts';
import type { NpmFact } from './facts.ts';

/** Reads `package-lock.json` and `npm-shrinkwrap.json` (https://docs.npmjs.com/cli/configuring-npm/package-lock-json). */
export function readPackageLock(file: SourceFile): Iterable<NpmFact | FileProblem> {
  return readDocuments(file, parseJson, (root) => readLock(file, root));
}

/** A package with the path at which it is installed; a link leads to where it lies in the repository. */
interface Installed {
  readonly path: string;
  readonly key: ScalarNode;
  readonly map: MapNode;
  /** The key that lists what it needs; `null` where this lockfile lists it nowhere. */
  readonly list: string | null;
}

function* readLock(file: SourceFile, root: Node): Iterable<NpmFact | FileProblem> {
  const packages = mapOf(root, 'packages');
  const installed = packages
    ? entries(packages).flatMap(({ key, value }): readonly Installed[] =>
        key.text !== '' && value.is === 'map'
          ? [{ path: key.text, key, map: value, list: 'dependencies' }]
          : [],
      )
    : [...nested(root, '', textOf(root, 'requires') === 'true' ? 'requires' : null)];
  const paths = new Set(installed.map(({ path }) => path));
  const budget = { steps: mostSteps };
  for (const each of installed)
    yield installedFact(file, each, (name) => installedPath(each.path, name, paths, budget));
  if (budget.steps <= 0) {
    const message = 'The packages stand too deep in each other to find out which of them need which.';
    yield file.problem('limit-reached', message, { start: 0, end: 0 });
  }
}

// A hundred times what the largest lockfiles take: most packages are found one or two directories above.
const mostSteps = 2_000_000;

/** Until npm 7 packages stood in each other, as their directories do; before npm 5 none said what it requires. */
function* nested(node: Node, under: string, list: string | null): Iterable<Installed> {
  for (const { key, value } of entries(node, 'dependencies')) {
    if (value.is !== 'map') continue;
    const path = `${under}node_modules/${key.text}`;
    yield { path, key, map: value, list };
    yield* nested(value, `${path}/`, list);
  }
}

function installedFact(
  file: SourceFile,
  { path, key, map, list }: Installed,
  find: (name: string) => string | undefined,
): NpmFact {
  const needed = (list: string) => entries(map, list).flatMap(({ key }) => find(key.text) ?? []);
  // Peers may do without being installed; what else is needed and is not there is missing in the lockfile.
  const required = (list: string) =>
    entries(map, list).map(({ key }) => find(key.text) ?? `node_modules/${key.text}`);
  const needs = list === null ? null : [...required(list), ...needed('peerDependencies')];
  const optionalNeeds = needed('optionalDependencies');
  const link = textOf(map, 'link') === 'true' ? textOf(map, 'resolved') : undefined;
  const isPlain = !path.includes('node_modules/');
  const name = textOf(map, 'name') ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const is = (mark: string) => textOf(map, mark) === 'true';
  return chosenPackage(file, {
    key,
    ids: [path],
    name,
    version: textOf(map, 'version') ?? null,
    resolved: textOf(map, 'resolved') ?? null,
    integrity: textOf(map, 'integrity') ?? null,
    license: licenseOf(map),
    needs: link === undefined ? needs : [link],
    optionalNeeds,
    scope: is('dev') ? 'excluded' : is('optional') || is('devOptional') ? 'optional' : null,
    isOwn: isPlain || link !== undefined,
    // What lies packed in another package is covered by its hash.
    isUnhashed: is('inBundle') || is('bundled'),
  });
}

function licenseOf(map: MapNode): string | null {
  const license = get(map, 'license');
  return license?.is === 'scalar' && !license.isNull ? license.text : null;
}

/** Where Node finds a package that code in a directory asks for: in `node_modules` there, or in a directory above. */
export function installedPath(
  from: string,
  name: string,
  paths: { has(path: string): boolean },
  budget = { steps: mostSteps },
): string | undefined {
  let directory = from;
  while (budget.steps > 0) {
    budget.steps -= 1 + (directory.length >> 6);
    const path = `${directory === '' ? '' : `${directory}/`}node_modules/${name}`;
    if (paths.has(path)) return path;
    if (directory === '') return undefined;
    const slash = directory.lastIndexOf('/');
    directory = slash < 0 ? '' : directory.slice(0, slash);
  }
  return undefined;
}
