import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Discovered, discover } from './discover.ts';
import { readFileInside } from './read-file.ts';
import { addFiles, git, temporaryRepository, temporaryTree } from './temporary-tree.testkit.ts';

function paths({ files }: Discovered): readonly string[] {
  return files.map(({ path }) => path);
}

function codes({ problems }: Discovered): readonly string[] {
  return problems.map(({ code, location }) => `${code} ${location?.path ?? '-'}`);
}

test('files come sorted by code unit, whatever the directories', () => {
  const found = discover(
    temporaryTree({ 'a/b': '', 'a.b': '', 'a/B': '', Z: '', é: '', '\u{1F600}': '', '\uFF5E': '' }),
  );
  expect(paths(found)).toEqual(['Z', 'a.b', 'a/B', 'a/b', 'é', '\u{1F600}', '\uFF5E']);
  expect(found).toMatchObject({ git: null, problems: [], counts: { files: 7, directories: 2 } });
});

test('a tracked file is listed even if it is ignored, an untracked one is not and is counted', () => {
  const root = temporaryRepository({
    'a.tf': '',
    'hidden/evil.tf': '',
    '.gitignore': 'hidden/\n*.log\n',
    'x/.gitignore': '!keep.log\n',
  });
  addFiles(root, {
    'hidden/untracked.tf': '',
    'new.tf': '',
    'a.log': '',
    'x/keep.log': '',
    'x/other.log': '',
    'build/.gitignore': '*\n',
    'build/y': '',
  });
  addFiles(root, { '.git/info/exclude': 'local/\n', 'local/a': '' });
  const found = discover(root);
  expect(found.files.map(({ path, tracked }) => `${path} ${tracked}`)).toEqual([
    '.gitignore true',
    'a.tf true',
    'hidden/evil.tf true',
    'new.tf false',
    'x/.gitignore true',
    'x/keep.log false',
  ]);
  expect(found.ignored).toEqual([
    'a.log',
    'build/.gitignore',
    'build/y',
    'hidden/untracked.tf',
    'local',
    'x/other.log',
  ]);
  expect(found.counts.ignored).toBe(6);
  expect(found.git?.commit).toMatch(/^[0-9a-f]{40}$/);
});

test('what is listed is what git lists, tracked or not ignored', () => {
  const root = temporaryRepository({ 'a/b/c.tf': '', 'a/.gitignore': 'b\n/d\n', 'e f/ü': '' });
  addFiles(root, {
    'a/b/x': '',
    'a/d/y': '',
    'a/e/d/y': '',
    'e f/z': '',
    '.gitignore': '*.z\n!q.z\n',
    'm.z': '',
    'q.z': '',
  });
  const listed = git(root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard')
    .split('\0')
    .slice(0, -1);
  expect(paths(discover(root))).toEqual(listed.sort());
});

test('without an index nothing is hidden, and a broken one is said', () => {
  const tree = { 'a.tf': '', '.gitignore': 'a.tf\n' };
  expect(paths(discover(temporaryTree(tree)))).toEqual(['.gitignore', 'a.tf']);
  const root = temporaryRepository(tree);
  addFiles(root, { '.git/index': 'DIRCgarbage' });
  const found = discover(root);
  expect(found.files.map(({ tracked }) => tracked)).toEqual([null, null]);
  expect(codes(found)).toEqual(['git-data-unreadable -']);
  expect(found.git?.commit).toMatch(/^[0-9a-f]{40}$/);
});

test('a directory of a repository knows its commit, what is tracked in it, and the rules above it', () => {
  const root = temporaryRepository({
    '.gitignore': '*.log\n/infra/tmp\n',
    'infra/a.tf': '',
    'infra/b.log': '',
  });
  addFiles(root, { 'infra/c.log': '', 'infra/tmp/x': '', 'infra/new.tf': '' });
  const found = discover(join(root, 'infra'));
  expect(found.files.map(({ path, tracked }) => `${path} ${tracked}`)).toEqual([
    'a.tf true',
    'b.log true',
    'new.tf false',
  ]);
  expect(found.ignored).toEqual(['c.log', 'tmp']);
  expect(found.git?.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(paths(discover(join(root, 'infra/tmp')))).toEqual(['x']);
  expect(discover(join(root, 'infra'), { git: 'here' }).git).toBeNull();
});

test('one file is a root, tracked or not, ignored or not', () => {
  const root = temporaryRepository({ '.gitignore': 'b.tf\n', 'a.tf': '' });
  addFiles(root, { 'b.tf': '' });
  expect(discover(join(root, 'a.tf'))).toMatchObject({
    name: 'a.tf',
    files: [{ path: 'a.tf', tracked: true }],
  });
  expect(discover(join(root, 'b.tf'))).toMatchObject({ files: [{ path: 'b.tf', tracked: false }] });
});

test('places that tools fill are named, not scanned, even if they are tracked', () => {
  const root = temporaryRepository({
    'node_modules/a/main.tf': '',
    'go.mod': '',
    'vendor/x.tf': '',
    'php/vendor/autoload.php': '',
    'services/vendor/Dockerfile': '',
    'chart/charts/a-1.0.0.tgz': '',
    'chart/charts/b/Chart.yaml': '',
    'py/venv/pyvenv.cfg': '',
    'venv/a.tf': '',
    '.terraform/m/a.tf': '',
  });
  const found = discover(root);
  expect(found.toolFilled).toEqual([
    '.terraform',
    'chart/charts/a-1.0.0.tgz',
    'node_modules',
    'php/vendor',
    'py/venv',
    'vendor',
  ]);
  expect(paths(found)).toEqual([
    'chart/charts/b/Chart.yaml',
    'go.mod',
    'services/vendor/Dockerfile',
    'venv/a.tf',
  ]);
});

test('excluded paths are left out and counted, at every depth if their glob has no slash', () => {
  const root = temporaryTree({ 'a/x/1': '', 'x/2': '', 'b/y.md': '', 'c/y.md': '', 'd/z': '', z: '' });
  const found = discover(root, { exclude: ['x', 'b/*.md', '/z', 'y.md/'] });
  expect(found.excluded).toEqual(['a/x', 'b/y.md', 'x', 'z']);
  expect(paths(found)).toEqual(['c/y.md', 'd/z']);
});

test('a directory inside the root can be walked alone, with paths from the root', () => {
  const root = temporaryTree({ 'node_modules/a/main.tf': '', 'b.tf': '' });
  expect(paths(discover(root, { within: 'node_modules/a' }))).toEqual(['node_modules/a/main.tf']);
});

test('links inside the root are told with their target, all others are problems; nothing is followed', () => {
  const outer = temporaryTree({ 'root/a/real.tf': '', 'secret/s.tf': 'secret' });
  const root = join(outer, 'root');
  const link = (target: string, name: string) => symlinkSync(target, join(root, name));
  link('/etc/passwd', 'main.tf');
  link('../secret', 'out');
  link('../nothing', 'out-of-nothing');
  link('a/real.tf', 'Dockerfile');
  link(join(root, 'a/real.tf'), 'absolute');
  link('..', 'a/loop');
  link('../a', 'a/again');
  link('y', 'x');
  link('x', 'y');
  link('nowhere', 'broken');
  link('../root/a/real.tf', 'around');
  const found = discover(root);
  expect(paths(found)).toEqual(['a/real.tf']);
  expect(found.links).toEqual([
    { path: 'Dockerfile', target: 'a/real.tf', type: 'file' },
    { path: 'a/again', target: 'a', type: 'directory' },
    { path: 'a/loop', target: '', type: 'directory' },
    { path: 'absolute', target: 'a/real.tf', type: 'file' },
  ]);
  expect(codes(found)).toEqual([
    'symlink-escapes-root around',
    'symlink-ignored broken',
    'symlink-escapes-root main.tf',
    'symlink-escapes-root out',
    'symlink-escapes-root out-of-nothing',
    'limit-reached x',
    'limit-reached y',
  ]);
});

test('a chain of links ends at the eighth', () => {
  const root = temporaryTree({ l0: '' });
  for (let n = 1; n <= 50; n += 1) symlinkSync(`l${n - 1}`, join(root, `l${n}`));
  const found = discover(root);
  expect(found.links).toHaveLength(8);
  expect(new Set(found.problems.map(({ code }) => code))).toEqual(new Set(['limit-reached']));
  expect(found.problems).toHaveLength(42);
});

test.skipIf(process.platform === 'win32')('a FIFO is named and not opened', () => {
  const root = temporaryTree({ a: '' });
  execFileSync('mkfifo', [join(root, 'values.yaml')]);
  expect(codes(discover(root))).toEqual(['file-special values.yaml']);
});

test.skipIf(process.platform !== 'linux')(
  'names that are no UTF-8 stay distinct, stable and readable',
  () => {
    const root = temporaryTree({
      'caf%E9': 'plain',
      'ok\uFFFD': 'sign',
      '\u00e9': 'composed',
      'e\u0301': 'decomposed',
    });
    const raw = (...parts: readonly (string | number[])[]) =>
      Buffer.concat([Buffer.from(`${root}/`), ...parts.map((part) => Buffer.from(part))]);
    writeFileSync(raw('caf', [0xe9]), 'latin1');
    mkdirSync(raw('d', [0xff]));
    writeFileSync(raw('d', [0xff], '/x%'), 'inner');
    const found = discover(root);
    const contents = found.files.map((file) => {
      const read = readFileInside(found.root, file);
      return `${file.path} ${read.is === 'bytes' ? read.bytes : read.message}`;
    });
    expect(contents).toEqual([
      'caf%E9 plain',
      'caf%E9%00 latin1',
      'd%FF/x% inner',
      'e\u0301 decomposed',
      'ok\uFFFD sign',
      '\u00e9 composed',
    ]);
  },
);

test('a tracked file whose name is no UTF-8 is never hidden', () => {
  const root = temporaryRepository({ a: '' });
  writeFileSync(Buffer.concat([Buffer.from(`${root}/`), Buffer.from([0xff])]), '');
  git(root, 'add', '.');
  addFiles(root, { '.gitignore': '*\n' });
  expect(paths(discover(root))).toEqual(['%FF', 'a']);
});

test('a submodule and a nested clone are scanned by their own index and rules', () => {
  const library = temporaryRepository({ 'm.tf': '', '.gitignore': '*.log\n', 'forced.log': '' });
  const root = temporaryRepository({ 'a.tf': '', '.gitignore': '*.tf\n' });
  git(root, 'submodule', '--quiet', 'add', library, 'sub');
  git(root, 'clone', '-q', library, 'clone');
  addFiles(root, { 'sub/x.log': '', 'clone/new.tf': '' });
  const found = discover(root);
  expect(found.repositories).toEqual(['clone', 'sub']);
  expect(paths(found)).toEqual([
    '.gitignore',
    '.gitmodules',
    'a.tf',
    'clone/.gitignore',
    'clone/forced.log',
    'clone/m.tf',
    'clone/new.tf',
    'sub/.gitignore',
    'sub/forced.log',
    'sub/m.tf',
  ]);
  expect(found.problems).toEqual([]);
  git(root, 'submodule', 'deinit', '-q', '-f', 'sub');
  expect(discover(root).problems).toMatchObject([
    { code: 'git-data-unreadable', message: expect.stringContaining('"sub" is not checked out') },
  ]);
});

test('a sparse checkout makes the scan incomplete, a deleted file does not', () => {
  const root = temporaryRepository({ 'in/a.tf': '', 'in/b.tf': '', 'out/b.tf': '' });
  git(root, 'sparse-checkout', 'set', '--cone', 'in');
  rmSync(join(root, 'in/b.tf'));
  expect(discover(root).problems).toMatchObject([
    { code: 'file-unreadable', message: expect.stringContaining('1 tracked path;') },
  ]);
});

test('a .gitignore that is a link is not followed, and that is said', () => {
  const root = temporaryRepository({ a: '' });
  addFiles(root, { rules: '*\n', b: '' });
  symlinkSync('rules', join(root, '.gitignore'));
  const found = discover(root);
  expect(paths(found)).toEqual(['a', 'b', 'rules']);
  expect(codes(found)).toContain('git-data-unreadable .gitignore');
});

test('limits of files, entries and depth stop the walk and are said once', () => {
  const many = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`f${n}`, '']));
  const found = discover(temporaryTree(many), { maxFiles: 10 });
  expect(found.files).toHaveLength(10);
  expect(codes(found)).toEqual(['limit-reached -']);
  const empty = temporaryTree();
  for (let n = 0; n < 20; n += 1) mkdirSync(join(empty, `d${n}`));
  expect(codes(discover(empty, { maxFiles: 2 }))).toEqual(['limit-reached -']);
  expect(codes(discover(temporaryTree({ 'a/b/c/d': '' }), { maxDepth: 2 }))).toEqual(['limit-reached a/b/c']);
});

test('directories nested beyond what a path can say are a problem and no overflow', () => {
  const root = temporaryTree({ leaf: '' });
  for (let n = 0; n < 400; n += 1) {
    const shell = join(root, '..', `${root.split('/').at(-1)}-shell`);
    mkdirSync(shell);
    renameSync(root, join(shell, 'd'));
    renameSync(shell, root);
  }
  const found = discover(root);
  expect(found.files).toEqual([]);
  expect(found.problems).toMatchObject([
    { code: 'limit-reached', message: expect.stringContaining('deeper than 256') },
  ]);
});

test('a hostile git configuration runs nothing', () => {
  const root = temporaryRepository({ a: '' });
  const marker = join(root, 'ran');
  addFiles(root, {
    '.git/config': `[core]\n\tfsmonitor = touch ${marker}\n\thooksPath = .\n[include]\n\tpath = /etc/passwd\n`,
  });
  expect(paths(discover(root))).toEqual(['a']);
});
