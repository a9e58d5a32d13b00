export { type Commit, timeOf } from './commit.ts';
export { type CommitPlace, commitRoot } from './commit-tree.ts';
export {
  type FilledRepository,
  type ListedEntry,
  treeBytes,
  withFetchedObjects,
} from './fetched-objects.ts';
export { mergeBase } from './merge-base.ts';
export { refNames } from './refs.ts';
export {
  type CommitOutcome,
  commitAt,
  isPartial,
  openRepository,
  type Repository,
} from './repository.ts';
export { resolveRevision } from './revision.ts';
export { readTree } from './tree.ts';
