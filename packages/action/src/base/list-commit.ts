import { type FilledRepository, readTree, treeBytes } from '@fineprint/core';
import type { ListedPath, RemoteCommits } from '../api/commits.ts';
import { type IsLate, severalAtOnce } from './several-at-once.ts';

/** Gives a clone the directories that it lacks of a commit, and lists all that the commit holds; a text says why that cannot be. */
export async function listCommit(
  filled: FilledRepository,
  commits: RemoteCommits,
  top: string,
  isLate: IsLate,
): Promise<readonly ListedPath[] | string> {
  const list = await commits.list(top);
  if (list === null) return listByDirectories(filled, commits, top, isLate);
  return typeof list === 'string' ? list : (addDirectories(filled, top, list) ?? list);
}

/** Makes the directories of a commit from the list of all that it holds; a text says which is not what was listed. */
function addDirectories(filled: FilledRepository, top: string, list: readonly ListedPath[]): string | null {
  const inside = Map.groupBy(list, ({ path }) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
  const directories = [{ path: '', id: top }, ...list.filter(({ type }) => type === 'tree')];
  for (const directory of directories) {
    if (!filled.has(directory.id) && !isAdded(filled, directory, inside.get(directory.path) ?? []))
      return otherwise(directory);
  }
  return null;
}

interface Directory {
  readonly path: string;
  readonly id: string;
}

/** Names that are no UTF-8 are listed as others, and the id tells. */
function isAdded(filled: FilledRepository, { id }: Directory, entries: readonly ListedPath[]): boolean {
  return filled.add(id, 'tree', treeBytes(entries));
}

function otherwise({ path }: Directory): string {
  return `The directory "${path}" of the commit is listed with other entries than it has.`;
}

// As for files: the token of a job may put 1,000 questions an hour.
const mostDirectories = 200;
const mostEntries = 1_000_000;

/** Lists a commit that is too large to be listed at once: level by level, of which the clone has what did not change. */
async function listByDirectories(
  filled: FilledRepository,
  commits: RemoteCommits,
  top: string,
  isLate: IsLate,
): Promise<readonly ListedPath[] | string> {
  const all: ListedPath[] = [];
  const sizes = new Map<string, number>();
  const fetch = async (directory: Directory) => {
    const entries = await commits.directory(directory.id);
    if (typeof entries === 'string') return entries;
    for (const { id, size } of entries) sizes.set(id, size);
    return isAdded(filled, directory, entries) ? null : otherwise(directory);
  };
  let asked = 0;
  for (let level: readonly Directory[] = [{ path: '', id: top }]; level.length > 0; ) {
    const missing = new Map(level.filter(({ id }) => !filled.has(id)).map((each) => [each.id, each]));
    asked += missing.size;
    if (asked > mostDirectories)
      return `It is too large to be listed at once, and differs from this tree in more than ${mostDirectories} directories, which are too many to be listed one by one.`;
    const because = await severalAtOnce(missing.values(), isLate, fetch);
    if (because !== null) return because;
    const first = all.length;
    for (const directory of level) {
      const defect = addEntries(all, filled, directory, sizes);
      if (defect !== null) return defect;
    }
    level = all.slice(first).filter(({ type }) => type === 'tree');
  }
  return all;
}

const modes = { file: '100644', directory: '40000', link: '120000', submodule: '160000' } as const;
const types = { file: 'blob', directory: 'tree', link: 'blob', submodule: 'commit' } as const;

/** Adds what a directory holds to a list; a text says why it cannot be read. */
function addEntries(
  all: ListedPath[],
  { repository }: FilledRepository,
  { path, id }: Directory,
  sizes: ReadonlyMap<string, number>,
): string | null {
  const read = readTree(repository.objects, id);
  if (read.is === 'missing') return `The directory "${path}" of the commit is missing.`;
  if (read.is === 'unusable') return `The directory "${path}" of the commit cannot be used: ${read.because}`;
  if (all.length + read.entries.length > mostEntries)
    return `It holds more than ${mostEntries} files and directories.`;
  for (const entry of read.entries) {
    const name = entry.name.toString('utf8');
    all.push({
      path: path === '' ? name : `${path}/${name}`,
      name,
      mode: modes[entry.type],
      type: types[entry.type],
      id: entry.id,
      size: sizes.get(entry.id) ?? 0,
    });
  }
  return null;
}
