import { lstatSync } from 'node:fs';
import { basename } from 'node:path';
import { compareText } from '../model/location.ts';
import { type Problem, problem } from '../model/problem.ts';
import { findGitDir, type GitDir, prefixIn } from './git-dir.ts';
import { type GitHead, readGitHead } from './git-head.ts';
import { readGitIndex } from './git-index.ts';
import { compileGlobs } from './globs.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { PackedTree } from './packed-tree.ts';
import { absolute, liesIn, openRoot, type Root } from './root.ts';
import {
  inWorkTree,
  isTracked,
  readRepositoryRules,
  readRulesAbove,
  type Tracking,
  trackingAll,
  trackingOf,
} from './tracking.ts';
import { type Walked, type WalkMeans, walk } from './walk.ts';

/** File to be claimed; nothing of it was read yet, not even its size. */
export interface DiscoveredFile {
  /** Relative to the root, with `/`; bytes that are no UTF-8 stand as `%ff`. Unique. */
  readonly path: string;
  /** Whether git's index names it; `null` without an index. */
  readonly tracked: boolean | null;
  /** The path's own bytes where they are no UTF-8, else `null`. */
  readonly rawPath: Buffer | null;
}

/**
 * Symbolic link to something inside the root. What it leads to is discovered where it lies, so the link itself
 * is no file; a name that only the link has (`Dockerfile` -> `images/web.docker`) still deserves a claim.
 */
export interface DiscoveredLink {
  readonly path: string;
  readonly target: string;
  readonly type: 'file' | 'directory';
}

/** What was left out, and how much was seen. Ignored and excluded directories count once, with all that is in them. */
export interface DiscoverCounts {
  readonly files: number;
  readonly links: number;
  readonly directories: number;
  readonly ignored: number;
  readonly excluded: number;
  readonly toolFilled: number;
}

/** Everything under a root that stages may read; lists are sorted by code unit. */
export interface Discovered {
  readonly root: Root;
  /** Name of the scanned directory or file. */
  readonly name: string;
  readonly files: readonly DiscoveredFile[];
  readonly links: readonly DiscoveredLink[];
  /** Directories and archives that tools fill (`node_modules`, `charts/a-1.0.0.tgz`): not scanned, but looked into. */
  readonly toolFilled: readonly string[];
  /** Directories that are repositories of their own: submodules and nested clones; their files are among `files`. */
  readonly repositories: readonly string[];
  readonly ignored: readonly string[];
  readonly excluded: readonly string[];
  readonly counts: DiscoverCounts;
  readonly git: GitHead | null;
  /** The commit that git's index holds each submodule at, by its path. */
  readonly submodules: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

export interface DiscoverOptions {
  /** Globs of the settings and of `--exclude`; one without `/` holds at every depth, as in `.gitignore`. */
  readonly exclude?: readonly string[];
  readonly maxFiles?: number;
  readonly maxDepth?: number;
  /** `above` (default) looks for the repository in the directories above the root too, `here` only in the root, `none` nowhere. */
  readonly git?: 'above' | 'here' | 'none';
  /** Directory inside the root, no link, that is walked instead of the whole; paths stay relative to the root. */
  readonly within?: string;
}

const defaultMaxFiles = 200_000;
const defaultMaxDepth = 256;

/**
 * Discovers what is to be scanned under a directory, or a single file. Tracked files are always listed, ignored
 * ones only if they are tracked. Without an index nobody knows what is tracked, so `.gitignore` then hides
 * nothing. Throws what `fs` throws if the root is not there.
 */
export function discover(rootOrPath: Root | string, options: DiscoverOptions = {}): Discovered {
  const root = typeof rootOrPath === 'string' ? openRoot(rootOrPath) : rootOrPath;
  const repository = root.packed
    ? repositoryOfPacked(root.packed, options)
    : readRepository(root, options.git ?? 'above');
  const within = options.within ?? '';
  const walked =
    root.file === null || within !== ''
      ? walk({ path: within, rawPath: null, ...repository }, meansOf(root, options, repository.git))
      : singleFile(root.file, repository.tracking);
  const problems = [...repository.problems, ...walked.problems];
  if (root.file === null) problems.push(...notCheckedOut(root, repository.tracking));
  return {
    root,
    name: root.file ?? root.packed?.commit?.name ?? basename(root.directory),
    files: walked.files.sort((a, b) => compareText(a.path, b.path)),
    links: walked.links.sort((a, b) => compareText(a.path, b.path)),
    toolFilled: walked.toolFilled.sort(compareText),
    repositories: walked.repositories.sort(compareText),
    ignored: walked.ignored.sort(compareText),
    excluded: walked.excluded.sort(compareText),
    counts: {
      files: walked.files.length,
      links: walked.links.length,
      directories: walked.directories,
      ignored: walked.ignored.length,
      excluded: walked.excluded.length,
      toolFilled: walked.toolFilled.length,
    },
    git: headOf(root, repository),
    submodules: submodulesOf(repository.tracking),
    problems,
  };
}

/** The commits of submodules by their paths below the root. */
function submodulesOf(tracking: Tracking | null): ReadonlyMap<string, string> {
  const { prefix, index } = tracking ?? { prefix: '', index: null };
  const all = [...(index?.submodules ?? [])].filter(([path]) => path.startsWith(prefix));
  return new Map(all.map(([path, commit]) => [path.slice(prefix.length), commit]));
}

/** A scan of a part (`none`) tells nothing of a repository. */
function headOf({ packed }: Root, { git, tracking }: Repository): GitHead | null {
  if (packed) return tracking && (packed.commit?.head ?? null);
  return git && readGitHead(git);
}

interface Repository {
  readonly git: GitDir | null;
  readonly tracking: Tracking | null;
  readonly rules: IgnoreRules | null;
  readonly problems: readonly Problem[];
}

function repositoryOfPacked({ commit }: PackedTree, options: DiscoverOptions): Repository {
  const tracking = commit && options.git !== 'none' ? trackingAll(commit) : null;
  return { git: null, tracking, rules: null, problems: [] };
}

function readRepository(root: Root, where: 'above' | 'here' | 'none'): Repository {
  const nothing = { git: null, tracking: null, rules: null, problems: [] };
  if (where === 'none') return nothing;
  const found = findGitDir(root.directory, where);
  if (found.is === 'none') return nothing;
  if (found.is === 'unusable') return { ...nothing, problems: [withoutIndex(found.because)] };
  const { git } = found;
  const read = readGitIndex(git);
  if (read.is === 'unusable') return { ...nothing, git, problems: [withoutIndex(read.because)] };
  const inTree = prefixIn(git.workTree, root.directory);
  const rules = readRulesAbove(openRoot(git.workTree), inTree, readRepositoryRules(git));
  return { git, tracking: trackingOf(read.index, 0, inTree === '' ? '' : `${inTree}/`), rules, problems: [] };
}

function withoutIndex(because: string): Problem {
  return problem('git-data-unreadable', `${because} All files were scanned, ignored ones too.`, null);
}

function meansOf(root: Root, options: DiscoverOptions, git: GitDir | null): WalkMeans {
  return {
    root,
    exclude: excluding(options.exclude ?? []),
    maxFiles: options.maxFiles ?? defaultMaxFiles,
    maxDepth: options.maxDepth ?? defaultMaxDepth,
    nestedGit: options.git !== 'none' && !root.packed,
    gitWithin: git && !liesIn(root.directory, git.common.directory) ? git.common.directory : root.directory,
  };
}

/** A pattern without `/` holds at every depth, one that ends in `/` for directories only; the rest lies below the root. */
function excluding(patterns: readonly string[]): WalkMeans['exclude'] {
  if (patterns.length === 0) return null;
  const forAll = compileGlobs(patterns.filter((pattern) => !pattern.endsWith('/')).map(anchored));
  const forDirectories = compileGlobs(patterns.filter((pattern) => pattern.endsWith('/')).map(anchored));
  return (path, isDirectory) => forAll.some(path) || (isDirectory && forDirectories.some(path));
}

function anchored(pattern: string): string {
  const bare = pattern.endsWith('/') ? pattern.slice(0, -1) : pattern;
  if (bare.startsWith('/')) return bare.slice(1);
  return bare.includes('/') ? bare.replace(/^\.\//, '') : `**/${bare}`;
}

function singleFile(path: string, tracking: Tracking | null): Walked {
  const tracked = tracking && isTracked(tracking, inWorkTree(tracking, path), false);
  const none = { links: [], toolFilled: [], repositories: [], ignored: [], excluded: [], problems: [] };
  return { files: [{ path, tracked, rawPath: null }], directories: 0, ...none };
}

/** Says what the repository has and the disk has not, because it was left out on purpose and not deleted. */
function* notCheckedOut(root: Root, tracking: Tracking | null): Iterable<Problem> {
  if (!tracking) return;
  const { index, prefix } = tracking;
  const missing = [...index.notCheckedOut].filter(
    (path) => path.startsWith(prefix) && !exists(root, path.slice(prefix.length)),
  );
  if (missing.length > 0) {
    const what = `${missing.length} tracked ${missing.length === 1 ? 'path' : 'paths'}`;
    yield problem(
      'file-unreadable',
      `A sparse checkout leaves out ${what}; nothing of that was scanned.`,
      null,
    );
  }
  for (const path of [...index.submodules.keys()].sort(compareText)) {
    if (!path.startsWith(prefix) || exists(root, `${path.slice(prefix.length)}/.git`)) continue;
    yield problem(
      'git-data-unreadable',
      `The submodule "${path}" is not checked out; nothing in it was scanned.`,
      null,
    );
  }
}

function exists(root: Root, path: string): boolean {
  if (root.packed) return root.packed.typeOf(path) !== undefined;
  return lstatSync(absolute(root, path), { throwIfNoEntry: false }) !== undefined;
}
