import {
  type LicenseTree,
  type Location,
  locate,
  type PackedFiles,
  type Place,
  type Problem,
  problem,
  type SourceFile,
} from '@fineprint/core';

/** How much is read: a tree may hold a million packages, or one package a million files. */
export interface DiskBudget {
  /** Files for one component. */
  readonly perComponent: number;
  /** Files in all. */
  readonly files: number;
  /** Directories listed in all. */
  readonly directories: number;
  /** Bytes that archives unpack to in all. */
  readonly unpacked: number;
  /** Characters of license texts that are compared in all, each text once. */
  readonly compared: number;
}

/** Ten times what the largest trees need that people work with. */
export const defaultBudget: DiskBudget = {
  perComponent: 200,
  files: 100_000,
  directories: 200_000,
  unpacked: 1_000_000_000,
  compared: 50_000_000,
};

const archiveEnd = '.tgz/';

/**
 * The disk as finders of copies see it: an archive (`charts/redis-1.0.0.tgz`) is a directory, what is read is counted,
 * and what a budget leaves out or cannot be read is kept as a problem.
 */
export class Disk {
  /** Paths of the files that the scan found: none of the places that tools fill. */
  readonly files: LicenseTree['files'];
  private readonly tree: LicenseTree;
  private readonly budget: DiskBudget;
  // Only the last one is kept: each holds up to 64 MB.
  private archive: { readonly path: string; readonly files: PackedFiles | undefined } | undefined;
  private unpacked = 0;
  private compared = 0;
  private readonly lists = new Map<string, readonly string[]>();
  private readonly read = new Set<string>();
  private readonly said = new Set<string>();
  private problems: Problem[] = [];
  private component = '';
  private readByComponent = 0;

  constructor(tree: LicenseTree, budget: DiskBudget = defaultBudget) {
    this.files = tree.files;
    this.tree = tree;
    this.budget = budget;
  }

  /** Begins the budget of the next component. */
  startComponent(name: string): void {
    this.component = name;
    this.readByComponent = 0;
  }

  /** Gives the problems that were met since they were last taken. */
  takeProblems(): readonly Problem[] {
    const taken = this.problems;
    this.problems = [];
    return taken;
  }

  /** Keeps a problem; the same one, met for another component, once. */
  say(found: Problem): void {
    const key = `${found.code} ${found.message}`;
    if (!this.said.has(key)) this.problems.push(found);
    this.said.add(key);
  }

  /** Takes as many of a list as a limit lets; that there are more is said. */
  firstOf<T>(all: readonly T[], limit: number, what: string, path: string): readonly T[] {
    if (all.length <= limit) return all;
    this.sayCut(path, limit, what);
    return all.slice(0, limit);
  }

  /** Says that of a list only so many were read. */
  sayCut(path: string, limit: number, what: string): void {
    const message = `"${path}" has more than ${limit} ${what}; the rest was not read.`;
    this.say(problem('limit-reached', message, this.locate(path)));
  }

  /** A file as text, or `undefined` where there is none; one that is there and cannot be read is said. */
  file(path: string): SourceFile | undefined {
    if (this.isSpent()) {
      this.sayLimit(path);
      return undefined;
    }
    const packed = this.inArchive(path);
    const found = packed ? packed.files?.file(packed.inner) : this.guarded(path, () => this.tree.file(path));
    if (found === undefined) {
      if (this.isListed(path) && this.list(path).length === 0) this.sayUnreadable(path);
      return undefined;
    }
    this.readByComponent += 1;
    this.read.add(path);
    return found;
  }

  /** Whether a license text may still be compared with those that are known, which takes as long as it is. */
  mayCompare(path: string, length: number): boolean {
    const most = this.budget.compared;
    if (this.compared + length > most) {
      const message = `License texts have more than ${most} characters; the rest was not read.`;
      this.say(problem('limit-reached', message, this.locate(path)));
      return false;
    }
    this.compared += length;
    return true;
  }

  private isSpent(): boolean {
    return this.readByComponent >= this.budget.perComponent || this.read.size >= this.budget.files;
  }

  /** Names in a directory, sorted; empty where there is none. */
  list(directory: string): readonly string[] {
    const known = this.lists.get(directory);
    if (known) return known;
    const most = this.budget.directories;
    if (this.lists.size >= most) {
      const message = `More than ${most} directories may hold copies; the rest was not looked at.`;
      this.say(problem('limit-reached', message, this.locate(directory)));
      return [];
    }
    const packed = this.inArchive(`${directory}/`);
    const names = packed
      ? packed.files?.list(packed.inner.slice(0, -1))
      : this.guarded(directory, () => this.tree.list(directory));
    this.lists.set(directory, names ?? []);
    return names ?? [];
  }

  /** Where a path is shown: a file in an archive at the archive. */
  locate(path: string, place?: Place): Location {
    const archive = archiveOf(path);
    return archive === null ? locate(path, place) : locate(archive);
  }

  private sayLimit(path: string): void {
    const isAll = this.read.size >= this.budget.files;
    const most = isAll ? this.budget.files : this.budget.perComponent;
    const whose = isAll ? 'the copies on disk' : `the copies of "${this.component}"`;
    const message = `More than ${most} files of ${whose} may speak of a licence; the rest was not read.`;
    this.say(problem('limit-reached', message, this.locate(path)));
  }

  private sayUnreadable(path: string): void {
    this.say(problem('license-unreadable', `"${path}" could not be read.`, this.locate(path)));
  }

  private inArchive(
    path: string,
  ): { readonly files: PackedFiles | undefined; readonly inner: string } | undefined {
    const archive = archiveOf(path);
    if (archive === null) return undefined;
    return { files: this.opened(archive), inner: path.slice(archive.length + 1) };
  }

  private opened(path: string): PackedFiles | undefined {
    if (this.archive?.path === path) return this.archive.files;
    if (this.unpacked >= this.budget.unpacked) {
      const message = `Archives unpack to more than ${this.budget.unpacked} bytes; the rest was not read.`;
      this.say(problem('limit-reached', message, locate(path)));
      return undefined;
    }
    const files = this.guarded(path, () => this.tree.archive(path));
    this.archive = { path, files };
    this.unpacked += files?.unpacked ?? 0;
    if (files === undefined && this.isListed(path)) this.sayUnreadable(path);
    for (const because of files?.refused ?? []) {
      const message = `"${path}" was not read as a whole. ${because}`;
      this.say(problem('license-unreadable', message, locate(path)));
    }
    return files;
  }

  private isListed(path: string): boolean {
    const slash = path.lastIndexOf('/');
    return this.list(path.slice(0, Math.max(slash, 0))).includes(path.slice(slash + 1));
  }

  /** What the file system throws (a directory without permission, a name too long) is a problem of that place. */
  private guarded<T>(path: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (cause) {
      if (!(cause instanceof Error && 'code' in cause)) throw cause;
      const message = `"${path}" could not be read (${String(cause.code)}).`;
      this.say(problem('license-unreadable', message, this.locate(path)));
      return undefined;
    }
  }
}

function archiveOf(path: string): string | null {
  const end = path.indexOf(archiveEnd);
  return end < 0 ? null : path.slice(0, end + archiveEnd.length - 1);
}
