import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIgnored, parseIgnoreRules } from './ignore-rules.ts';
import { addFiles, git, temporaryTree } from './temporary-tree.testkit.ts';

/** Asks the real git which of some paths, none of which exists, a `.gitignore` hides. */
function askGit(root: string, rules: string, paths: readonly string[]): readonly string[] {
  addFiles(root, { '.gitignore': rules });
  const input = paths.map((path) => `${path}\0`).join('');
  const { stdout } = spawnSync('git', ['check-ignore', '-z', '--no-index', '--stdin'], {
    cwd: root,
    input,
    encoding: 'utf8',
  });
  return stdout.split('\0').slice(0, -1);
}

/** Asks our rules, directory by directory as the walk does. */
function askRules(text: string, paths: readonly string[]): readonly string[] {
  const rules = parseIgnoreRules(text, '', null);
  return paths.filter((path) => {
    const names = path.split('/');
    return names.some((_, at) => isIgnored(rules, names.slice(0, at + 1).join('/'), at < names.length - 1));
  });
}

const examples = [
  '*.log\n!keep.log\n',
  'build/\n/top\nsub/dir\n',
  '**/deep\na/**/b\nc/**\n',
  'trail  \nescaped\\ \n\\#hash\n\\!bang\n#comment\n',
  '*\n!*.tf\n!a/\n',
  'crlf\r\n*.x\r\n',
  '\uFEFFbom\nx\n',
  '[ab]c\n[!ab]d\n[[:digit:]]e\nf[\nq\\\n[]]z\n',
  '/*\n!/a\n/a/*\n!/a/b\n',
  'a**b\n***\n!a\n',
  '/\n!\n//x\nx//y\n',
];
const paths = [
  'a',
  'b',
  'x.log',
  'keep.log',
  'a/keep.log',
  'a/b',
  'a/b/c',
  'a/x/b',
  'a/x/y/b',
  'c/d',
  'c',
  'top',
  'a/top',
  'build/x',
  'a/build/x',
  'build',
  'sub/dir',
  'a/sub/dir',
  'deep',
  'a/deep/x',
  'trail',
  'trail  ',
  'escaped ',
  'escaped',
  '#hash',
  '!bang',
  '#comment',
  'm.tf',
  'a/m.tf',
  'z/m.tf',
  'crlf',
  'q.x',
  'bom',
  'x',
  'ac',
  'cd',
  'ad',
  '1e',
  'f[',
  'q',
  'q\\',
  ']z',
  'axxb',
  'a/xb',
  'x/y',
];

test.each(examples)('rules agree with git: %j', (rules) => {
  const root = temporaryTree();
  git(root, 'init', '-q');
  expect(askRules(rules, paths)).toEqual(askGit(root, rules, paths));
});

test('any rules agree with git', () => {
  const root = temporaryTree();
  git(root, 'init', '-q');
  // `a**/b` is left out: git cuts `a` off first and then takes `**/` for a whole segment.
  const part = fc.oneof(
    fc.constant('**'),
    fc.stringMatching(/^(?:[ab?.]|\[ab\]|\[!a\]|\\a|\*[ab?.]){0,3}\*?$/),
  );
  const line = fc
    .tuple(
      fc.constantFrom('', '!'),
      fc.constantFrom('', '/'),
      fc.array(part, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '/'),
    )
    .map(([not, start, parts, end]) => not + start + parts.join('/') + end);
  const name = fc.stringMatching(/^[ab][ab.]{0,2}$/);
  const some = fc.array(
    fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
    { minLength: 20, maxLength: 40 },
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), some, (lines, asked) => {
      const text = `${lines.join('\n')}\n`;
      const unique = [...new Set(asked)];
      expect(askRules(text, unique)).toEqual(askGit(root, text, unique));
    }),
    { numRuns: 150 },
  );
});
