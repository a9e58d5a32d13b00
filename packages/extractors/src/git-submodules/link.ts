import {
  joinPath,
  type Linked,
  locate,
  type Occurrence,
  parseGitUrl,
  problem,
  repositoryLocation,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { SubmoduleFact } from './facts.ts';

/** Joins each submodule with the commit that git's index holds it at. */
export function* linkSubmodules(unit: UnitFiles<SubmoduleFact>, tree: Tree<SubmoduleFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'git-repository' };
  for (const { path, facts } of unit.files) for (const fact of facts) yield* submodule(path, fact, tree);
}

function* submodule(path: string, fact: SubmoduleFact, tree: Tree<SubmoduleFact>): Iterable<Linked> {
  const at = locate(path, fact.place);
  const url = absoluteUrl(fact.url.text, tree.remote);
  const parsed = url === null ? null : parseGitUrl(url);
  const checkout = joinPath(folderOf(path), fact.path) ?? '';
  const commit = tree.submodules.get(checkout) ?? null;
  const common = {
    is: 'occurrence' as const,
    kind: 'git-source',
    request: fact.branch ? ({ is: 'git-ref', text: fact.branch } as const) : ({ is: 'nothing' } as const),
    ...(commit ? { locked: { version: null, commit, hashes: [] } } : {}),
    ...(isCheckedOut(checkout, tree) ? { contents: checkout } : {}),
    at,
    text: fact.url.text,
    address: `submodule.${fact.name}`,
    usage: 'deployed' as const,
    slots: [],
    ...(commit ? {} : { unpinnable: byIndex }),
    via: [],
  };
  if (parsed && parsed.is !== 'unknown') {
    yield { ...common, name: repositoryLocation(parsed), source: parsed.url };
    return;
  }
  const unresolved = unresolvedBecause(fact.url.text);
  if (url !== null) yield problem('reference-invalid', `"${fact.url.text}" is no URL of a repository.`, at);
  yield { ...common, name: fact.url.text, unresolved };
}

const byIndex =
  'Git pins a submodule in its index, which is not known here or has none for it: commit the submodule.';

/** Whether the scan found files of a submodule: one that is not checked out, or excluded, has none. */
function isCheckedOut(directory: string, tree: Tree<SubmoduleFact>): boolean {
  return directory !== '' && tree.list(directory).some((name) => tree.has(`${directory}/${name}`));
}

function unresolvedBecause(url: string): NonNullable<Occurrence['unresolved']> {
  const because = isRelative.test(url)
    ? 'It is relative to the URL that the repository was cloned from, which is not known.'
    : 'It is no URL of a repository.';
  return { part: 'name', because };
}

const isRelative = /^\.{1,2}\//;

/** `../other.git` stands beside the repository itself, wherever that was cloned from. */
function absoluteUrl(url: string, remote: string | null): string | null {
  if (!isRelative.test(url)) return url;
  if (remote === null) return null;
  const [, host = '', path = ''] = /^([a-z+]+:\/\/[^/]+|[^:/]+(?=:))[/:](.*)$/s.exec(remote) ?? [];
  const joined = joinPath(path, url);
  return host === '' || joined === null ? null : `${host.includes('://') ? `${host}/` : `${host}:`}${joined}`;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0)) || '.';
}
