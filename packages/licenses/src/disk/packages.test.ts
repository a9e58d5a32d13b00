import { describe, expect, test } from 'vitest';
import { componentOf, type Files, saidOf, textOf, treeOf } from './tree.testkit.ts';

const mit = textOf('MIT');
const apache = textOf('Apache-2.0');

/** What the disk says of a library at a version, named in `at`. */
function said(
  files: Files,
  key: string,
  version: string | null,
  at = 'app/manifest',
  requested: string | null = null,
) {
  return saidOf(componentOf(`library:${key}`, { version, requested, at }), treeOf(files));
}

describe('node_modules', () => {
  const files = {
    'app/node_modules/a/package.json': '{"name":"a","version":"1.0.0","license":"MIT"}',
    'app/node_modules/a/LICENSE': mit,
    'app/node_modules/@s/b/package.json': '{"name":"@s/b","version":"2.0.0","license":"ISC"}',
    'app/node_modules/b/package.json': '{"name":"b","version":"1.0.0","license":"MIT"}',
    'app/node_modules/b/node_modules/a/package.json':
      '{"name":"a","version":"0.9.0","license":"BSD-3-Clause"}',
    'node_modules/c/package.json': '{"name":"c","version":"3.0.0","license":"0BSD"}',
    'node_modules/.pnpm/d@4.0.0_c@3.0.0/node_modules/d/package.json':
      '{"name":"d","version":"4.0.0","license":"Zlib"}',
    'node_modules/e/package.json': '{"name":"other","version":"1.0.0","license":"MIT"}',
    'node_modules/broken/package.json': '{"name":"broken","version":"1.0.0","license":}',
  };

  test('holds a package with its text and its metadata', () => {
    expect(said(files, 'npm/a', '1.0.0')).toEqual([
      'MIT file-text app/node_modules/a/LICENSE',
      'MIT package-metadata app/node_modules/a/package.json',
    ]);
  });

  test.each([
    ['npm/@s/b', '2.0.0', 'ISC'],
    ['npm/a', '0.9.0', 'BSD-3-Clause'],
    ['npm/c', '3.0.0', '0BSD'],
    ['npm/d', '4.0.0', 'Zlib'],
  ])('holds %s@%s: in a scope, in another package, above, in the store of pnpm', (key, version, license) => {
    expect(said(files, key, version)).toEqual([expect.stringContaining(`${license} package-metadata`)]);
  });

  test('holds nothing of another version, another name or another type', () => {
    expect(said(files, 'npm/a', '1.0.1')).toEqual([]);
    expect(said(files, 'npm/e', '1.0.0')).toEqual([]);
    expect(said(files, 'pypi/a', '1.0.0')).toEqual([]);
    expect(said(files, 'npm/a', '1.0.0', 'manifest')).toEqual([]);
  });

  test('holds what a range admits', () => {
    expect(said(files, 'npm/c', null, 'app/package.json', '^3.0.0')).toHaveLength(1);
    expect(said(files, 'npm/c', null, 'app/package.json', '^4.0.0')).toEqual([]);
  });

  test('with broken metadata is said, at its place', () => {
    expect(said(files, 'npm/broken', '1.0.0')).toEqual([expect.stringContaining('It cannot be read')]);
    const half = { ...files, 'node_modules/c/package.json': '{"name":"c","version":"3.0.0",\n"license":7}' };
    expect(said(half, 'npm/c', '3.0.0')).toEqual([
      expect.stringMatching(/^license-unreadable node_modules\/c\/package.json:2: .* no text/),
    ]);
  });
});

describe('site-packages', () => {
  const metadata = (name: string, version: string, rest: string) =>
    `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n${rest}\n\nText`;
  const files = {
    'app/.venv/lib/python3.12/site-packages/requests-2.31.0.dist-info/METADATA': metadata(
      'requests',
      '2.31.0',
      'License: Apache 2.0\nLicense-File: LICENSE',
    ),
    'app/.venv/lib/python3.12/site-packages/requests-2.31.0.dist-info/LICENSE': apache,
    'app/.venv/lib/python3.12/site-packages/typing_extensions-4.0.dist-info/METADATA': metadata(
      'typing_extensions',
      '4.0',
      'License-Expression: PSF-2.0\nLicense-File: LICENSE',
    ),
    'app/.venv/lib/python3.12/site-packages/typing_extensions-4.0.dist-info/licenses/LICENSE': mit,
    'layer/python/six-1.16.0.dist-info/METADATA': metadata(
      'six',
      '1.16.0',
      'Classifier: License :: OSI Approved :: MIT License',
    ),
    'usr/lib/python3/dist-packages/PyYAML-6.0.egg-info': metadata('PyYAML', '6.0', 'License: MIT'),
    'app/.venv/lib/python3.12/site-packages/bsd-1.0.dist-info/METADATA': metadata(
      'bsd',
      '1.0',
      'License: BSD',
    ),
  };

  test('holds a package with the text beside its metadata', () => {
    expect(said(files, 'pypi/requests', '2.31.0')).toEqual([
      'Apache-2.0 file-text app/.venv/lib/python3.12/site-packages/requests-2.31.0.dist-info/LICENSE',
      'Apache-2.0 package-metadata app/.venv/lib/python3.12/site-packages/requests-2.31.0.dist-info/METADATA',
    ]);
  });

  test('holds texts in "licenses" since PEP 639, under a name as PEP 503 compares it', () => {
    expect(said(files, 'pypi/typing-extensions', '4.0')).toEqual([
      expect.stringMatching(/^MIT file-text .*\/licenses\/LICENSE$/),
      expect.stringContaining('PSF-2.0 package-metadata'),
    ]);
  });

  test('is also a layer for Lambda, and a system with egg-info files', () => {
    expect(said(files, 'pypi/six', '1.16.0', 'layer/requirements.txt')).toHaveLength(1);
    expect(said(files, 'pypi/pyyaml', '6.0', 'requirements.txt')).toEqual([
      'MIT package-metadata usr/lib/python3/dist-packages/PyYAML-6.0.egg-info',
    ]);
  });

  test('holds nothing of another version', () => {
    expect(said(files, 'pypi/requests', '2.32.0')).toEqual([]);
    expect(said(files, 'pypi/flask', '1.0')).toEqual([]);
    // Not of those that can be ordered.
    const post = { 'site-packages/a-2024b.dist-info/METADATA': metadata('a', '2024b', 'License: MIT') };
    expect(said(post, 'pypi/a', '2024b', 'requirements.txt')).toHaveLength(1);
    expect(said(post, 'pypi/a', '2024a', 'requirements.txt')).toEqual([]);
  });

  test('with a field that could mean several licences is said', () => {
    expect(said(files, 'pypi/bsd', '1.0')).toEqual([
      expect.stringMatching(/^license-unreadable .*"BSD" could mean several licences/),
    ]);
  });
});
