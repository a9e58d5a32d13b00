import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import manifest from '../../packages/cli/package.json' with { type: 'json' };
import { run } from '../../packages/cli/src/run.ts';
import { version } from '../../packages/cli/src/version.ts';
import { fineprint } from './terminal.ts';

const harbour = resolve(import.meta.dirname, '../repos/harbour');
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-cli-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function write(path: string, text: string): string {
  const file = join(directory, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const unpinned =
  'on: push\njobs:\n  a:\n    runs-on: self-hosted\n    steps:\n      - uses: octo-org/tool@main\n';

describe('exit codes', () => {
  test('0: nothing to object to', async () => {
    write('repo/README.md', '# nothing\n');
    expect((await fineprint(['scan', join(directory, 'repo')])).code).toBe(0);
  });

  test('1: findings at or over --fail-on, and 0 below it', async () => {
    write('repo/.github/workflows/ci.yml', unpinned);
    const repository = join(directory, 'repo');
    expect((await fineprint(['scan', repository, '--fail-on', 'warning'])).code).toBe(1);
    expect((await fineprint(['scan', repository, '--fail-on', 'error'])).code).toBe(0);
    expect((await fineprint(['scan', repository, '--fail-on', 'none'])).code).toBe(0);
  });

  test.each([
    ['an unknown option', ['scan', '.', '--nonsense'], 'Unknown option'],
    ['an unknown format', ['scan', '.', '-o', 'sarf'], 'Did you mean "sarif"?'],
    [
      'two formats for standard output',
      ['scan', '.', '-o', 'json', '-o', 'text'],
      'Only one format can go to standard output',
    ],
    ['an unknown extractor', ['scan', '.', '--only', 'github-action'], 'Did you mean "github-actions"?'],
    ['an unknown policy', ['scan', '.', '--policy', 'strct'], 'Did you mean "strict"?'],
    ['a path that is not there', ['scan', '/nowhere/at/all'], 'There is no file or directory'],
    ['a git URL without --online', ['scan', 'git+https://git.example/o/r@v1'], 'add --online'],
    ['a wrong level', ['scan', '.', '--fail-on', 'sometimes'], 'Allowed choices are'],
  ])('2: %s', async (_, args, message) => {
    const ended = await fineprint(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr).not.toMatch(/^\s+at /m);
    expect(ended.stdout).toBe('');
  });

  test('2: a policy with an unknown key is shown in a code frame with a suggestion', async () => {
    write('repo/fineprint.yaml', 'licenses:\n  alow: [MIT]\n');
    const ended = await fineprint(['scan', join(directory, 'repo')]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('2 |   alow: [MIT]');
    expect(ended.stderr).toContain('"allow"');
  });

  test('3 and 4 hold only with --strict', async () => {
    write('empty/README.md', '# nothing\n');
    write('broken/.github/workflows/ci.yml', 'on: push\njobs:\n  a:\n    steps: [{uses: x/y@v1\n');
    const [empty, broken] = [join(directory, 'empty'), join(directory, 'broken')];
    expect((await fineprint(['scan', empty, '--strict'])).code).toBe(3);
    expect((await fineprint(['scan', empty])).code).toBe(0);
    const { stdout } = await fineprint(['scan', empty, '-o', 'json']);
    expect(JSON.parse(stdout).problems).toMatchObject([{ code: 'nothing-recognised', location: null }]);
    expect((await fineprint(['scan', broken, '--strict'])).code).toBe(4);
    expect((await fineprint(['scan', broken])).code).toBe(0);
  });

  test('they do not depend on the format', async () => {
    for (const format of ['text', 'json', 'cyclonedx', 'sarif', 'markdown', 'html', 'csv', 'notice']) {
      expect((await fineprint(['scan', harbour, '--fail-on', 'warning', '-o', format])).code).toBe(1);
    }
  });
});

describe('outputs', () => {
  test('each goes to its file, and only what was asked for is on standard output', async () => {
    const file = join(directory, 'report.json');
    const ended = await fineprint([
      'scan',
      harbour,
      '--fail-on',
      'none',
      '-o',
      `json=${file}`,
      '-o',
      'cyclonedx',
    ]);
    expect(JSON.parse(readFileSync(file, 'utf8')).schema).toBe('fineprint-report/1');
    expect(JSON.parse(ended.stdout).bomFormat).toBe('CycloneDX');
    expect(readdirSync(directory)).toEqual(['report.json']);
  });

  test('the same input gives the same bytes', async () => {
    const args = ['scan', harbour, '--fail-on', 'none', '-o', 'json'];
    expect((await fineprint(args)).stdout).toBe((await fineprint(args)).stdout);
  });

  test('lines are folded to the width of a terminal, and nowhere else', async () => {
    const args = ['scan', harbour, '--fail-on', 'none', '--color', 'never'];
    const piped = (await fineprint(args)).stdout;
    const shown = (await fineprint(args, {}, { isTTY: true, columns: 70 })).stdout;
    // The table of components leaves out columns, and code is cut.
    const words = (text: string) => text.replace(/^components [\s\S]*?\n\n|^ +\d* \|.*\n/gm, '').split(/\s+/);
    expect(words(shown)).toEqual(words(piped));
    const messages = (text: string) => text.split('\n').filter((line) => /^ {2}\S.* is licensed /.test(line));
    expect(Math.max(...messages(piped).map((line) => line.length))).toBeGreaterThan(70);
    expect(Math.max(...messages(shown).map((line) => line.length))).toBeLessThanOrEqual(70);
  });

  test('a symbolic link is not written through', async () => {
    const target = write('target', 'untouched');
    symlinkSync(target, join(directory, 'link'));
    const ended = await fineprint(['scan', harbour, '-o', `json=${join(directory, 'link')}`]);
    expect(ended.code).toBe(2);
    expect(readFileSync(target, 'utf8')).toBe('untouched');
  });

  test.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ NO_COLOR: '1', CLICOLOR_FORCE: '1' }, false],
    [{ CLICOLOR: '0' }, false],
    [{ CLICOLOR: '0', CLICOLOR_FORCE: '1' }, true],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, true],
    [{ FORCE_COLOR: '0' }, false],
    [{ TERM: 'dumb' }, false],
  ] as const)('on a terminal, %j colours: %s', async (env, isColored) => {
    const { stdout } = await fineprint(['licenses', harbour], env, { isTTY: true, columns: 80 });
    expect(stdout.includes('\x1b[')).toBe(isColored);
  });

  test('a file is as a pipe, whatever the terminal can', async () => {
    const file = join(directory, 'report.txt');
    const env = { FORCE_HYPERLINK: '1' };
    const args = ['scan', harbour, '--fail-on', 'none', '-o', `text=${file}`];
    await fineprint(args, env, { isTTY: true, columns: 40 });
    expect(readFileSync(file, 'utf8')).toBe((await fineprint(args.slice(0, 4))).stdout);
  });

  test('places are links to files that are there, on terminals that show links', async () => {
    const name = 'a\u001b]8;;x\u0007 #?%';
    write(`repo/${name}/compose.yaml`, 'services: { a: { image: redis } }\n');
    const args = ['scan', join(directory, 'repo'), '--color', 'auto'];
    const { stdout } = await fineprint(args, { FORCE_HYPERLINK: '1' }, { isTTY: true, columns: 80 });
    const [, address = ''] = /\x1b\]8;;([^\x1b]*)\x1b\\/.exec(stdout) ?? [];
    expect(fileURLToPath(address)).toBe(join(directory, 'repo', name, 'compose.yaml'));
    expect(address).not.toMatch(/[\u0000-\u0020]/);
    for (const [env, more] of [
      [{ FORCE_HYPERLINK: '0' }, []],
      [{ TERM: 'xterm-256color' }, []],
      [{ FORCE_HYPERLINK: '1' }, ['--color', 'never']],
      [{ TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.90.0' }, []],
    ] as const)
      expect((await fineprint([...args, ...more], env, { isTTY: true, columns: 80 })).stdout).not.toContain(
        '\x1b]8',
      );
    expect((await fineprint(args)).stdout).not.toContain('\x1b');
  });

  test('progress shows on a terminal, is wiped away, and never in CI, with --quiet or into a pipe', async () => {
    for (let index = 0; index < 201; index += 1) write(`repo/${index}.yaml`, 'image: redis\n');
    const scan = async (stderr: object, env: object, ...more: readonly string[]) => {
      const told: string[] = [];
      const streams = {
        stdout: { write: () => true },
        stderr: { ...stderr, write: (text: string) => told.push(text) },
      };
      await run(['scan', join(directory, 'repo'), '--no-cache', ...more], { env: { ...env }, ...streams });
      return told.join('');
    };
    const terminal = { isTTY: true, columns: 80 };
    expect(await scan(terminal, {})).toMatch(
      /^\rread 0 % of 201 files[^\n]*99 % of 201 files\r\x1b\[K[^%]*$/,
    );
    for (const env of [{ CI: 'true' }, { TERM: 'dumb' }])
      expect(await scan(terminal, env)).not.toContain('%');
    expect(await scan(terminal, {}, '--quiet')).toBe('');
    expect(await scan({}, {})).not.toContain('%');
    // Nothing here is asked for, but that hosts may be is what somebody waits for.
    expect(await scan(terminal, {}, '--online')).toMatch(
      /\r[^\n]*99 % of 201 files\rasking registries[^\n%]*\r\x1b\[K[^%]*$/,
    );
  });

  test('colour follows the option, then NO_COLOR', async () => {
    const control = String.fromCharCode(27);
    const colored = await fineprint(['scan', harbour, '--fail-on', 'none', '--color', 'always'], {
      NO_COLOR: '1',
    });
    expect(colored.stdout).toContain(control);
    const plain = await fineprint(['scan', harbour, '--fail-on', 'none'], {
      FORCE_COLOR: '1',
      NO_COLOR: '1',
    });
    expect(plain.stdout).not.toContain(control);
  });
});

test('a baseline keeps known findings from failing, and marks what is new', async () => {
  write('repo/.github/workflows/ci.yml', unpinned);
  const repository = join(directory, 'repo');
  const baseline = join(directory, 'baseline.json');
  await fineprint(['scan', repository, '-o', `json=${baseline}`]);
  const same = await fineprint([
    'scan',
    repository,
    '--fail-on',
    'warning',
    '--baseline',
    baseline,
    '-o',
    'json',
  ]);
  expect(same.code).toBe(0);
  write('repo/.github/workflows/more.yml', unpinned.replace('octo-org/tool', 'octo-org/other'));
  const more = await fineprint([
    'scan',
    repository,
    '--fail-on',
    'warning',
    '--baseline',
    baseline,
    '-o',
    'json',
  ]);
  expect(more.code).toBe(1);
  const states = JSON.parse(more.stdout).findings.map(({ state }: { state: string }) => state);
  expect(new Set(states)).toEqual(new Set(['known', 'new']));
});

test('--policy replaces what the repository says about itself, and says so', async () => {
  write('repo/fineprint.yaml', 'rules:\n  version-not-pinned: off\n');
  write('repo/.github/workflows/ci.yml', unpinned);
  const repository = join(directory, 'repo');
  expect((await fineprint(['scan', repository, '--fail-on', 'warning', '-o', 'json'])).stdout).not.toContain(
    'version-not-pinned',
  );
  const replaced = await fineprint([
    'scan',
    repository,
    '--policy',
    'default',
    '--fail-on',
    'warning',
    '-o',
    'json',
  ]);
  expect(replaced.stdout).toContain('version-not-pinned');
  expect(replaced.stderr).toContain('fineprint.yaml of the repository is not applied');
});

test('--explain-coverage tells what was not read, not resolved and not claimed', async () => {
  write('repo/compose.yaml', 'services: { a: { image: "nginx:${TAG}" } }\n');
  write('repo/broken/Chart.yaml', 'name: "a\n');
  write('repo/settings.yaml', 'app:\n  image: quay.io/example/app:1.2\n');
  write('repo/Earthfile', 'FROM golang:1.22\n');
  const plain = await fineprint(['scan', join(directory, 'repo'), '--no-cache']);
  expect(plain.stderr).not.toContain('settings.yaml');
  const { stderr } = await fineprint(['scan', join(directory, 'repo'), '--no-cache', '--explain-coverage']);
  expect(stderr).toContain('references: 1 seen, 0 resolved');
  for (const told of [
    'compose.yaml:1:26  unresolved-reference (unresolved)',
    'broken/Chart.yaml:1:1  syntax-invalid (unread)',
    'settings.yaml:2:3  file-unclaimed (noted)',
    'Earthfile:1:1  file-unclaimed (noted)',
  ])
    expect(stderr).toContain(told);
});

test('a single file can be scanned', async () => {
  const file = write('ci/.github/workflows/ci.yml', unpinned);
  const ended = await fineprint(['scan', file, '-o', 'json']);
  expect(JSON.parse(ended.stdout).components).toHaveLength(1);
});

test.each([
  ['a rule', ['explain', 'version-not-pinned'], '# version-not-pinned'],
  ['a licence', ['explain', 'BUSL-1.1'], 'class  source-available, says ScanCode'],
  ['a licence with its text', ['explain', 'MIT', '--text'], 'Permission is hereby granted'],
  ['a deprecated id', ['explain', 'GPL-2.0'], '"GPL-2.0" is deprecated and read as "GPL-2.0-only".'],
  ['a choice', ['explain', 'MIT OR ISC'], 'Whoever uses it chooses one of these.'],
  [
    'an exception',
    ['explain', 'LLVM-exception', '--text'],
    'As an exception, if, as a result of your compiling',
  ],
  ['a licence nobody lists', ['explain', 'LicenseRef-x'], 'Nobody has read the terms of LicenseRef-x here.'],
  ['a class', ['explain', 'network-copyleft'], 'AGPL-3.0-only'],
  ['a component', ['explain', 'actions/checkout', harbour], 'claims v4.2.1'],
  ['a component by its key', ['explain', 'tool:terraform', harbour], 'BUSL-1.1 from 1.6.0'],
])('explain says what is known of %s', async (_, args, expected) => {
  const ended = await fineprint(args);
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain(expected);
});

test('a name that is a licence too is the component where a path is given', async () => {
  write('repo/Dockerfile', 'FROM curl:8.1\n');
  expect((await fineprint(['explain', 'curl'])).stdout).toContain('curl  curl License');
  const { stdout } = await fineprint(['explain', 'curl', join(directory, 'repo')]);
  expect(stdout).toContain('container-image:docker.io/library/curl@8.1');
  expect((await fineprint(['explain', 'MIT', harbour])).stdout).toContain('MIT  MIT License');
});

test('an explanation says what needs a component, and what that needs as far as it is known', async () => {
  const packages = {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { version: '1.0.0', dependencies: { b: '1.0.0', gone: '1.0.0' } },
    'node_modules/b': { version: '1.0.0' },
  };
  write('repo/package.json', '{"name": "x", "dependencies": {"a": "1.0.0"}}');
  write('repo/package-lock.json', JSON.stringify({ name: 'x', lockfileVersion: 3, packages }));
  write('repo/action.yml', 'runs:\n  using: composite\n  steps: [{ uses: o/a@v1 }, { uses: o/a@v1 }]\n');
  const explained = async (name: string) =>
    (await fineprint(['explain', name, join(directory, 'repo')])).stdout.replaceAll(/ +/g, ' ');
  expect(await explained('npm/a')).toContain(' needs library:npm/b@1.0.0, and more that is not known\n');
  expect(await explained('npm/b')).toContain(' needs nothing further\n needed by library:npm/a@1.0.0\n');
  const action = await explained('o/a');
  expect(action).not.toContain('need');
  // Each finding once, whatever the number of its places.
  expect(action.match(/version-not-pinned.*/g)).toEqual(['version-not-pinned at 2 places']);
});

test.each(['hashicorp/vault', 'docker.io/library/redis', 'terraform'])(
  'the explanation of %s is the golden one',
  async (subject) => {
    const { stdout } = await fineprint(['explain', subject, harbour]);
    const file = `explain-${subject.slice(subject.lastIndexOf('/') + 1)}.txt`;
    await expect(stdout).toMatchFileSnapshot(resolve(import.meta.dirname, '../golden/harbour', file));
  },
);

test.each([
  ['a misspelt licence', ['explain', 'BUSL-1.2', harbour], 'Did you mean "BUSL-1.1"?'],
  ['a misspelt rule', ['explain', 'license-unknwn', harbour], 'Did you mean "license-unknown"?'],
  ['a part of a name', ['explain', 'x/oauth2-proxy', harbour], 'quay.io/oauth2-proxy/oauth2-proxy'],
  ['an unknown format', ['licenses', harbour, '-o', 'cvs'], 'Did you mean "csv"?'],
  [
    'an unknown grouping',
    ['licenses', harbour, '--by', 'colour'],
    'Allowed choices are class, component, place, obligation',
  ],
  ['an unknown usage', ['notice', harbour, '--usage', 'deploy'], 'Did you mean "deployed"?'],
  ['a path that is not there', ['notice', '/nowhere/at/all'], 'There is no file or directory'],
  ['a git URL without --online', ['licenses', 'git+https://git.example/o/r@v1'], 'add --online'],
])('2: %s', async (_, args, message) => {
  const ended = await fineprint(args);
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(message);
  expect(ended.stdout).toBe('');
});

test('an explanation shows scanned text, and nothing in it is obeyed', async () => {
  const name = '::error::x\u001b]0;t\u0007\u202e';
  write(`repo/${name}/compose.yaml`, `services: { a: { image: ${JSON.stringify(`${name}:1`)} } }\n`);
  const repository = join(directory, 'repo');
  const { stdout: json } = await fineprint(['scan', repository, '--fail-on', 'none', '-o', 'json']);
  const [{ key }] = JSON.parse(json).components;
  const { code, stdout } = await fineprint(['explain', key, repository]);
  expect(code).toBe(0);
  expect(stdout).toContain('\\x3a:error::x\\x1b]0;t\\x07\\u{202e}/compose.yaml:1:');
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|^\s*::/m);
  const missed = await fineprint(['explain', `${key}x`, repository]);
  expect(missed.stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

describe('licences and notice', () => {
  test('end with 0 whatever the policy says, and write files', async () => {
    const file = join(directory, 'licenses.json');
    const ended = await fineprint(['licenses', harbour, '--by', 'place', '-o', `json=${file}`, '-o', 'text']);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('compose.yaml\n');
    expect(JSON.parse(readFileSync(file, 'utf8')).by).toBe('place');
    const notices = join(directory, 'NOTICE');
    expect((await fineprint(['notice', harbour, '-o', notices])).stdout).toBe('');
    expect(readFileSync(notices, 'utf8')).toContain('GNU AFFERO GENERAL PUBLIC LICENSE');
  });

  test('the notice of a scan is that of the command', async () => {
    const scanned = await fineprint(['scan', harbour, '--fail-on', 'none', '-o', 'notice']);
    const { stdout } = await fineprint(['notice', harbour]);
    expect(stdout).toBe(scanned.stdout);
    const all = await fineprint(['notice', harbour, '--usage', 'all']);
    expect(all.stdout).toContain('hashicorp/vault');
    expect(stdout).not.toContain('hashicorp/vault');
  });

  test('copies that lie beside the code come before standard texts, and NOTICE files come along', async () => {
    const copy = '.terraform/modules/vpc';
    const entries = [
      { Key: '', Source: '', Dir: '.' },
      { Key: 'vpc', Source: 'registry.terraform.io/acme/vpc/aws', Version: '1.0.0', Dir: copy },
    ];
    write('repo/main.tf', 'module "vpc" {\n  source  = "acme/vpc/aws"\n  version = "1.0.0"\n}\n');
    write('repo/.terraform/modules/modules.json', JSON.stringify({ Modules: entries }));
    const { stdout: standard } = await fineprint(['explain', 'ISC', '--text']);
    const isc = standard.slice(
      standard.indexOf('Permission to use'),
      standard.indexOf('\n\nWhat a licence asks'),
    );
    write(`repo/${copy}/LICENSE`, `Copyright (c) 2020 Ada\n\n${isc}\n`);
    write(`repo/${copy}/NOTICE`, 'With thanks to Bob.\n');
    const { stdout } = await fineprint(['notice', join(directory, 'repo')]);
    for (const told of [
      `The text of ${copy}/LICENSE.`,
      'Copyright (c) 2020 Ada',
      `The text of ${copy}/NOTICE.`,
      'With thanks to Bob.',
    ])
      expect(stdout).toContain(told);
    expect(stdout).not.toContain('no copy was found');
  });

  test('say what was not recognised or not read', async () => {
    write('empty/README.md', '# nothing\n');
    const { stderr } = await fineprint(['licenses', join(directory, 'empty')]);
    expect(stderr).toContain('Nothing was recognised');
    const { stdout } = await fineprint(['notice', join(directory, 'empty')]);
    expect(stdout).toContain('No component with a licence, 0 without one.');
  });
});

test('the version is that of package.json', () => {
  expect(version).toBe(manifest.version);
});

test('a reader that stops early is no failure, and files are written all the same', async () => {
  const bin = resolve(import.meta.dirname, '../../packages/cli/bin/fineprint.js');
  const file = join(directory, 'after-head.json');
  const child = spawn(
    process.execPath,
    [bin, 'scan', harbour, '--fail-on', 'none', '--no-cache', '-o', 'text', '-o', `json=${file}`],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  child.stdout.destroy();
  const printed: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  const [code] = await once(child, 'close');
  expect({ code, printed }).toEqual({ code: 0, printed: [] });
  expect(JSON.parse(readFileSync(file, 'utf8')).tool.name).toBe('fineprint');
});

test('the program starts by its bin, and an old Node is told before anything is imported', () => {
  const bin = resolve(import.meta.dirname, '../../packages/cli/bin/fineprint.js');
  const started = spawnSync(process.execPath, [bin, '--version'], {
    encoding: 'utf8',
    env: { ...process.env, XDG_CACHE_HOME: directory },
  });
  expect([started.status, started.stdout, started.stderr]).toEqual([0, `fineprint ${version}\n`, '']);
  expect(existsSync(join(directory, 'fineprint/compile'))).toBe(true);
  const old = write(
    'old.mjs',
    "Object.defineProperty(process.versions, 'node', { value: '20.20.2' });\nawait import(process.argv[2]);\n",
  );
  const refused = spawnSync(process.execPath, [old, bin, '--version'], { encoding: 'utf8' });
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain('Fineprint needs Node 22.22');
});
