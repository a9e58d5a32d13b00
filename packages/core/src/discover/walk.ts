import { type Dirent, readdirSync } from 'node:fs';
import { compareText, locate } from '../model/location.ts';
import { type Problem, type ProblemCode, problem } from '../model/problem.ts';
import type { DiscoveredFile, DiscoveredLink } from './discover.ts';
import { openGitDir } from './git-dir.ts';
import { readGitIndex } from './git-index.ts';
import { type IgnoreRules, isIgnored } from './ignore-rules.ts';
import type { EntryType, PackedEntry, PackedTree } from './packed-tree.ts';
import { spelledNames } from './path-bytes.ts';
import { isThere } from './read-file.ts';
import { absolute, absoluteRaw, followLink, type LinkTarget, maxLinks, type Root } from './root.ts';
import { isPackedChart, isToolFilled, mayBeToolFilled, versionControl } from './tool-filled.ts';
import {
  inWorkTree,
  isTracked,
  readIgnoreFile,
  readRepositoryRules,
  type Tracking,
  trackingOf,
} from './tracking.ts';

/** What a walk met, in the order of its walk. */
export interface Walked {
  readonly files: DiscoveredFile[];
  readonly links: DiscoveredLink[];
  readonly toolFilled: string[];
  readonly repositories: string[];
  readonly ignored: string[];
  readonly excluded: string[];
  readonly problems: Problem[];
  directories: number;
}

export interface WalkMeans {
  readonly root: Root;
  readonly exclude: ((path: string, isDirectory: boolean) => boolean) | null;
  readonly maxFiles: number;
  readonly maxDepth: number;
  /** Whether directories that are repositories of their own are asked what they track. */
  readonly nestedGit: boolean;
  /** Where the outermost repository's work tree or git data lies, within which a nested one's must. */
  readonly gitWithin: string;
}

/** A directory about to be listed, and what holds in it. */
interface Visit {
  readonly path: string;
  readonly rawPath: Buffer | null;
  readonly depth: number;
  readonly tracking: Tracking | null;
  readonly rules: IgnoreRules | null;
  /** A directory above is ignored: only what is tracked counts. */
  readonly ignoredAbove: boolean;
}

const maxPathBytes = 4096;
const entriesPerFile = 5;
const maxProblemsPerCode = 1000;
const replacement = '\uFFFD';
const none: ReadonlySet<string> = new Set();

/**
 * Walks the tree below `start`. It enters real directories only, so a link can lead neither out of the root
 * nor in circles, and opens nothing but `.gitignore` and git's own data.
 */
export function walk(start: Omit<Visit, 'depth' | 'ignoredAbove'>, means: WalkMeans): Walked {
  const { root, exclude, maxFiles, maxDepth } = means;
  const met: Walked = {
    files: [],
    links: [],
    toolFilled: [],
    repositories: [],
    ignored: [],
    excluded: [],
    problems: [],
    directories: 0,
  };
  const said = new Map<ProblemCode, number>();
  let entriesLeft = maxFiles * entriesPerFile;
  let stopped = false;

  visit({ ...start, depth: 0, ignoredAbove: false });
  for (const [code, count] of said) {
    if (count > maxProblemsPerCode) {
      met.problems.push(
        problem(code, `There are ${count - maxProblemsPerCode} more problems of this sort.`, null),
      );
    }
  }
  return met;

  function say(code: ProblemCode, message: string, path: string): void {
    const count = (said.get(code) ?? 0) + 1;
    said.set(code, count);
    if (count <= maxProblemsPerCode) met.problems.push(problem(code, message, locate(path)));
  }

  function visit(from: Visit): void {
    const entries = list(from);
    if (!entries) return;
    met.directories += 1;
    const here = enter(from, entries);
    const siblings = entries.some(({ name }) => mayBeToolFilled(name))
      ? new Set(entries.map(({ name }) => name))
      : none;
    for (const entry of entries) {
      if (stopped) return;
      entriesLeft -= 1;
      if (entriesLeft < 0) stop(`more than ${maxFiles * entriesPerFile} entries`);
      else if (!versionControl.has(entry.name)) meet(here, entry, siblings);
    }
  }

  function stop(what: string): void {
    stopped = true;
    met.problems.push(problem('limit-reached', `The tree has ${what}; the rest was not scanned.`, null));
  }

  function meet(here: Visit, entry: PackedEntry, siblings: ReadonlySet<string>): void {
    const { name, type } = entry;
    const path = here.path === '' ? name : `${here.path}/${name}`;
    const rawPath = rawPathOf(here, entry);
    const isDirectory = type === 'directory';
    if (path.length * 3 > maxPathBytes && (rawPath?.length ?? Buffer.byteLength(path)) > maxPathBytes) {
      say('limit-reached', `A path longer than ${maxPathBytes} bytes was not scanned.`, path);
    } else if (exclude?.(path, isDirectory)) {
      met.excluded.push(path);
    } else if (isDirectory) meetDirectory(here, name, path, rawPath, siblings);
    else meetFile(here, path, rawPath, entry);
  }

  function meetDirectory(
    here: Visit,
    name: string,
    path: string,
    rawPath: Buffer | null,
    siblings: ReadonlySet<string>,
  ): void {
    if (siblings !== none && isToolFilled(name, siblings, (inner) => isThere(root, `${path}/${inner}`))) {
      met.toolFilled.push(path);
      return;
    }
    const ignored = ignores(here, path, true);
    if (ignored && !holdsTracked(here, path, rawPath)) {
      met.ignored.push(path);
      return;
    }
    if (here.depth >= maxDepth) say('limit-reached', `Directories are nested deeper than ${maxDepth}.`, path);
    else visit({ ...here, path, rawPath, depth: here.depth + 1, ignoredAbove: ignored });
  }

  function meetFile(here: Visit, path: string, rawPath: Buffer | null, { name, type }: PackedEntry): void {
    if (isPackedChart(here.path, name)) {
      met.toolFilled.push(path);
      return;
    }
    const { tracking } = here;
    // The index may spell an odd name otherwise than the walk does. It counts as tracked, to be on the safe side.
    const tracked = tracking && (rawPath !== null || isTracked(tracking, inWorkTree(tracking, path), false));
    if (tracked === false && ignores(here, path, false)) met.ignored.push(path);
    else if (type === 'link') meetLink(path, rawPath);
    else if (type !== 'file') say('file-special', 'This is no regular file and was not read.', path);
    else if (met.files.length >= maxFiles) stop(`more than ${maxFiles} files`);
    else met.files.push({ path, tracked, rawPath });
  }

  function meetLink(path: string, rawPath: Buffer | null): void {
    const target = rawPath ? 'no-utf-8' : follow(path);
    if (target === 'no-utf-8') {
      say('symlink-ignored', 'The name of this symbolic link is no UTF-8; it was not followed.', path);
    } else if (target.is === 'failed') {
      say('file-unreadable', `This symbolic link cannot be followed (${target.because}).`, path);
    } else if (target.is === 'escaping') {
      say('symlink-escapes-root', 'This symbolic link leads out of the root and was not followed.', path);
    } else if (target.is === 'too-deep') {
      say('limit-reached', `This symbolic link leads over more than ${maxLinks} others.`, path);
    } else if (target.is === 'broken') say('symlink-ignored', 'This symbolic link leads to nothing.', path);
    else if (target.type === 'special')
      say('file-special', 'This symbolic link leads to no regular file.', path);
    else met.links.push({ path, target: target.path, type: target.type });
  }

  function follow(path: string): LinkTarget | { readonly is: 'failed'; readonly because: string } {
    try {
      return followLink(root, path);
    } catch (cause) {
      return { is: 'failed', because: codeOf(cause) };
    }
  }

  /** Lists a directory, sorted; names that are no UTF-8 are listed again as bytes, the others never cost that. */
  function list({ path, rawPath }: Visit): readonly PackedEntry[] | undefined {
    if (root.packed) return listPacked(root.packed, path);
    const name = rawPath ? absoluteRaw(root, rawPath) : absolute(root, path);
    try {
      if (!rawPath) {
        const entries = readdirSync(name, { withFileTypes: true });
        if (!entries.some((entry) => entry.name.includes(replacement)))
          return sorted(entries.map(plainEntry));
      }
      return spelled(readdirSync(name, { withFileTypes: true, encoding: 'buffer' }));
    } catch (cause) {
      say('file-unreadable', `This directory could not be listed (${codeOf(cause)}).`, path);
      return undefined;
    }
  }

  function listPacked(packed: PackedTree, path: string): readonly PackedEntry[] | undefined {
    const directory = packed.list(path);
    if (typeof directory === 'string') {
      say('file-unreadable', directory, path);
      return undefined;
    }
    const { entries, refused } = directory;
    if (refused > 0)
      say('file-unreadable', `${refused} of its names are none that git would write to a disk.`, path);
    return sorted([...entries]);
  }

  /** Takes up what a directory itself says: its own repository, its `.gitignore`. */
  function enter(from: Visit, entries: readonly PackedEntry[]): Visit {
    if (from.rawPath) return from;
    let here = from;
    if (means.nestedGit && from.depth > 0 && entries.some(({ name }) => name === '.git'))
      here = enterRepository(from);
    const { tracking } = here;
    if (!tracking || !entries.some(({ name, type }) => name === '.gitignore' && type !== 'directory'))
      return here;
    const base = here.path.length <= tracking.cut ? tracking.prefix : `${inWorkTree(tracking, here.path)}/`;
    const rules = readIgnoreFile(root, here.path, base, here.rules);
    if (!('is' in rules)) return { ...here, rules };
    met.problems.push(rules);
    return here;
  }

  /** Inside a submodule or a nested clone its own index says what is tracked, and rules from above end. */
  function enterRepository(from: Visit): Visit {
    const found = openGitDir(absolute(root, from.path), means.gitWithin);
    if (found.is === 'none') return from;
    met.repositories.push(from.path);
    const read = found.is === 'found' ? readGitIndex(found.git) : found;
    if (found.is === 'found' && read.is === 'index') {
      const tracking = trackingOf(read.index, from.path.length + 1, '');
      return { ...from, tracking, rules: readRepositoryRules(found.git), ignoredAbove: false };
    }
    const because = read.is === 'unusable' ? read.because : '';
    say('git-data-unreadable', `${because} All files of this repository were scanned.`, from.path);
    return { ...from, tracking: null, rules: null, ignoredAbove: false };
  }
}

function plainEntry(entry: Dirent): PackedEntry {
  return { name: entry.name, raw: null, type: typeOf(entry) };
}

function typeOf(entry: Dirent | Dirent<Buffer>): EntryType {
  if (entry.isDirectory()) return 'directory';
  if (entry.isSymbolicLink()) return 'link';
  return entry.isFile() ? 'file' : 'special';
}

/** Spells names that may be no UTF-8. */
function spelled(entries: readonly Dirent<Buffer>[]): readonly PackedEntry[] {
  const named = spelledNames(entries, (entry) => entry.name);
  return sorted(named.map(({ of, name, raw }) => ({ name, raw, type: typeOf(of) })));
}

function sorted(entries: PackedEntry[]): readonly PackedEntry[] {
  return entries.sort((a, b) => compareText(a.name, b.name));
}

function rawPathOf(here: Visit, { name, raw }: PackedEntry): Buffer | null {
  if (!raw && !here.rawPath) return null;
  const last = raw ?? Buffer.from(name);
  if (here.path === '') return last;
  return Buffer.concat([here.rawPath ?? Buffer.from(here.path), Buffer.from('/'), last]);
}

function ignores({ tracking, rules, ignoredAbove }: Visit, path: string, isDirectory: boolean): boolean {
  return tracking !== null && (ignoredAbove || isIgnored(rules, inWorkTree(tracking, path), isDirectory));
}

function holdsTracked({ tracking }: Visit, path: string, rawPath: Buffer | null): boolean {
  return tracking === null || rawPath !== null || isTracked(tracking, inWorkTree(tracking, path), true);
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
}
