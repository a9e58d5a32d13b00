import { expect, test } from 'vitest';
import { part, parts } from './package-name.ts';
import { publicPackageOf } from './public-package.ts';
import { asked } from './testkit/asked.ts';

test.each(['..', '.', '../..', 'a/../../b', '%2e%2e', '\\..', '?x', '#x', '\ud800', 'a b'])(
  'the name %j leads to no other place',
  (name) => {
    for (const path of [part(name), parts(name)]) {
      const { pathname, search, hash } = new URL(`https://x.example/home/${path}/1.0.0`);
      expect(pathname).toMatch(/^\/home\/.+\/1\.0\.0$/);
      expect(search + hash).toBe('');
      expect(pathname.split('/')).toHaveLength(3 + path.split('/').length);
    }
  },
);

test.each(['constructor', '__proto__', 'npm'])(
  'a package named %s alone is of no public registry',
  (name) => {
    expect(
      publicPackageOf(asked({ kind: 'library', name, version: '1.0.0', source: 'pypi.org' }), { env: {} }),
    ).toBeNull();
  },
);
