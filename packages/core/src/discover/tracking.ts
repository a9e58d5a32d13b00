import { lstatSync } from 'node:fs';
import { type Problem, problem } from '../model/problem.ts';
import { type GitDir, readText } from './git-dir.ts';
import type { GitIndex } from './git-index.ts';
import { type IgnoreRules, isIgnored, parseIgnoreRules } from './ignore-rules.ts';
import type { CommitFacts } from './packed-tree.ts';
import { readFileInside } from './read-file.ts';
import { absolute, type Root } from './root.ts';

/** What one repository says about the files under a directory: which it tracks, and which it ignores. */
export interface Tracking {
  /** Turns a path of the walk into one of the work tree: cut so many characters off, put this before. */
  readonly cut: number;
  readonly prefix: string;
  readonly index: Pick<GitIndex, 'notCheckedOut' | 'submodules'> & { readonly files: Paths };
  /** Directories that hold tracked files at any depth. */
  readonly directories: Paths;
}

interface Paths {
  has(path: string): boolean;
}

/** What a commit says about its own files: it tracks all of them. */
export function trackingAll({ prefix, submodules }: CommitFacts): Tracking {
  const all = { has: () => true };
  return {
    cut: 0,
    prefix,
    index: { files: all, notCheckedOut: new Set(), submodules },
    directories: all,
  };
}

const maxIgnoreBytes = 1_000_000;

/** Prepares an index for a walk. */
export function trackingOf(index: GitIndex, cut: number, prefix: string): Tracking {
  const directories = new Set<string>();
  for (const set of [index.files, index.submodules.keys()]) {
    for (const path of set) {
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const directory = path.slice(0, end);
        if (directories.has(directory)) break;
        directories.add(directory);
      }
    }
  }
  for (const path of index.submodules.keys()) directories.add(path);
  return { cut, prefix, index, directories };
}

/** Spells a path of the walk as the repository does. */
export function inWorkTree({ cut, prefix }: Tracking, path: string): string {
  return cut === 0 && prefix === '' ? path : prefix + path.slice(cut);
}

/** Whether the repository tracks a file, or anything in a directory. */
export function isTracked({ index, directories }: Tracking, path: string, isDirectory: boolean): boolean {
  const set = isDirectory ? directories : index.files;
  // Git on macOS tracks composed names where the file system lists decomposed ones.
  return set.has(path) || (/[^\0-\x7f]/.test(path) && set.has(path.normalize('NFC')));
}

/** Reads `info/exclude`. What a user's own `core.excludesFile` says is left out: it differs from machine to machine. */
export function readRepositoryRules(git: GitDir): IgnoreRules | null {
  const text = readText(git.common, 'info/exclude', maxIgnoreBytes);
  return text === undefined ? null : parseIgnoreRules(text, '', null);
}

/** Reads a directory's `.gitignore`; `base` is its directory as the work tree spells it. */
export function readIgnoreFile(
  root: Root,
  directory: string,
  base: string,
  outer: IgnoreRules | null,
): IgnoreRules | Problem {
  const path = directory === '' ? '.gitignore' : `${directory}/.gitignore`;
  const outcome = readFileInside(root, path, { maxBytes: maxIgnoreBytes });
  if (outcome.is === 'bytes') return parseIgnoreRules(outcome.bytes.toString('utf8'), base, outer);
  // Git follows no link either. Without its rules more is scanned, never less.
  return problem('git-data-unreadable', `Its rules were not applied: ${outcome.message}`, outcome.location);
}

/**
 * Reads the rules above a root that is a directory inside a work tree. They count for nothing if they ignore
 * the root itself: whoever names an ignored directory wants it scanned.
 */
export function readRulesAbove(
  workTree: Root,
  prefix: string,
  outer: IgnoreRules | null,
): IgnoreRules | null {
  let rules = outer;
  let directory = '';
  for (const name of prefix.split('/').filter((part) => part !== '')) {
    const file = directory === '' ? '.gitignore' : `${directory}/.gitignore`;
    if (lstatSync(absolute(workTree, file), { throwIfNoEntry: false })?.isFile()) {
      const read = readIgnoreFile(workTree, directory, directory === '' ? '' : `${directory}/`, rules);
      if (!('is' in read)) rules = read;
    }
    directory = directory === '' ? name : `${directory}/${name}`;
    if (isIgnored(rules, directory, true)) return null;
  }
  return rules;
}
