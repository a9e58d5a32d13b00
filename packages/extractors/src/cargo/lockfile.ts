import {
  type ChosenFact,
  type FileProblem,
  items,
  type Node,
  parseGitUrl,
  parseToml,
  readDocuments,
  repositoryLocation,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';

/** Reads `Cargo.lock` of the versions 1 to 4. */
export function readLockfile(file: SourceFile): Iterable<ChosenFact | FileProblem> {
  return readDocuments(file, parseToml, (root) => readPackages(file, root));
}

/** A package with the words by which others mean it. */
interface LockedCrate {
  readonly at: ScalarNode;
  readonly table: Node;
  readonly name: string;
  readonly version: string;
  readonly source: string | undefined;
}

function* readPackages(file: SourceFile, root: Node): Iterable<ChosenFact> {
  const crates = items(root, 'package').flatMap((table): readonly LockedCrate[] => {
    const at = scalarOf(table, 'name');
    const version = textOf(table, 'version');
    if (!at || at.isNull || version === undefined) return [];
    return [{ at, table, name: at.text, version, source: textOf(table, 'source') }];
  });
  const byName = Map.groupBy(crates, ({ name }) => name);
  for (const crate of crates) yield chosenCrate(file, root, crate, byName);
}

function chosenCrate(
  file: SourceFile,
  root: Node,
  crate: LockedCrate,
  byName: ReadonlyMap<string, readonly LockedCrate[]>,
): ChosenFact {
  const { at, table, version, source } = crate;
  const needs = items(table, 'dependencies').flatMap((item) =>
    item.is === 'scalar' ? neededId(item.text, byName) : [],
  );
  // Until version 2 checksums stood in a table of their own.
  const checksum =
    textOf(table, 'checksum') ?? textOf(root, 'metadata', `checksum ${crate.name} ${version} (${source})`);
  const { commit, ...identity } = identityOf(crate);
  return {
    is: 'chosen',
    place: file.place(at),
    text: crate.name,
    ids: [idOf(crate)],
    ...identity,
    locked: {
      version,
      ...(commit ? { commit } : {}),
      hashes: checksum && /^[0-9a-f]{64}$/.test(checksum) ? [`sha256:${checksum}`] : [],
    },
    needs,
    ...(source === undefined ? { isOwn: true } : {}),
  };
}

function idOf({ name, version, source }: LockedCrate): string {
  return `${name} ${version}${source === undefined ? '' : ` (${source})`}`;
}

/** `name`, `name version` or `name version (source)`, as short as it is clear. */
function neededId(text: string, byName: ReadonlyMap<string, readonly LockedCrate[]>): readonly string[] {
  const [name = '', version, ...source] = text.split(' ');
  const found = byName
    .get(name)
    ?.find(
      (crate) =>
        (version === undefined || crate.version === version) &&
        (source.length === 0 || `(${crate.source})` === source.join(' ')),
    );
  return found ? [idOf(found)] : [];
}

const index = /^(?:registry|sparse)\+https?:\/\/(?:[^/@]*@)?(?<host>[^/?#]+)(?<path>[^?#]*)/;

function identityOf({ name, source = '' }: LockedCrate): {
  kind: string;
  name: string;
  source?: string;
  commit?: string;
} {
  const commit = /#(?<commit>[0-9a-f]{40})$/.exec(source)?.groups?.commit;
  const git = source.startsWith('git+')
    ? parseGitUrl(source.slice('git+'.length).replace(/[?#].*$/s, ''))
    : null;
  if (git && git.is !== 'unknown')
    return {
      kind: 'git-source',
      name: repositoryLocation(git),
      source: git.url,
      ...(commit ? { commit } : {}),
    };
  const { host, path } = index.exec(source)?.groups ?? {};
  // The index of crates.io lies in a repository of GitHub, or at a host of its own.
  const isDefault = path?.startsWith('/rust-lang/crates.io-index') || host === 'index.crates.io';
  return {
    kind: 'library',
    name: `cargo/${name}`,
    ...(host ? { source: isDefault ? 'crates.io' : host } : {}),
  };
}
