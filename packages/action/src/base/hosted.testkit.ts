import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { ListedPath, RemoteCommits } from '../api/commits.ts';

/** A repository on a server, a pull request to it, and what was asked of it by the API; for tests only. */
export interface Hosted {
  readonly directory: string;
  readonly remote: RemoteCommits;
  readonly asked: string[];
  git(...args: readonly string[]): string;
  /** Commits files on a branch, which begins at `main`; `null` removes one. */
  commit(branch: string, files: Files): string;
  /** GitHub's own merge of two commits. */
  merge(base: string, head: string): string;
  /** A clone of one commit, as `actions/checkout` makes it. */
  checkout(commit: string, depth?: number): string;
}

export type Files = Readonly<Record<string, string | null>>;

/** Makes a repository with files on `main`. */
export function hosted(files: Files): Hosted {
  const directory = temporary();
  const git = (...args: readonly string[]) => run(directory, args);
  git('init', '-q', '-b', 'main');
  git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  const asked: string[] = [];
  const host: Hosted = {
    directory,
    asked,
    git,
    remote: remoteOf(git, asked),
    commit(branch, changed) {
      if (git('branch', '--list', branch) === '' && branch !== 'main') git('branch', branch, 'main');
      if (git('branch', '--list', branch) !== '') git('checkout', '-q', branch);
      for (const [path, text] of Object.entries(changed)) {
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        if (text === null) git('rm', '-q', path);
        else writeFileSync(join(directory, path), text);
      }
      git('add', '-A');
      git('commit', '-q', '--allow-empty', '-m', 'x');
      return git('rev-parse', 'HEAD');
    },
    merge(base, head) {
      const [tree = ''] = git('merge-tree', '--write-tree', base, head).split('\n');
      return git('commit-tree', tree, '-p', base, '-p', head, '-m', 'merge');
    },
    checkout(commit, depth = 1) {
      const clone = join(temporary(), 'work');
      mkdirSync(clone);
      run(clone, ['init', '-q']);
      const depths = depth === 0 ? [] : [`--depth=${depth}`];
      run(clone, ['fetch', '-q', ...depths, `file://${directory}`, commit]);
      run(clone, ['checkout', '-q', '--detach', commit]);
      return clone;
    },
  };
  host.commit('main', files);
  return host;
}

function temporary(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'fineprint-hosted-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function run(cwd: string, args: readonly string[]): string {
  const settings = ['-c', 'user.name=T', '-c', 'user.email=t@example.org'];
  const env = { PATH: process.env.PATH, HOME: cwd, GIT_CONFIG_NOSYSTEM: '1' };
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  return execFileSync('git', [...settings, ...args], {
    cwd,
    encoding: 'utf8',
    env,
    stdio: [...stdio],
  }).trim();
}

type Git = (...args: readonly string[]) => string;

/** What the API tells, told by git. */
function remoteOf(git: Git, asked: string[]): RemoteCommits {
  const directories = new Map<string, readonly ListedPath[]>();
  const commit = (id: string) => {
    const [tree = '', seconds = '0', ...parents] = git('show', '-s', '--format=%T %ct %P', id).split(' ');
    return { id, tree, parents, seconds: Number(seconds) };
  };
  return {
    async commit(id) {
      asked.push('commit');
      return commit(id);
    },
    async mergeBase(base, head) {
      asked.push('compare');
      return commit(git('merge-base', base, head));
    },
    async list(tree) {
      asked.push('list');
      return [...listed(git('ls-tree', '-r', '-t', '-l', tree))];
    },
    async directory(tree) {
      asked.push('directory');
      if (!directories.has(tree))
        for (const [id, entries] of listedBelow(git, tree)) directories.set(id, entries);
      return directories.get(tree) ?? [];
    },
    async blob(id) {
      asked.push('blob');
      return Buffer.from(
        execFileSync('git', ['cat-file', 'blob', id], { cwd: git('rev-parse', '--show-toplevel') }),
      );
    },
  };
}

/** A tree and all trees below it with what each lists: one process where hundreds are asked for, one by one. */
function* listedBelow(git: Git, tree: string): Iterable<[string, readonly ListedPath[]]> {
  const all = [...listed(git('ls-tree', '-r', '-t', '-l', tree))];
  const within = Map.groupBy(all, ({ path }) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)));
  const entriesOf = (path: string) =>
    (within.get(path) ?? []).map((entry) => ({ ...entry, path: entry.name }));
  yield [tree, entriesOf('')];
  for (const { path, type, id } of all) if (type === 'tree') yield [id, entriesOf(path)];
}

const line = /^(?<mode>\d+) (?<type>blob|tree|commit) (?<id>\S+) +(?<size>\S+)\t(?<path>.+)$/gm;

function* listed(text: string): Iterable<ListedPath> {
  for (const { groups } of text.matchAll(line)) {
    const { mode = '', type, id = '', size, path = '' } = groups ?? {};
    if (type !== 'blob' && type !== 'tree' && type !== 'commit') continue;
    yield { path, name: path.slice(path.lastIndexOf('/') + 1), mode, type, id, size: Number(size) || 0 };
  }
}
