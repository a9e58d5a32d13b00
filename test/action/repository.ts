import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files of a commit by path; `null` removes one, `{ link }` makes a symbolic link. */
export type Files = Readonly<Record<string, string | Buffer | null | { readonly link: string }>>;

/** A bare git repository on disk, as a host holds it. */
export interface Repository {
  /** `owner/name`. */
  readonly name: string;
  readonly directory: string;
  /** Adds a commit to a branch, which is made from `from` (or from nothing) when it is new; gives its id. */
  commit(
    branch: string,
    files: Files,
    options?: { readonly from?: string; readonly message?: string },
  ): string;
  /** Adds a commit with one content under several paths, which need not be text. */
  commitRaw(branch: string, paths: readonly Buffer[], content: Buffer): string;
  /** Runs git in the repository and gives what it prints. */
  git(...args: readonly string[]): string;
  /** The id of what a revision names, `null` when there is no such thing here. */
  find(revision: string): string | null;
  /** Runs git in the repository and gives the bytes that it prints. */
  gitBytes(...args: readonly string[]): Buffer;
}

// Settings of whoever runs the tests must change nothing, and every id must be the same on each machine.
const env = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '1790000000 +0000',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_COMMITTER_DATE: '1790000000 +0000',
};

/** Runs git in a directory, free of the settings of this machine; a failure throws what git said. */
export function runGit(directory: string, args: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr } = askGit(directory, args, input);
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Runs git in a directory and tells how it ended. */
export function askGit(directory: string, args: readonly string[], input?: Buffer) {
  return spawnSync('git', args, { cwd: directory, env, maxBuffer: 1 << 30, ...(input && { input }) });
}

/** Makes an empty repository `owner/name` under a directory; it hands out any commit it has, as GitHub does. */
export function makeRepository(under: string, name: string): Repository {
  const directory = join(under, `${name}.git`);
  mkdirSync(directory, { recursive: true });
  runGit(directory, ['init', '--quiet', '--bare', '--initial-branch=main', '--template=']);
  appendFileSync(join(directory, 'config'), '[uploadpack]\n\tallowAnySHA1InWant = true\n');
  return asRepository(name, directory);
}

/** Makes a fork: a copy of all branches under another owner. */
export function forkRepository(under: string, of: Repository, name: string): Repository {
  const fork = makeRepository(under, name);
  fork.git('fetch', '--quiet', of.directory, '+refs/heads/*:refs/heads/*');
  return fork;
}

function asRepository(name: string, directory: string): Repository {
  const gitBytes = (...args: readonly string[]) => runGit(directory, args);
  const write = (branch: string, changes: readonly Buffer[], parent: string | null, message: string) => {
    const head = `feature done\ncommit refs/heads/${branch}\ncommitter Ada <ada@example.com> 1790000000 +0000\n`;
    const from = Buffer.from(parent === null ? '' : `from ${parent}\n`);
    const stream = [Buffer.from(head), data(Buffer.from(message)), from, ...changes, Buffer.from('\ndone\n')];
    runGit(directory, ['fast-import', '--quiet', '--force'], Buffer.concat(stream));
    return readFileSync(join(directory, 'refs/heads', branch), 'utf8').trimEnd();
  };
  const git = (...args: readonly string[]) =>
    gitBytes(...args)
      .toString('utf8')
      .trimEnd();
  return {
    name,
    directory,
    git,
    gitBytes,
    find(revision) {
      const asked = ['rev-parse', '--verify', '--quiet', '--end-of-options', revision];
      const { status, stdout } = askGit(directory, asked);
      return status === 0 ? stdout.toString('utf8').trimEnd() : null;
    },
    commit(branch, files, { from, message = 'Change files' } = {}) {
      const changes = Object.entries(files).map(([path, content]) => change(Buffer.from(path), content));
      const parent = from ?? this.find(`refs/heads/${branch}`);
      return write(branch, changes, parent, message);
    },
    commitRaw(branch, paths, content) {
      const changes = paths.map((path) => change(path, content));
      return write(branch, changes, this.find(`refs/heads/${branch}`), 'Change files');
    },
  };
}

/** The part of the input of `git fast-import` for one file; a path may hold any byte but NUL. */
function change(path: Buffer, content: Files[string]): Buffer {
  const quoted = path
    .toString('latin1')
    .replace(/[^ !#-[\]-~]/g, (byte) => `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
  if (content === null || content === undefined) return Buffer.from(`D "${quoted}"\n`);
  const isLink = typeof content === 'object' && 'link' in content;
  return Buffer.concat([
    Buffer.from(`M ${isLink ? '120000' : '100644'} inline "${quoted}"\n`),
    data(isLink ? Buffer.from(content.link) : Buffer.from(content)),
  ]);
}

function data(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n')]);
}
