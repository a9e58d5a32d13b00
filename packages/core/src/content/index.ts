export { archiveHash } from './archive-content.ts';
export { type Hashed, hashRoom } from './content.ts';
export { type ContentReader, type CurrentContent, openContentReader } from './current.ts';
export {
  askedFor,
  type ContentEntry,
  type ContentLock,
  contentLockName,
  entryId,
  lockableAs,
} from './lock.ts';
export { directoryHash } from './tree-content.ts';
