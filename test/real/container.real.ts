import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { templates } from '../e2e/ci-templates.ts';

// The image, built without a daemon and run in a chroot. Its base cannot be pulled here: one of Node and a shell stands in.
const root = resolve(import.meta.dirname, '../..');
const dockerfile = join(templates, 'container/Dockerfile');
let directory = '';
let container = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fineprint-image-'));
  standIn(join(directory, 'base'));
  writeFileSync(join(directory, 'Base'), 'FROM scratch\nCOPY base/ /\n');
  buildah('build', '--tag', 'stand-in', '--file', join(directory, 'Base'), directory);
  buildah('build', '--from', 'localhost/stand-in', '--tag', 'fineprint', '--file', dockerfile, root);
  container = buildah('from', 'localhost/fineprint').trim();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const storage = () => [
  '--storage-driver',
  'vfs',
  '--root',
  join(directory, 'root'),
  '--runroot',
  join(directory, 'run'),
];
const env = { ...process.env, BUILDAH_ISOLATION: 'chroot' };

function buildah(...args: readonly string[]): string {
  return execFileSync('buildah', [...storage(), ...args], { encoding: 'utf8', env, stdio: 'pipe' });
}

/** Node, `sh` and `ln`, with the libraries that they ask for, and the user that the image names. */
function standIn(base: string): void {
  const programs = [
    [process.execPath, 'usr/local/bin/node'],
    ['/bin/sh', 'bin/sh'],
    ['/bin/ln', 'bin/ln'],
    ['/usr/bin/env', 'usr/bin/env'],
    ['/usr/bin/id', 'usr/bin/id'],
  ] as const;
  const paths = programs.map(([program]) => program);
  const libraries = execFileSync('ldd', paths, { encoding: 'utf8' }).match(/\/lib\S+/g) ?? [];
  const files = [...programs, ...[...new Set(libraries)].map((path) => [path, path.slice(1)] as const)];
  for (const [from, to] of files) {
    mkdirSync(dirname(join(base, to)), { recursive: true });
    copyFileSync(from, join(base, to));
  }
  mkdirSync(join(base, 'etc'));
  writeFileSync(join(base, 'etc/passwd'), 'node:x:1000:1000::/home/node:/bin/sh\n');
  mkdirSync(join(base, 'tmp'));
  chmodSync(join(base, 'tmp'), 0o1777);
}

function inContainer(...command: readonly string[]) {
  const sample = join(root, 'test/repos/harbour');
  const args = [...storage(), 'run', '--volume', `${sample}:/src:ro`, container, '--', ...command];
  const { status, stdout, stderr } = spawnSync('buildah', args, { encoding: 'utf8', env });
  return { code: status, stdout, stderr };
}

test('the program scans what is mounted, as a user who is not root and has no home', () => {
  expect(inContainer('id', '-u').stdout).toBe('1000\n');
  const { code, stdout, stderr } = inContainer(
    'fineprint',
    'scan',
    '/src',
    '--fail-on',
    'none',
    '--no-cache',
  );
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('components');
});

test('a cache that cannot be kept is said', () => {
  const { code, stderr } = inContainer('fineprint', 'scan', '/src', '--fail-on', 'none');
  expect([code, stderr]).toEqual([0, expect.stringContaining('"--no-cache" does without')]);
});

test('what the labels say of the base is what the image is built on', () => {
  const { OCIv1 } = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/fineprint'));
  const base = /^FROM (?<name>\S+)@(?<digest>sha256:[0-9a-f]{64})$/m.exec(
    readFileSync(dockerfile, 'utf8'),
  )?.groups;
  expect(OCIv1.config).toMatchObject({
    User: '1000:1000',
    Labels: {
      'org.opencontainers.image.base.name': base?.name,
      'org.opencontainers.image.base.digest': base?.digest,
      'org.opencontainers.image.version': JSON.parse(
        readFileSync(join(root, 'packages/cli/package.json'), 'utf8'),
      ).version,
    },
  });
  expect(OCIv1.config.Entrypoint ?? []).toEqual([]);
});
