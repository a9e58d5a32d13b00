export { claim } from './claim.ts';
export { type Decoded, decode, type Encoding, encode } from './decode.ts';
export {
  type DiscoverCounts,
  type Discovered,
  type DiscoveredFile,
  type DiscoveredLink,
  type DiscoverOptions,
  discover,
} from './discover.ts';
export * from './git/index.ts';
export { findGitDir, type GitDir, type GitDirOutcome, openBareGitDir, prefixIn } from './git-dir.ts';
export { type GitHead, readGitHead } from './git-head.ts';
export { compileGlobs, type GlobSet, globDefect } from './globs.ts';
export { emptyRoot } from './packed-tree.ts';
export {
  defaultMaxBytes,
  type FileName,
  type FileStamp,
  isThere,
  objectInside,
  type ReadOptions,
  type ReadOutcome,
  readFileInside,
  stampInside,
} from './read-file.ts';
export { followLink, type LinkTarget, openRoot, type Root } from './root.ts';
export { compileWords, type WordScan } from './word-scan.ts';
