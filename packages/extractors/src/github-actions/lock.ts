import {
  classifyGitRef,
  entries,
  items,
  type Linked,
  locate,
  type Node,
  type Occurrence,
  onceForEach,
  type SourceFile,
  type Tree,
  textOf,
  type UnitFiles,
} from '@fineprint/core';
import type { ActionsFact, LockedFact } from './facts.ts';

/** Where a repository keeps its lock. */
const lockPath = '.github/workflows/actions.lock';

/**
 * Reads the lock that `gh actions-lock` writes (https://docs.github.com/actions/concepts/security/workflow-dependency-lockfiles):
 * the commit of each action that workflows, or actions of theirs, use.
 */
export function* readLock(file: SourceFile, root: Node): Iterable<LockedFact> {
  const uses = entries(root, 'workflows').flatMap(({ key, value }) =>
    items(value).map((item) => ({ workflow: key.text, entry: textOf(item) ?? '' })),
  );
  const usedBy = Map.groupBy(uses, ({ entry }) => entry);
  for (const { key, value } of entries(root, 'dependencies')) {
    const commit = /^sha(?:1|256)-(?<id>[0-9a-f]{40,64})$/.exec(textOf(value, 'commit') ?? '')?.groups?.id;
    if (commit === undefined) continue;
    const workflows = usedBy.get(key.text)?.map(({ workflow }) => workflow) ?? [];
    yield { is: 'locked', entry: key.text, commit, usedBy: workflows, place: file.place(key) };
  }
}

/** What the lock says of the actions that a workflow uses: GitHub runs the commit, wherever a tag has gone since. */
export function withLock(occurrence: Occurrence, tree: Tree<ActionsFact>): Occurrence {
  const { name, subpath, request, via } = occurrence;
  if (occurrence.kind !== 'github-action' || request.is === 'nothing') return occurrence;
  const locks = locksOf(tree);
  const lock =
    locks.get(`${name}@${request.text}`.toLowerCase()) ??
    locks.get(`${name}/${subpath ?? ''}@${request.text}`.toLowerCase());
  // A workflow that was not taken into the lock runs what its refs lead to.
  const isLocked =
    !occurrence.at.path.startsWith('.github/workflows/') || lock?.usedBy.includes(occurrence.at.path);
  if (!lock || !isLocked)
    return locks.size === 0 || isCommit(request.text) ? occurrence : { ...occurrence, lock: unlocked };
  return {
    ...occurrence,
    locked: { version: null, commit: lock.commit, hashes: [] },
    lock: { path: lockPath, says: 'agrees' },
    via: [...via, locate(lockPath, lock.place)],
  };
}

const unlocked = { path: lockPath, says: 'silent' } as const;

function isCommit(ref: string): boolean {
  return classifyGitRef(ref) === 'commit';
}

const locksOf = onceForEach(
  (tree: Tree<ActionsFact>): ReadonlyMap<string, LockedFact> => gather(tree.unit(lockPath)),
);

function gather(unit: UnitFiles<ActionsFact> | undefined): ReadonlyMap<string, LockedFact> {
  const facts = unit?.files.flatMap(({ facts: each }) => each) ?? [];
  return new Map(facts.flatMap((fact) => (fact.is === 'locked' ? [[fact.entry.toLowerCase(), fact]] : [])));
}

const entryForm = /^(?<owner>[^/@]+)\/(?<repository>[^/@]+)(?:\/(?<path>[^@]+))?@(?<ref>.+)$/;

/** What only other actions use stands in the lock alone. */
export function* lockedOccurrence(
  path: string,
  { entry, commit, usedBy, place }: LockedFact,
): Iterable<Linked> {
  const { owner, repository, path: subpath, ref } = entryForm.exec(entry)?.groups ?? {};
  if (usedBy.length > 0 || owner === undefined || repository === undefined || ref === undefined) return;
  yield {
    is: 'occurrence',
    kind: 'github-action',
    name: `${owner}/${repository}`,
    ...(subpath ? { subpath } : {}),
    source: `https://github.com/${owner}/${repository}`,
    request: { is: 'git-ref', text: ref },
    locked: { version: null, commit, hashes: [] },
    lock: { path, says: 'agrees' },
    at: locate(path, place),
    text: entry,
    address: `dependencies.${owner}/${repository}`,
    usage: 'ci',
    slots: [],
    via: [],
  };
}
