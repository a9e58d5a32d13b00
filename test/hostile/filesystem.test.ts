import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { openRoot, readFileInside } from '@fineprint/core';
import { expect, onTestFinished, test } from 'vitest';
import { attack, codes, refs, scene, useAttacks } from './attack.ts';

useAttacks();

const workflow = 'jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n';
const checkout = 'github-action:actions/checkout@v4';
const workflows = '.github/workflows';

test('row 1: a symbolic link out of the root is not read, and is told', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow });
  symlinkSync('/etc/passwd', join(at.root, 'main.tf'));
  symlinkSync(join(at.outside, 'w.yml'), join(at.root, workflows, 'w.yml'));
  symlinkSync('../outside/Dockerfile', join(at.root, 'Dockerfile'));
  symlinkSync('../outside', join(at.root, 'modules'));
  const { report, outputs } = await attack(at);
  expect(refs(report)).toEqual([checkout]);
  expect(report.problems.filter(({ code }) => code === 'symlink-escapes-root')).toHaveLength(4);
  expect(report.complete).toBe(false);
  for (const output of Object.values(outputs)) expect(output).not.toContain('root:x:0');
});

test('row 2: loops of directory links end, and what lies behind them is seen once', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow });
  symlinkSync('..', join(at.root, '.github/up'));
  symlinkSync('.', join(at.root, workflows, 'self'));
  symlinkSync('b', join(at.root, 'a'));
  symlinkSync('a', join(at.root, 'b'));
  const { report } = await attack(at);
  expect(report.coverage.files.seen).toBe(1);
  expect(report.components.flatMap(({ occurrences }) => occurrences)).toHaveLength(1);
});

test('row 3: a chain of fifty links is followed no further than eight', async () => {
  const at = scene({ 'w.yml': workflow });
  for (let link = 0; link < 50; link += 1) {
    symlinkSync(
      link === 0 ? '../../w.yml' : `l${link - 1}.yml`,
      join(mkdirs(at.root, workflows), `l${link}.yml`),
    );
  }
  const { report } = await attack(at);
  expect(codes(report)).toContain('limit-reached');
  expect(report.complete).toBe(false);
});

test.each([
  ['the file', (root: string) => [join(root, 'd/w.yml')]],
  ['the directory above it', (root: string) => [join(root, 'd')]],
])('row 4: %s swapped for a link between the check and the opening is refused', (_, swapped) => {
  const { root, outside, write, secret } = scene({ 'd/w.yml': workflow });
  const outcome = readFileInside(openRoot(root), 'd/w.yml', {
    beforeOpen() {
      for (const path of swapped(root)) {
        renameSync(path, `${path}.away`);
        symlinkSync(path.endsWith('.yml') ? join(outside, 'w.yml') : outside, path);
      }
    },
  });
  expect(outcome.is === 'bytes' ? outcome.bytes.toString() : outcome.code).toMatch(
    /^(?:file-unreadable|symlink-escapes-root)$/,
  );
  expect(JSON.stringify(outcome)).not.toContain(secret);
  write('untouched', '');
});

test('row 5: FIFOs and sockets are not opened, wherever a file is looked for', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow, 'chart/Chart.yaml': 'name: a\n' });
  const fifos = [
    'main.tf',
    'Dockerfile',
    `${workflows}/b.yml`,
    'values.yaml',
    'LICENSE',
    'CODEOWNERS',
    '.gitignore',
  ];
  for (const path of [
    ...fifos,
    '.github/CODEOWNERS',
    'action.yml',
    'compose.yaml',
    'chart/values.yaml',
    'm/.terraform.lock.hcl',
  ]) {
    mkdirs(at.root, join(path, '..'));
    execFileSync('mkfifo', [join(at.root, path)]);
  }
  const server = createServer().listen(join(at.root, 'c.tf'));
  onTestFinished(() => {
    server.close();
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { report } = await attack(at);
  expect(report.problems.filter(({ code }) => code === 'file-special')).toHaveLength(13);
  expect(refs(report)).toEqual([checkout]);
});

test('row 5: FIFOs in the place of git data do not stop a scan', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow, 'sub/.github/workflows/a.yml': workflow });
  mkdirSync(join(at.root, '.git/objects'), { recursive: true });
  for (const path of ['HEAD', 'index', 'config', 'packed-refs'])
    execFileSync('mkfifo', [join(at.root, '.git', path)]);
  execFileSync('mkfifo', [join(at.root, 'sub/.git')]);
  const { report } = await attack(at);
  expect(codes(report)).toContain('git-data-unreadable');
  expect(refs(report)).toContain(checkout);
});

const commands = [
  '\n::error file=x::pwned',
  '%0A::error::pwned',
  ',line=1',
  '\r::add-mask::x',
  '##[error]pwned',
  '::stop-commands::x',
];

test('row 6: file names that spell workflow commands are shown, not obeyed', async () => {
  const at = scene();
  for (const name of commands) at.write(`${workflows}/${name}.yml`, `${workflow}      - {{\n`);
  at.write('::error::pwned/Dockerfile', 'FROM x:1\n');
  const { report, text, outputs } = await attack(at);
  expect(report.coverage.files.claimed).toBe(commands.length + 1);
  expect(text).toContain('\\x3a:error::pwned/Dockerfile');
  expect(text).toContain('\\x0a::error file=x::pwned');
  expect(uris(outputs.sarif)).toContain('.github/workflows/%0A%3A%3Aerror%20file%3Dx%3A%3Apwned.yml');
});

test.each([
  [
    'row 7',
    [
      '\x1b]0;owned\x07',
      '\x1b]8;;x\x1b\\',
      '\x1b]52;c;AAAA\x07',
      '\r',
      '\x07',
      '\u009b31m',
      '\x7f',
      '\x08\x08',
    ],
    '\\x1b]0;owned\\x07',
  ],
  [
    'row 8',
    [
      '\u202egpj.',
      '\u2066x\u2069',
      'a\u200bb',
      '\ufeff',
      '\u00ad',
      '\u2028',
      '\u{e0041}',
      '\ufff9',
      'с\u0430fe',
    ],
    '\\u{202e}gpj.',
  ],
])(
  '%s: file names with controls, bidirectional and invisible characters are escaped everywhere',
  async (_, names, shown) => {
    const at = scene();
    for (const name of names)
      at.write(`${workflows}/${name}.yml`, `${workflow}      - uses: "${name}/x@v1"\n      - {{\n`);
    const { report, text } = await attack(at);
    expect(report.coverage.files.claimed).toBe(names.length);
    expect(text).toContain(shown);
    expect(report.problems.some(({ location }) => location?.path === `${workflows}/${names[0]}.yml`)).toBe(
      true,
    );
  },
);

test('row 9: names that are no UTF-8, or differ only in their normal form, stay distinct and have stable URIs', async () => {
  const at = scene();
  const directory = mkdirs(at.root, workflows);
  const names = ['é', 'e\u0301', '%ff', '%ed%a0%80'].map((name) => Buffer.from(`${name}.yml`));
  names.push(
    Buffer.from([0xff, 0x2e, 0x79, 0x6d, 0x6c]),
    Buffer.from([0xed, 0xa0, 0x80, 0x2e, 0x79, 0x6d, 0x6c]),
  );
  for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${directory}/`), name]), workflow);
  mkdirSync(Buffer.concat([Buffer.from(`${at.root}/`), Buffer.from([0xfe])]));
  const { report, outputs } = await attack(at);
  const paths = report.components.flatMap(({ occurrences }) => occurrences.map(({ path }) => path));
  expect(new Set(paths).size).toBe(names.length);
  expect(new Set(uris(outputs.sarif)).size).toBe(names.length);
});

test('row 10: paths at and beyond the system limit, and 300 nested directories, are handled or told', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow });
  const deep = 'd/'.repeat(300);
  at.write(`${deep}.github/workflows/deep.yml`, workflow);
  // A path that no call can name at once is made step by step.
  execFileSync(
    'bash',
    ['-c', 'n=$(printf "%0200d" 0); for i in $(seq 30); do mkdir $n; cd $n; done; echo "a: b" > x.tf'],
    { cwd: at.root },
  );
  onTestFinished(() => {
    execFileSync('rm', ['-rf', at.root]);
  });
  const { report } = await attack(at);
  expect(codes(report)).toContain('limit-reached');
  expect(report.complete).toBe(false);
  expect(refs(report)).toContain(checkout);
});

test('row 11: a directory of more files than the limit is scanned up to it, and that is told', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow, 'files/0': '' });
  execFileSync('bash', ['-c', 'seq 1 200000 | xargs touch'], { cwd: join(at.root, 'files') });
  const { report } = await attack(at, { render: false, twice: false });
  expect(codes(report)).toEqual(['limit-reached', 'version-unknown']);
  expect(report.complete).toBe(false);
  expect(report.coverage.files.seen).toBe(200_000);
  expect(refs(report)).toContain(checkout);
});

test('row 12: files larger than the limit are not read, and that is told', async () => {
  const at = scene({
    [`${workflows}/a.yml`]: workflow,
    [`${workflows}/big.yml`]: workflow,
    'x.tf.json': '{',
  });
  at.write('terraform.tfstate', '{');
  truncateSync(join(at.root, `${workflows}/big.yml`), 5 * 1024 ** 3);
  truncateSync(join(at.root, 'x.tf.json'), 2 * 1024 ** 3);
  truncateSync(join(at.root, 'terraform.tfstate'), 5 * 1024 ** 3);
  const { report } = await attack(at);
  expect(report.problems.find(({ location }) => location?.path.endsWith('big.yml'))?.code).toBe(
    'file-too-large',
  );
  expect(report.complete).toBe(false);
  expect(refs(report)).toEqual([checkout]);
});

test('row 13: a file that grows, shrinks, vanishes or may not be read gives a problem', () => {
  const { root } = scene({ 'a.yml': workflow });
  const file = join(root, 'a.yml');
  const outcomes = [
    () => rmSync(file),
    () => {
      rmSync(file);
      mkdirSync(file);
    },
  ].map((change) => {
    writeFileSync(file, workflow);
    const outcome = readFileInside(openRoot(root), 'a.yml', { beforeOpen: change });
    return outcome.is === 'bytes' ? 'bytes' : outcome.code;
  });
  expect(outcomes).toEqual(['file-unreadable', 'file-special']);
});

test('row 13: what may not be read is told, and the rest is scanned', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow, [`${workflows}/b.yml`]: workflow, 'closed/x.tf': '' });
  chmodSync(join(at.root, workflows, 'b.yml'), 0);
  chmodSync(join(at.root, 'closed'), 0);
  onTestFinished(() => chmodSync(join(at.root, 'closed'), 0o700));
  const { report } = await attack(at);
  expect(
    report.problems.filter(({ code }) => code === 'file-unreadable').map(({ location }) => location?.path),
  ).toEqual([`${workflows}/b.yml`, 'closed']);
  expect(report.complete).toBe(false);
  expect(refs(report)).toEqual([checkout]);
});

test('rows 4 and 13: a tree that changes all the time lets nothing out, and is scanned to its end', async () => {
  const names = ['w', 'grows', 'comes-and-goes', 'stays'].map((name) => `${workflows}/${name}.yml`);
  const at = scene({ 'd/main.tf': '', ...Object.fromEntries(names.map((path) => [path, workflow])) });
  const swapper = fork(join(import.meta.dirname, 'swapper.js'), [at.root, at.outside, workflow]);
  onTestFinished(() => {
    swapper.kill('SIGKILL');
  });
  await once(swapper, 'message');
  for (let round = 0; round < 20; round += 1) {
    const { report } = await attack(at, { racing: true, render: false });
    expect(refs(report)).toContain(checkout);
  }
  expect(swapper.exitCode, 'it went on to the end').toBeNull();
});

const escapes = [
  '../outside',
  '../../../../../../etc',
  '/etc/passwd',
  'C:\\outside',
  '\\\\server\\share',
  './..\\outside',
  './CON',
  './x./y ',
  './a/../../outside',
  'file:///etc/passwd',
];

test('row 14: paths of other systems and paths upwards lead nowhere', async () => {
  const at = scene();
  for (const [index, path] of escapes.entries()) {
    const quoted = JSON.stringify(path);
    at.write(
      `${workflows}/w${index}.yml`,
      `jobs:\n  a:\n    uses: ${quoted}\n  b:\n    steps:\n      - uses: ${quoted}\n`,
    );
    at.write(
      `m${index}/main.tf`,
      `module "a" {\n  source = ${quoted}\n}\nmodule "b" {\n  source = ".//${path.replaceAll('\\', '\\\\')}"\n}\n`,
    );
    at.write(
      `c${index}/compose.yaml`,
      `include: [${quoted}]\nservices:\n  a:\n    build: ${quoted}\n    extends: { file: ${quoted}, service: a }\n  b:\n    build: { context: ${quoted}, dockerfile: ../outside/Dockerfile }\n    env_file: ${quoted}\n`,
    );
    at.write(
      `h${index}/Chart.yaml`,
      `apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n  - { name: b, version: 1.0.0, repository: ${JSON.stringify(`file://${path}`)} }\n`,
    );
    at.write(
      `k${index}/kustomization.yaml`,
      `resources: [${quoted}]\nhelmCharts: [{ name: a, valuesFile: ${quoted} }]\n`,
    );
    at.write(`d${index}/Dockerfile`, `FROM ${path}\nCOPY --from=${path} / /\nADD ${path} /\n`);
  }
  await attack(at);
});

test('row 15: settings and programs that a repository ships are not run, nor believed', async () => {
  const program = '#!/bin/sh\ntouch "$0.ran"\n';
  const files = [
    'fineprint.config.js',
    'fineprint.config.mjs',
    '.fineprintrc.js',
    '.npmrc',
    '.terraformrc',
    'package.json',
    'node_modules/.bin/git',
    'node_modules/x/index.js',
    '.env',
    'tsconfig.json',
    '.git-credentials',
  ];
  const at = scene({
    [`${workflows}/a.yml`]: workflow,
    ...Object.fromEntries(files.map((path) => [path, program])),
  });
  for (const path of files) chmodSync(join(at.root, path), 0o755);
  const { report, touched } = await attack(at);
  expect(refs(report)).toEqual([checkout]);
  expect(files.filter((path) => existsSync(join(at.root, `${path}.ran`)))).toEqual([]);
  // JSON files may be manifests, and JavaScript may name images: read as data. Nothing else of these is even opened.
  const settings = files.filter((path) => !/\.m?js(?:on)?$/.test(path) || path.startsWith('node_modules/'));
  const looked = settings.filter((path) => touched.includes(join(at.root, path)));
  expect(looked).toEqual([]);
});

test('row 16: what a git configuration would run or include is data', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow });
  execFileSync('git', ['init', '-q', '-b', 'main', at.root]);
  execFileSync('git', ['-C', at.root, 'add', '.']);
  appendFileSync(
    join(at.root, '.git/config'),
    `[core]\n\tfsmonitor = touch ${at.root}/ran\n\thooksPath = ${at.outside}\n\tworktree = ${at.outside}\n\tpager = touch x\n` +
      `[include]\n\tpath = ${at.outside}/main.tf\n[alias]\n\tx = !touch y\n` +
      `[remote "origin"]\n\turl = https://user:s3cr3t-password@example.org/a/b.git?access_token=s3cr3t-token\n`,
  );
  execFileSync('git', ['init', '-q', '--bare', join(at.root, 'nested')]);
  appendFileSync(join(at.root, 'nested/config'), `[core]\n\tfsmonitor = touch ${at.root}/ran\n`);
  const { report, outputs } = await attack(at);
  expect(refs(report)).toContain(checkout);
  expect(report.root.remote).toBe('https://example.org/a/b.git');
  for (const output of Object.values(outputs)) expect(output).not.toContain('s3cr3t');
});

test('row 16: a git directory that lies elsewhere, or leads there by links, is not followed', async () => {
  const at = scene({ [`${workflows}/a.yml`]: workflow, 'sub/a.tf': '' });
  execFileSync('git', ['init', '-q', at.outside]);
  writeFileSync(join(at.outside, '.git/HEAD'), `${at.secret}\n`);
  writeFileSync(join(at.root, '.git'), `gitdir: ${at.outside}/.git\n`);
  symlinkSync(`${at.outside}/.git`, join(at.root, 'sub/.git'));
  const { report } = await attack(at, {
    mayLookAt: [
      at.outside,
      `${at.outside}/.git`,
      ...['config', 'gitdir', 'commondir'].map((name) => `${at.outside}/.git/${name}`),
    ],
  });
  expect(codes(report)).toContain('git-data-unreadable');
  expect(report.root.commit).toBeNull();
});

function mkdirs(root: string, path: string): string {
  mkdirSync(join(root, path), { recursive: true });
  return join(root, path);
}

function uris(sarif: string | undefined): readonly string[] {
  return [...(sarif ?? '').matchAll(/"uri": "(?<uri>[^"]*)"/g)].map(({ groups }) => groups?.uri ?? '');
}
