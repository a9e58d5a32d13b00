import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openRoot } from '../discover/index.ts';
import { discoverPacked } from '../discover/packed-tree.ts';
import { tarGzOf, tarOf } from '../testkit/tar.ts';
import { archiveHash } from './archive-content.ts';
import { copyHash, directoryHash } from './tree-content.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-content-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const files = {
  'main.tf': 'resource "null_resource" "a" {}\r\n',
  'Main.tf': 'its twin\n',
  '.hidden': '',
  'modules/net/main.tf': 'x\n',
  'modules/ü/~ $x.tf': 'a name of several sorts\n',
  'bin/tool': '\0\xff',
};

function write(below: string, content: Readonly<Record<string, string | Buffer>> = files): void {
  for (const [path, text] of Object.entries(content)) {
    mkdirSync(dirname(join(directory, below, path)), { recursive: true });
    writeFileSync(join(directory, below, path), text);
  }
}

function hashed(path: string, subpath: string | null = null) {
  const found = copyHash(openRoot(directory), path, subpath);
  return found.is === 'hash' ? found.hash : `not: ${found.because}`;
}

// The form that the schema describes, with standard tools.
const byTools = `
  cd "$0"
  { find . -type f -not -path '*/.git/*' -print0 | while IFS= read -r -d '' f; do
      printf '%s  %s\\n' "$(sha256sum < "$f" | cut -c1-64)" "\${f#./}"; done
    find . -type l -print0 | while IFS= read -r -d '' f; do
      printf '%s  %s\\n' "$(readlink -n "$f" | sha256sum | cut -c1-64)" "\${f#./}"; done
  } | LC_ALL=C sort -k 1.67 | sha256sum | cut -c1-64 | tr a-f A-F | basenc --base16 -d | base64`;

function hashByTools(path: string): string {
  return `h1:${execFileSync('bash', ['-c', byTools, join(directory, path)], { encoding: 'utf8' }).trim()}`;
}

test('a directory has the hash that standard tools give it', () => {
  write('copy');
  symlinkSync('modules/net', join(directory, 'copy/linked'));
  symlinkSync('/etc/passwd', join(directory, 'copy/outside'));
  mkdirSync(join(directory, 'copy/empty'));
  write('copy', { '.git/HEAD': 'ref: refs/heads/main\n', 'modules/net/.git': 'gitdir: ../x\n' });
  rmSync(join(directory, 'copy/modules/net/.git'));
  expect(hashed('copy')).toBe(hashByTools('copy'));
});

test('an archive has the hash of what it unpacks to', () => {
  write('copy/redis');
  symlinkSync('main.tf', join(directory, 'copy/redis/link'));
  execFileSync('tar', ['-czf', 'redis.tgz', '-C', 'copy', 'redis'], { cwd: directory });
  expect(hashed('redis.tgz')).toBe(hashed('copy/redis'));
  expect(hashed('redis.tgz')).toBe(hashByTools('copy/redis'));
});

test.each([
  [
    'a byte of a file',
    () => writeFileSync(join(directory, 'copy/main.tf'), 'resource "null_resource" "a" {}\n'),
  ],
  ['a name', () => renameSync(join(directory, 'copy/main.tf'), join(directory, 'copy/main2.tf'))],
  ['one more file', () => writeFileSync(join(directory, 'copy/.x'), '')],
  ['a file less', () => rmSync(join(directory, 'copy/.hidden'))],
  [
    'where a link leads',
    () => {
      rmSync(join(directory, 'copy/link'));
      symlinkSync('.hidden', join(directory, 'copy/link'));
    },
  ],
])('%s is another content', (_, change) => {
  write('copy');
  symlinkSync('main.tf', join(directory, 'copy/link'));
  const before = hashed('copy');
  change();
  expect(hashed('copy')).toMatch(/^h1:/);
  expect(hashed('copy')).not.toBe(before);
});

test('modes, empty directories and what belongs to version control are none', () => {
  write('copy');
  const before = hashed('copy');
  chmodSync(join(directory, 'copy/main.tf'), 0o755);
  mkdirSync(join(directory, 'copy/empty'));
  write('copy', { '.git/config': '', 'modules/net/.svn/entries': '', '.hg/store': '', 'bin/.bzr': '' });
  expect(hashed('copy')).toBe(before);
  const packed = Object.entries({ ...files, '.git/config': 'x' }).map(([path, text]) => [`x/${path}`, text]);
  expect(archiveHash(tarGzOf(Object.fromEntries(packed)), '*', null)).toEqual({ is: 'hash', hash: before });
});

test('a subpath that is a file is hashed alone, and one that is a directory is used with all of it', () => {
  write('copy');
  const bytes = readFileSync(join(directory, 'copy/bin/tool'));
  const sum = execFileSync('sha256sum', { input: bytes, encoding: 'utf8' }).slice(0, 64);
  expect(hashed('copy', 'bin/tool')).toBe(`sha256:${sum}`);
  expect(hashed('copy', 'modules/net')).toBe(hashed('copy'));
  const archive = tarGzOf(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`x/${path}`, text])),
  );
  expect(archiveHash(archive, '*', 'main.tf').is).toBe('hash');
});

describe('what has no hash says why', () => {
  test('on disk', () => {
    mkdirSync(join(directory, 'empty'));
    write('odd', { 'a\nb': '' });
    write('raw', { a: '' });
    execFileSync('bash', ['-c', "touch $'raw/\\xff'; mkdir pipe; mkfifo pipe/p; mkdir out; ln -s / out/l"], {
      cwd: directory,
    });
    expect(hashed('gone')).toBe('not: "gone" is nothing inside the root.');
    expect(hashed('out/l')).toBe('not: "out/l" is nothing inside the root.');
    expect(hashed('../x')).toBe('not: "../x" is nothing inside the root.');
    expect(hashed('empty')).toBe('not: It holds no file.');
    expect(hashed('odd')).toBe('not: The name "a\\nb" cannot be hashed.');
    expect(hashed('raw')).toMatch(/^not: /);
    expect(hashed('pipe')).toMatch(/^not: "p": This is no regular file/);
  });

  test.each([
    [
      'a hard link',
      [{ path: 'x/a', type: '1', link: 'x/b' }],
      'It holds "x/a", which is neither a file nor a symbolic link.',
    ],
    [
      'a device',
      [{ path: 'x/a', type: '3' }],
      'It holds "x/a", which is neither a file nor a symbolic link.',
    ],
    ['two of a name', [{ path: 'x/a' }, { path: 'x/a', type: '2', link: 'b' }], 'It holds "a" twice.'],
    ['two tops', [{ path: 'x/a' }, { path: 'y/a' }], 'It holds "a" twice.'],
    [
      'a name that leads out',
      [{ path: 'x/a' }, { path: '../a' }],
      'The name "../a" is none inside the archive.',
    ],
    [
      'a link whose name leads out',
      [{ path: 'x/a' }, { path: '../a', type: '2' }],
      'It holds "../a", which is neither a file nor a symbolic link.',
    ],
  ])('an archive with %s', (_, entries, because) => {
    expect(archiveHash(gzipSync(tarOf(entries)), '*', null)).toEqual({ is: 'unhashed', because });
  });

  test('an archive that unpacks to much more than it is', () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    expect(archiveHash(bomb, '*', null)).toMatchObject({ is: 'unhashed' });
  });
});

test('a tree has so many files and no more', () => {
  const many = (count: number) => new Map(Array.from({ length: count }, (_, at) => [`${at}`, Buffer.of()]));
  const hashOf = (count: number) => directoryHash(discoverPacked(many(count), null).root, '', null);
  expect(hashOf(20_000).is).toBe('hash');
  expect(hashOf(20_001)).toEqual({
    is: 'unhashed',
    because: 'It has more than 20000 files and directories.',
  });
});
