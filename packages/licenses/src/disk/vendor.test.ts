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

describe('vendor of Go', () => {
  const files = {
    'vendor/modules.txt':
      '# github.com/a/b v1.2.3\n## explicit; go 1.20\ngithub.com/a/b\n# old/c v1.0.0 => new/c v1.1.0\n# own/d => ./d\n',
    'vendor/github.com/a/b/LICENSE': mit,
    'vendor/github.com/a/b/b.go': '// SPDX-License-Identifier: ISC\n',
    'vendor/old/c/c.go': '// SPDX-License-Identifier: MPL-2.0\npackage c\n',
    'vendor/own/d/LICENSE': mit,
  };

  test('holds a module at the version of modules.txt, or what replaces it', () => {
    expect(said(files, 'golang/github.com/a/b', 'v1.2.3')).toEqual([
      'MIT file-text vendor/github.com/a/b/LICENSE',
    ]);
    expect(said(files, 'golang/new/c', 'v1.1.0')).toEqual(['MPL-2.0 spdx-header vendor/old/c/c.go']);
  });

  test('holds nothing of another version, of a replaced module, or of a directory of the repository', () => {
    expect(said(files, 'golang/github.com/a/b', 'v1.2.4')).toEqual([]);
    expect(said(files, 'golang/old/c', 'v1.0.0')).toEqual([]);
    expect(said(files, 'golang/own/d', 'v1.0.0')).toEqual([]);
  });

  test('with a licence text that nobody knows is said', () => {
    const own = { ...files, 'vendor/github.com/a/b/LICENSE': 'All mine.', 'vendor/github.com/a/b/b.go': '' };
    expect(said(own, 'golang/github.com/a/b', 'v1.2.3')).toEqual([
      expect.stringMatching(/^license-unreadable vendor\/github.com\/a\/b\/LICENSE:1: /),
    ]);
  });
});

describe('vendor of Cargo', () => {
  const crate = (name: string, version: string, license: string) =>
    `[package]\nname = "${name}"\nversion = "${version}"\nlicense = "${license}"\n`;
  const files = {
    'vendor/serde/Cargo.toml': crate('serde', '1.0.0', 'MIT OR Apache-2.0'),
    'vendor/serde/LICENSE-MIT': mit,
    'vendor/serde/LICENSE-APACHE': apache,
    'vendor/old-0.1.0/Cargo.toml': crate('old', '0.1.0', 'MIT/Apache-2.0'),
    'vendor/ring/Cargo.toml': '[package]\nname = "ring"\nversion = "0.16.0"\nlicense-file = "LICENSE.own"\n',
    'vendor/ring/LICENSE.own': mit,
    'vendor/bad/Cargo.toml': '[package\nname = "bad"\nversion = "1.0.0"\n',
  };

  test('holds a crate whose metadata says that either text may be chosen', () => {
    expect(said(files, 'cargo/serde', '1.0.0')).toEqual([
      'Apache-2.0 file-text vendor/serde/LICENSE-APACHE',
      'MIT file-text vendor/serde/LICENSE-MIT',
      'MIT OR Apache-2.0 package-metadata vendor/serde/Cargo.toml',
    ]);
  });

  test('holds a crate under its name with the version, and the slash of old metadata', () => {
    expect(said(files, 'cargo/old', '0.1.0')).toEqual([
      'MIT OR Apache-2.0 package-metadata vendor/old-0.1.0/Cargo.toml',
    ]);
  });

  test('holds the file that its metadata names', () => {
    expect(said(files, 'cargo/ring', '0.16.0')).toEqual(['MIT file-text vendor/ring/LICENSE.own']);
  });

  test('holds nothing of another version, and what is broken is said', () => {
    expect(said(files, 'cargo/serde', '1.0.1')).toEqual([]);
    expect(said(files, 'cargo/bad', '1.0.0')).toEqual([expect.stringContaining('It cannot be read')]);
  });
});

describe('vendor of Composer', () => {
  const files = {
    'vendor/composer/installed.json':
      '{"packages":[{"name":"a/b","version":"v1.0.0"},{"name":"a/c","version":"2.0.0"},{"name":"a/d","version":"1.0.0"}]}',
    'vendor/a/b/composer.json': '{"name":"a/b","license":["MIT","GPL-2.0-or-later"]}',
    'vendor/a/c/LICENSE': mit,
    'vendor/a/d/composer.json': '{"name":"a/d",\n"license":"proprietary"}',
  };

  test('holds a package of which one license may be chosen', () => {
    expect(said(files, 'composer/a/b', '1.0.0')).toEqual([
      'MIT OR GPL-2.0-or-later package-metadata vendor/a/b/composer.json',
    ]);
    expect(said(files, 'composer/a/c', '2.0.0')).toEqual(['MIT file-text vendor/a/c/LICENSE']);
  });

  test('holds nothing of another version', () => {
    expect(said(files, 'composer/a/b', '1.0.1')).toEqual([]);
    expect(said({ 'vendor/a/b/LICENSE': mit }, 'composer/a/b', '1.0.0')).toEqual([]);
  });

  test('with a license that is none of SPDX is said, at its line', () => {
    expect(said(files, 'composer/a/d', '1.0.0')).toEqual([
      expect.stringMatching(/^license-unreadable vendor\/a\/d\/composer.json:2: /),
    ]);
  });
});

describe('the bundle of Ruby', () => {
  const abi = 'vendor/bundle/ruby/3.3.0';
  const spec = (license: string) =>
    `Gem::Specification.new do |s|\n  s.name = "rake".freeze\n  s.version = "13.2.1"\n  ${license}\nend\n`;
  const files = {
    [`${abi}/gems/rake-13.2.1/MIT-LICENSE`]: mit,
    [`${abi}/specifications/rake-13.2.1.gemspec`]: spec('s.licenses = ["MIT".freeze]'),
    [`${abi}/gems/nokogiri-1.16.0-x86_64-linux/LICENSE.md`]: mit,
    [`${abi}/gems/json-2.0.0/lib/json.rb`]: '',
    [`${abi}/specifications/json-2.0.0.gemspec`]: spec('s.licenses = ["Ruby".freeze, "BSD-2-Clause".freeze]'),
  };

  test('holds a gem with its specification, and one that was built for a platform', () => {
    expect(said(files, 'gem/rake', '13.2.1')).toEqual([
      `MIT file-text ${abi}/gems/rake-13.2.1/MIT-LICENSE`,
      `MIT package-metadata ${abi}/specifications/rake-13.2.1.gemspec`,
    ]);
    expect(said(files, 'gem/nokogiri', '1.16.0')).toEqual([
      `MIT file-text ${abi}/gems/nokogiri-1.16.0-x86_64-linux/LICENSE.md`,
    ]);
  });

  test('holds nothing of another version', () => {
    expect(said(files, 'gem/rake', '13.2.0')).toEqual([]);
    expect(said(files, 'gem/rake', null)).toEqual([]);
  });

  test('with a list that does not say how it is meant is said', () => {
    expect(said(files, 'gem/json', '2.0.0')).toEqual([
      expect.stringMatching(/^license-unreadable .*json-2.0.0.gemspec:1: .*several licences/),
    ]);
  });
});
