import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type TarEntry, tarOf } from '@fineprint/core/testkit';
import { expect, test } from 'vitest';
import { attack, codes, scene, useAttacks } from './attack.ts';

useAttacks();

const chart = (name: string) =>
  `apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - { name: ${name}, version: 1.0.0, repository: "https://charts.example.org" }\n`;
const inner = 'apiVersion: v2\nname: a\nversion: 1.0.0\nannotations:\n  artifacthub.io/license: ISC\n';

function packed(...entries: readonly TarEntry[]): Buffer {
  return gzipSync(tarOf(entries));
}

function licenseOf(report: Awaited<ReturnType<typeof attack>>['report'], key: RegExp): string | null {
  const found = report.components.find((component) => key.test(component.key))?.license.concluded;
  return found?.is === 'expression' ? found.expression : null;
}

const good: TarEntry = { path: 'a/Chart.yaml', text: inner };

// Of these the entry is left out, and what else the archive holds is read.
test.each<readonly [string, TarEntry]>([
  ['row 36: a name that leads out', { path: '../../a/LICENSE', text: 'canary' }],
  ['row 36: an absolute name', { path: '/etc/LICENSE', text: 'canary' }],
  ['row 36: a name of Windows', { path: 'C:\\a\\LICENSE', text: 'canary' }],
  ['row 37: a link to a file outside', { path: 'a/LICENSE', type: '2', link: '../../../outside/LICENSE' }],
  ['row 37: a hard link', { path: 'a/LICENSE', type: '1', link: '/etc/passwd' }],
  ['row 37: a device', { path: 'a/LICENSE', type: '3' }],
  ['row 39: a size that lies', { path: 'a/LICENSE', text: 'x', size: 8_000_000_000 }],
  ['row 39: a wrong checksum', { path: 'a/LICENSE', text: 'x', sum: 1 }],
])('%s in a chart is not taken', async (_, entry) => {
  const files = scene({ 'Chart.yaml': chart('a'), 'charts/a-1.0.0.tgz': packed(good, entry) });
  const { report } = await attack(files);
  expect(licenseOf(report, /^helm-chart:/)).toBe('ISC');
  expect(Object.keys(report.texts)).toEqual([]);
});

test.each<readonly [string, Buffer]>([
  ['row 38: that unpacks to three gigabytes', gzipSync(gzipSync(Buffer.alloc(200_000_000)))],
  ['row 38: that unpacks to a thousandfold', gzipSync(Buffer.alloc(50_000_000))],
  ['row 39: that is cut', packed(good).subarray(0, 40)],
  ['row 39: that is none', Buffer.from('PK\x03\x04 no tar at all')],
  ['row 39: that is empty', Buffer.alloc(0)],
])('an archive %s is refused, and that is told', async (_, archive) => {
  const { report } = await attack(scene({ 'Chart.yaml': chart('a'), 'charts/a-1.0.0.tgz': archive }));
  expect(codes(report)).toContain('license-unreadable');
  expect(licenseOf(report, /^helm-chart:/)).toBeNull();
});

test('row 38: archives in archives are opened to a depth, and what lies deeper is told', async () => {
  const values = (name: string) => ({
    path: 'a/values.yaml',
    text: `image: { repository: o/${name}, tag: 1.0.0 }\n`,
  });
  const needing = { path: 'a/Chart.yaml', text: chart('a') };
  let archive = packed(good, values('deepest'));
  for (const name of [...Array(29).keys()].map((depth) => `at-${29 - depth}`))
    archive = packed(needing, values(name), { path: 'a/charts/a-1.0.0.tgz', text: archive });
  const { report } = await attack(scene({ 'Chart.yaml': chart('a'), 'charts/a-1.0.0.tgz': archive }));
  const images = report.components.filter(({ kind }) => kind === 'container-image').map(({ name }) => name);
  expect(images).toEqual(['o/at-1', 'o/at-2', 'o/at-3']);
  expect(report.problems).toContainEqual(
    expect.objectContaining({
      code: 'file-unreadable',
      message: expect.stringContaining('It lies in 3 other archives.'),
      location: expect.objectContaining({ path: 'Chart.yaml' }),
    }),
  );
  expect(report.complete).toBe(false);
});

test('row 36: nothing that an archive names in its references is read outside of it', async () => {
  const files = scene({
    'Chart.yaml': chart('a'),
    'values.yaml': 'image: { repository: o/own, tag: 1.0.0 }\n',
    'charts/a-1.0.0.tgz': packed(
      { path: 'a/Chart.yaml', text: chart('../../../outside') },
      { path: 'a/templates/x.yaml', text: 'image: {{ .Files.Get "../../../outside/LICENSE" }}\n' },
      { path: '__proto__/values.yaml', text: 'image: { repository: o/p, tag: 1.0.0 }\n' },
      { path: 'a/constructor/Chart.yaml', text: 'name: constructor\n' },
    ),
  });
  const { report } = await attack(files);
  expect(report.complete).toBe(false);
});

const lock = (name: string) =>
  JSON.stringify({
    name: 'x',
    lockfileVersion: 3,
    packages: { '': { dependencies: { [name]: '1.0.0' } }, [`node_modules/${name}`]: { version: '1.0.0' } },
  });
const manifest = (name: string) => JSON.stringify({ name: 'x', dependencies: { [name]: '1.0.0' } });

test('row 1: copies, license files and archives that are links out of the root are not read', async () => {
  const files = scene({
    'package.json': manifest('a'),
    'package-lock.json': lock('a'),
    'node_modules/a/package.json': '{"name":"a","version":"1.0.0"}',
    'Chart.yaml': chart('a'),
    'charts/b.txt': '',
    'go.mod': 'module x\n\nrequire example.org/b v1.0.0\n',
    'vendor/modules.txt': '# example.org/b v1.0.0\n# ../../outside v1.0.0\n',
    'vendor/example.org/c': '',
  });
  symlinkSync(join(files.outside, 'LICENSE'), join(files.root, 'node_modules/a/LICENSE'));
  symlinkSync(join(files.outside, 'LICENSE'), join(files.root, 'charts/a-1.0.0.tgz'));
  symlinkSync(files.outside, join(files.root, 'vendor/example.org/b'));
  const { report } = await attack(files);
  expect(Object.keys(report.texts)).toEqual([]);
  expect(codes(report)).toContain('license-unreadable');
});

test('row 5: a FIFO that is called LICENSE is not opened', async () => {
  const files = scene({
    'package.json': manifest('a'),
    'package-lock.json': lock('a'),
    'node_modules/a/package.json': '{"name":"a","version":"1.0.0","license":"MIT"}',
  });
  execFileSync('mkfifo', [join(files.root, 'node_modules/a/LICENSE')]);
  const { report } = await attack(files);
  expect(licenseOf(report, /npm\/a$/)).toBe('MIT');
  expect(codes(report)).toContain('license-unreadable');
});

test.each(['../../outside/LICENSE', '/etc/passwd', 'a/../../../outside/LICENSE'])(
  'row 51: a license field that names %s opens no file outside of the copy',
  async (path) => {
    const { report } = await attack(
      scene({
        'package.json': manifest('a'),
        'package-lock.json': lock('a'),
        'node_modules/a/package.json': JSON.stringify({
          name: 'a',
          version: '1.0.0',
          license: `SEE LICENSE IN ${path}`,
        }),
      }),
    );
    expect(Object.keys(report.texts)).toEqual([]);
    expect(codes(report)).toContain('license-unreadable');
  },
);

test('row 52: expressions of any depth and length in metadata are read within their limits', async () => {
  const fields = [
    `${'('.repeat(1_000)}MIT${')'.repeat(1_000)}`,
    `MIT${' OR MIT'.repeat(10_000)}`,
    'MIT OR (GPL-2.0-only WITH Classpath-exception-2.0)',
  ];
  const names = fields.map((_, index) => `p${index}`);
  const packages = Object.fromEntries(names.map((name) => [`node_modules/${name}`, { version: '1.0.0' }]));
  const { report } = await attack(
    scene({
      'package.json': JSON.stringify({
        name: 'x',
        dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])),
      }),
      'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages }),
      ...Object.fromEntries(
        fields.map((license, index) => [
          `node_modules/p${index}/package.json`,
          JSON.stringify({ name: `p${index}`, version: '1.0.0', license }),
        ]),
      ),
    }),
  );
  expect(names.map((name) => licenseOf(report, new RegExp(`npm/${name}$`)))).toEqual([
    null,
    null,
    'MIT OR GPL-2.0-only WITH Classpath-exception-2.0',
  ]);
});
