import {
  entries,
  type FileProblem,
  type MapNode,
  mapOf,
  type Node,
  parseYaml,
  type ResolvedEntry,
  readDocuments,
  type SourceFile,
  textOf,
} from '@fineprint/core';
import { chosenPackage } from './chosen.ts';
import type { NpmFact } from './facts.ts';

/** Reads `pnpm-lock.yaml` of the versions 5 to 9 (https://github.com/pnpm/spec/tree/master/lockfile). */
export function readPnpmLock(file: SourceFile): Iterable<NpmFact | FileProblem> {
  return readDocuments(file, parseYaml, (root) => readLock(file, root));
}

function* readLock(file: SourceFile, root: Node): Iterable<NpmFact> {
  const importers = mapOf(root, 'importers');
  if (!importers && mapOf(root)) yield importerFact(file, '.', mapOf(root));
  for (const { key, value } of entries(importers)) yield importerFact(file, key.text, mapOf(value));
  const snapshots = snapshotsOf(root);
  const packages = entries(root, 'packages');
  const known = new Set(packages.map(({ key }) => key.text));
  for (const { key, value } of packages) {
    if (value.is !== 'map') continue;
    // Since version 9 what a package needs stands apart from it, once for each set of peers that it was given.
    const resolutions = snapshots.get(withoutPeers(key.text)) ?? [value];
    yield chosenFact(file, { key, value }, resolutions, known);
  }
}

function snapshotsOf(root: Node): ReadonlyMap<string, readonly MapNode[]> {
  const maps = entries(root, 'snapshots').flatMap(({ key, value }) =>
    value.is === 'map' ? [{ id: withoutPeers(key.text), value }] : [],
  );
  return new Map(
    [...Map.groupBy(maps, ({ id }) => id)].map(([id, group]) => [id, group.map(({ value }) => value)]),
  );
}

function importerFact(file: SourceFile, path: string, importer: MapNode | undefined): NpmFact {
  const chosen = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((list) =>
    entries(importer, list).flatMap(({ key, value }) => {
      const version = value.is === 'map' ? textOf(value, 'version') : textOf(value);
      return version === undefined ? [] : [[key.text, idsOf(key.text, version)] as const];
    }),
  );
  const place = file.place(importer ?? { start: 0, end: 0 });
  return { is: 'importer', path, chosen, place: { ...place, end: place.start } };
}

/**
 * The ids under which a choice may stand: a version alone means a package of that name; `/name@version` (of 5: a slash
 * in place of the `@`) or a URL is an alias, or comes from elsewhere.
 */
function idsOf(name: string, version: string): readonly string[] {
  if (/^(?:link|file|workspace):/.test(version)) return [];
  const ids = [version, `${name}@${version}`, `/${name}@${version}`, `/${name}/${version}`, `/${version}`];
  const plain = ids.map(withoutPeers);
  return [...new Set([...ids, ...plain])];
}

function withoutPeers(id: string): string {
  const peers = id.indexOf('(');
  return peers < 0 ? id : id.slice(0, peers);
}

function chosenFact(
  file: SourceFile,
  { key, value: entry }: ResolvedEntry,
  resolutions: readonly MapNode[],
  known: ReadonlySet<string>,
): NpmFact {
  const { name, version } = nameAndVersion(key.text, entry);
  const needs = (list: string) => {
    const ids = resolutions.flatMap((each) =>
      entries(each, list).flatMap(({ key, value }) => {
        const id = value.is === 'scalar' && idsOf(key.text, value.text).find((each) => known.has(each));
        return id || [];
      }),
    );
    return [...new Set(ids)];
  };
  const repository = textOf(entry, 'resolution', 'repo');
  const commit = textOf(entry, 'resolution', 'commit');
  return chosenPackage(file, {
    key,
    ids: [key.text],
    name,
    version,
    resolved:
      repository && commit ? `${repository}#${commit}` : (textOf(entry, 'resolution', 'tarball') ?? null),
    integrity: textOf(entry, 'resolution', 'integrity') ?? null,
    needs: needs('dependencies'),
    optionalNeeds: needs('optionalDependencies'),
    scope:
      textOf(entry, 'dev') === 'true' ? 'excluded' : textOf(entry, 'optional') === 'true' ? 'optional' : null,
    isOwn: mapOf(entry, 'resolution') !== undefined && textOf(entry, 'resolution', 'directory') !== undefined,
  });
}

// `/@scope/name/1.2.3_peers`, `/@scope/name@1.2.3(peers)`, `@scope/name@1.2.3`.
const depPath = /^\/?(?<name>(?:@[^/@]+\/)?[^/@]+)[@/](?<version>[^_(]+)/;

function nameAndVersion(id: string, entry: Node): { name: string; version: string | null } {
  const { name = id, version = null } = depPath.exec(id)?.groups ?? {};
  const isElsewhere = version === null || /[:/]/.test(version);
  return {
    name: textOf(entry, 'name') ?? name,
    version: textOf(entry, 'version') ?? (isElsewhere ? null : version),
  };
}
