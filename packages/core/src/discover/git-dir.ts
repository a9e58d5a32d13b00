import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { type GitConfig, parseGitConfig } from './git-config.ts';
import { readFileInside } from './read-file.ts';
import { liesIn, openRoot, type Root } from './root.ts';

/** A repository's git data. Only files of fixed names are read in it, and only git's own formats come out of it. */
export interface GitDir {
  /** Directory whose files the index names. */
  readonly workTree: string;
  /** Where `HEAD` and `index` lie. */
  readonly own: Root;
  /** Where `config`, `packed-refs` and `objects` lie: another directory for a further work tree. */
  readonly common: Root;
  readonly config: GitConfig;
}

/** Outcome of looking for git data in one directory. */
export type GitDirOutcome =
  | { readonly is: 'found'; readonly git: GitDir }
  | { readonly is: 'none' }
  | { readonly is: 'unusable'; readonly because: string };

const maxPointerBytes = 8192;
const maxConfigBytes = 1_000_000;
const maxParents = 256;
const pointer = /^gitdir: (?<path>[^\r\n]+)\r?\n*$/;

/**
 * Looks for `.git` in a directory and, if told, above it. Above, only a repository of the same owner counts:
 * otherwise whoever can write to `/tmp` could say which files of `/tmp/x` are ignored.
 */
export function findGitDir(directory: string, where: 'above' | 'here'): GitDirOutcome {
  const owner = lstatSync(directory).uid;
  let workTree = directory;
  for (let step = 0; step < maxParents; step += 1) {
    const found = openGitDir(workTree);
    if (found.is !== 'none') {
      if (step === 0 || found.is !== 'found' || lstatSync(workTree).uid === owner) return found;
      return {
        is: 'unusable',
        because: 'A repository above the root belongs to another user and was not used.',
      };
    }
    const parent = dirname(workTree);
    if (where === 'here' || parent === workTree) break;
    workTree = parent;
  }
  return { is: 'none' };
}

/** Opens the git data of one work tree; `within`, for nested repositories, is where it must lie. */
export function openGitDir(workTree: string, within?: string): GitDirOutcome {
  const path = join(workTree, '.git');
  const entry = lstatSync(path, { throwIfNoEntry: false });
  if (!entry) return { is: 'none' };
  if (entry.isDirectory()) {
    // A directory without HEAD is none to git either; it looks further up.
    if (!lstatSync(join(path, 'HEAD'), { throwIfNoEntry: false })) return { is: 'none' };
    return describe(workTree, path, path);
  }
  if (!entry.isFile()) return { is: 'unusable', because: '".git" is neither a directory nor a file.' };
  return followPointer(workTree, path, within);
}

/**
 * Follows `.git` where it is a file (`gitdir: …`), as in submodules and further work trees. It may name any
 * place of the machine, and what comes with a scanned archive would then speak of a stranger's repository. So
 * a directory outside counts only if it points back, as `git worktree` and `git submodule` see to.
 */
function followPointer(workTree: string, path: string, within: string | undefined): GitDirOutcome {
  const text = readText(openRoot(workTree), '.git', maxPointerBytes);
  const named = text === undefined ? undefined : pointer.exec(text)?.groups?.path;
  if (named === undefined)
    return { is: 'unusable', because: '".git" is a file that names no git directory.' };
  const target = resolve(workTree, named);
  if (!lstatSync(target, { throwIfNoEntry: false })?.isDirectory()) {
    return { is: 'unusable', because: '".git" names a directory that is not there.' };
  }
  const own = realpathSync.native(target);
  const common = commonOf(own);
  const outcome = describe(workTree, own, common);
  if (outcome.is !== 'found') return outcome;
  const inside = liesIn(within ?? workTree, own);
  if (inside || pointsBack(own, outcome.git.config, workTree, path)) return outcome;
  return { is: 'unusable', because: '".git" names a git directory that does not point back.' };
}

function pointsBack(own: string, config: GitConfig, workTree: string, path: string): boolean {
  const backLink = readText(openRoot(own), 'gitdir', maxPointerBytes)?.trim();
  if (backLink !== undefined) return resolve(own, backLink) === path;
  const configured = config.get('core.worktree');
  return configured !== undefined && resolve(own, configured) === workTree;
}

/** A further work tree keeps its own data in `<common>/worktrees/<name>`; `commondir` may name nothing else. */
function commonOf(own: string): string {
  const named = readText(openRoot(own), 'commondir', maxPointerBytes)?.trim();
  const parent = dirname(own);
  const common = dirname(parent);
  return named !== undefined && basename(parent) === 'worktrees' && resolve(own, named) === common
    ? common
    : own;
}

function describe(workTree: string, own: string, common: string): GitDirOutcome {
  const commonRoot = openRoot(common);
  const config = parseGitConfig(readText(commonRoot, 'config', maxConfigBytes) ?? '');
  return { is: 'found', git: { workTree, own: openRoot(own), common: commonRoot, config } };
}

/** Opens the git data of a bare repository that this program itself made of a remote one. */
export function openBareGitDir(directory: string, url: string): GitDir {
  const own = openRoot(directory);
  return { workTree: own.directory, own, common: own, config: new Map([['remote.origin.url', url]]) };
}

/** Text of a file of fixed name in a git directory, or `undefined` where there is none that can be read. */
export function readText(root: Root, path: string, maxBytes: number): string | undefined {
  const outcome = readFileInside(root, path, { maxBytes });
  return outcome.is === 'bytes' ? outcome.bytes.toString('utf8') : undefined;
}

/** Path of a directory as the index of the repository above it spells it: with `/`, empty for the work tree itself. */
export function prefixIn(workTree: string, directory: string): string {
  return relative(workTree, directory).split(sep).join('/');
}
