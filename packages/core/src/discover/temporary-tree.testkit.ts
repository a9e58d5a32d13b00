import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a directory of files for one test, which removes it at its end; for tests only. */
export function temporaryTree(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fineprint-discover-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  addFiles(root, files);
  return root;
}

/** Adds files to a tree. */
export function addFiles(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Runs the real git, with nobody's settings, and gives what it prints. */
export function git(root: string, ...args: readonly string[]): string {
  return gitFed(root, '', ...args);
}

/** Runs the real git with a text that it reads from its standard input. */
export function gitFed(root: string, input: string, ...args: readonly string[]): string {
  const settings = [
    'user.name=T',
    'user.email=t@example.org',
    'commit.gpgsign=false',
    'protocol.file.allow=always',
  ];
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd: root,
    encoding: 'utf8',
    input,
    stdio: 'pipe',
    maxBuffer: 1 << 28,
    env: {
      PATH: process.env.PATH,
      HOME: root,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_DATE: '1700000000 +0100',
      GIT_COMMITTER_DATE: '1700000000 +0100',
    },
  });
}

/** Makes a repository whose files are all committed. */
export function temporaryRepository(
  files: Readonly<Record<string, string | Buffer>>,
  ...init: readonly string[]
): string {
  const root = temporaryTree(files);
  git(root, 'init', '-q', '-b', 'main', ...init);
  git(root, 'add', '-f', '.');
  git(root, 'commit', '-q', '-m', 'All');
  return root;
}
