import type { Commit } from './commit.ts';
import { type CommitOutcome, commitAt, parentsOf, type Repository } from './repository.ts';

const fromFirst = 1;
const fromSecond = 2;
const fromBoth = fromFirst | fromSecond;
/** It lies behind a common ancestor. */
const behind = 4;

/** A pull request is a few commits long; where a history is followed further, something else is compared. */
const maxCommits = 200_000;

/**
 * Finds the newest commit that is an ancestor of both (`git merge-base`); of several that are no ancestors of each other,
 * the one that was committed last.
 */
export function mergeBase(repository: Repository, first: Commit, second: Commit): CommitOutcome {
  if (first.id === second.id) return { is: 'commit', commit: first };
  const painted = paint(repository, first, [second]);
  if (typeof painted === 'string') return { is: 'unknown', because: painted };
  const { found, isCut } = painted;
  const best = found.length > 1 ? withoutAncestors(repository, found) : found;
  if (typeof best === 'string') return { is: 'unknown', because: best };
  const [newest] = [...best].sort(byTime);
  if (newest) return { is: 'commit', commit: newest };
  return {
    is: 'unknown',
    because: isCut
      ? 'This clone is shallow and does not reach back to a commit that both have: "git fetch --unshallow" gets the rest ("fetch-depth: 0" in actions/checkout).'
      : 'Their histories have no commit in common.',
  };
}

/** Newest first; ties by id, so that the answer is always the same. */
function byTime(a: Commit, b: Commit): number {
  return b.seconds - a.seconds || (a.id < b.id ? -1 : 1);
}

/** Follows both histories, newest commits first, until all that is left lies behind a common ancestor. */
function paint(
  repository: Repository,
  first: Commit,
  others: readonly Commit[],
): { readonly found: readonly Commit[]; readonly isCut: boolean } | string {
  const front = openFront();
  const found = new Map<string, Commit>();
  let isCut = false;
  front.add(first, fromFirst);
  for (const other of others) front.add(other, fromSecond);
  let steps = 0;
  for (let commit = front.next(); commit; commit = front.next()) {
    steps += 1;
    if (steps > maxCommits) return `The histories were followed over ${maxCommits} commits without an end.`;
    const flag = front.flagOf(commit.id);
    const isCommon = (flag & fromBoth) === fromBoth;
    if (isCommon && !(flag & behind)) found.set(commit.id, commit);
    const passed = isCommon ? flag | behind : flag;
    isCut ||= repository.shallow.has(commit.id);
    for (const id of parentsOf(repository, commit)) {
      if ((front.flagOf(id) | passed) === front.flagOf(id)) continue;
      const parent = commitAt(repository, id, id);
      if (parent.is === 'unknown') return parent.because;
      front.add(parent.commit, passed);
    }
  }
  return { found: [...found.values()].filter(({ id }) => !(front.flagOf(id) & behind)), isCut };
}

/** Commits that are to be followed further, and what is known of all that were met. */
interface Front {
  add(commit: Commit, flag: number): void;
  /** The newest one; `undefined` once all that is left lies behind a common ancestor. */
  next(): Commit | undefined;
  flagOf(id: string): number;
}

function openFront(): Front {
  const flags = new Map<string, number>();
  const queue = new CommitQueue();
  const queued = new Set<string>();
  const flagOf = (id: string) => flags.get(id) ?? 0;
  /** How many of the queue do not lie behind. */
  let open = 0;
  return {
    flagOf,
    add(commit, flag) {
      const before = flagOf(commit.id);
      const after = before | flag;
      flags.set(commit.id, after);
      if (!queued.has(commit.id)) {
        queue.push(commit);
        queued.add(commit.id);
        if (!(after & behind)) open += 1;
      } else if (after & behind && !(before & behind)) open -= 1;
    },
    next() {
      const commit = open > 0 ? queue.pop() : undefined;
      if (!commit) return undefined;
      queued.delete(commit.id);
      if (!(flagOf(commit.id) & behind)) open -= 1;
      return commit;
    },
  };
}

/** Where clocks went wrong, an ancestor of another may be among them. */
function withoutAncestors(repository: Repository, commits: readonly Commit[]): readonly Commit[] | string {
  const kept: Commit[] = [];
  for (const commit of commits) {
    const others = commits.filter(({ id }) => id !== commit.id);
    const painted = paint(repository, commit, others);
    if (typeof painted === 'string') return painted;
    // It is an ancestor of another if all that they have in common is the commit itself.
    if (!painted.found.some(({ id }) => id === commit.id)) kept.push(commit);
  }
  return kept;
}

/** A heap of commits, the newest on top. */
class CommitQueue {
  readonly #heap: Commit[] = [];

  push(commit: Commit): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push(commit);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const other = heap[above];
      if (!other || byTime(commit, other) >= 0) break;
      heap[at] = other;
      at = above;
    }
    heap[at] = commit;
  }

  pop(): Commit | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (!last || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const child = right && left && byTime(right, left) < 0 ? right : left;
      if (!child || byTime(last, child) <= 0) break;
      heap[at] = child;
      at = child === left ? 2 * at + 1 : 2 * at + 2;
    }
    heap[at] = last;
    return top;
  }
}
