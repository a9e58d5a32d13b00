import { expect, test } from 'vitest';
import { vendoredIn } from './debian-copyright.ts';
import { composerLock, npmLock } from './lockfiles.ts';
import { bitbakeRecipe, buildrootPackage, melangeRecipe, spackPackage } from './recipes.ts';

const resolved = 'https://registry.npmjs.org/a/-/a-1.0.0.tgz';

test('a lockfile of npm repeats licenses; what no registry gave, and an entry without the field, say nothing', () => {
  const packages = {
    '': { version: '1.0.0', license: 'MIT' },
    'node_modules/A': { version: '1.0.0', resolved, license: 'MIT' },
    'node_modules/a/node_modules/@s/b': { version: '2.0.0', resolved, license: 'SEE LICENSE IN x' },
    'node_modules/alias': { name: 'real', version: '3.0.0', resolved, license: 'ISC' },
    'node_modules/old': { version: '1.0.0', resolved },
    'node_modules/git': { version: '1.0.0', resolved: 'git+ssh://git@github.com/o/r', license: 'MIT' },
    'node_modules/link': { resolved, link: true, version: '1.0.0', license: 'MIT' },
  };
  expect([...npmLock.read('package-lock.json', JSON.stringify({ packages }))]).toEqual([
    { library: 'npm/a', version: '1.0.0', license: 'MIT' },
    { library: 'npm/@s/b', version: '2.0.0', license: null },
    { library: 'npm/real', version: '3.0.0', license: 'ISC' },
  ]);
  expect([...npmLock.read('package-lock.json', '{')]).toEqual([]);
});

test('a lockfile of Composer gives a choice of licenses', () => {
  const packages = [{ name: 'A/b', version: 'v1.0.0', license: ['MIT', 'GPL-2.0-or-later'] }];
  expect([...composerLock.read('composer.lock', JSON.stringify({ packages }))]).toEqual([
    { library: 'composer/a/b', version: 'v1.0.0', license: 'MIT OR GPL-2.0-or-later' },
  ]);
});

test.each([
  [
    bitbakeRecipe,
    'meta-python/recipes/python3-foo-bar_1.2.bb',
    'LICENSE = "MIT & BSD-3-Clause"\nPYPI_PACKAGE = "foo_bar"\ninherit pypi setuptools3\n',
    { library: 'pypi/foo-bar', version: '1.2', license: 'MIT AND BSD-3-Clause' },
  ],
  [
    melangeRecipe,
    'py3-rich.yaml',
    'package:\n  name: py3-rich\n  version: "15.0.0"\n  copyright:\n    - license: MIT\nvars:\n  pypi-package: rich\n',
    { library: 'pypi/rich', version: '15.0.0', license: 'MIT' },
  ],
  [
    melangeRecipe,
    'ruby3.4-rack.yaml',
    'package:\n  name: ruby3.4-rack\n  version: "3.2.7"\n  copyright:\n    - license: MIT\n',
    { library: 'gem/rack', version: '3.2.7', license: 'MIT' },
  ],
  [
    buildrootPackage,
    'package/python-attrs/python-attrs.mk',
    'PYTHON_ATTRS_VERSION = 25.3.0\nPYTHON_ATTRS_SITE = https://files.pythonhosted.org/packages/x\nPYTHON_ATTRS_LICENSE = MIT\n',
    { library: 'pypi/attrs', version: '25.3.0', license: 'MIT' },
  ],
  [
    spackPackage,
    'repos/spack_repo/builtin/packages/py_requests/package.py',
    '    pypi = "requests/requests-2.24.0.tar.gz"\n    license("Apache-2.0")\n    version("2.33.1", sha256="1")\n',
    { library: 'pypi/requests', version: '2.33.1', license: 'Apache-2.0' },
  ],
])('a recipe of a distribution names package, version and license (%#)', (reader, path, text, expected) => {
  expect(reader.pattern.test(path)).toBe(true);
  expect([...reader.read(path, text)]).toEqual([expected]);
});

test('a recipe that limits licenses to some versions says nothing', () => {
  const text =
    '    pypi = "a/a-1.tar.gz"\n    license("MIT", when="@2:")\n    version("1.0")\n    version("2.0")\n';
  expect([...spackPackage.read('', text)]).toEqual([]);
});

test('the copyright file of a Debian package names the libraries that it carries', () => {
  const text = `Files: *
License: MIT

Files: vendor/serde/*
       vendor/time-0*/*
Copyright: 2014 A
License: MIT or Apache-2.0

Files: vendor/part/src/x.rs
Copyright: B
License: Expat

Files: vendor/odd/*
License: something
`;
  const fact = { versions: '*', evidence: 'distribution-package', source: 'd' };
  expect(vendoredIn(text, 'cargo', 'd')).toEqual([
    { library: 'cargo/serde', license: 'MIT OR Apache-2.0', ...fact },
    { library: 'cargo/time', license: 'MIT OR Apache-2.0', ...fact },
  ]);
});
