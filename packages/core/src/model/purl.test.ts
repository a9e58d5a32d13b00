import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { expect, test } from 'vitest';
import { purl } from './purl.ts';

test.each([
  [
    { type: 'github', namespace: 'Actions', name: 'Checkout', version: 'v4' },
    'pkg:github/actions/checkout@v4',
  ],
  [{ type: 'npm', namespace: '@scope', name: 'a b' }, 'pkg:npm/%40scope/a%20b'],
  [{ type: 'pypi', name: 'My_Package', version: '1.0+local' }, 'pkg:pypi/my-package@1.0+local'],
  [
    {
      type: 'oci',
      name: 'redis',
      version: 'sha256:ab',
      qualifiers: { tag: '7', repository_url: 'docker.io/x y' },
    },
    'pkg:oci/redis@sha256:ab?repository_url=docker.io%2Fx%20y&tag=7',
  ],
  [{ type: 'git', namespace: '/host//a/', name: 'b', subpath: './c/../d' }, 'pkg:git/host/a/b#c/d'],
  [{ type: 'generic', name: ' ' }, null],
  [{ type: 'oci', namespace: 'library', name: 'redis' }, null],
  [{ type: '7z', name: 'x' }, null],
  [{ type: 'generic', name: '\ud800' }, null],
])('%j is %s', (parts, expected) => {
  expect(purl(parts)).toBe(expected);
});

const types = [
  'apk',
  'bitbucket',
  'deb',
  'docker',
  'gem',
  'generic',
  'git',
  'github',
  'helm',
  'npm',
  'oci',
  'pypi',
];
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[A-Za-z0-9 .:+@#?%/_-]{0,12}$/));
const anyParts = fc.record({
  type: fc.constantFrom(...types),
  namespace: fc.option(text),
  name: text,
  version: fc.option(text),
  qualifiers: fc.dictionary(fc.stringMatching(/^[a-z][a-z_.-]{0,5}$/), text),
  subpath: fc.option(text.filter(isPath)),
});

/** What packageurl-js makes of blank, `.` and `..` segments depends on whether there are others. */
function isPath(given: string): boolean {
  return given.split('/').every((segment) => segment === '' || !/^(?:\s*|\.{1,2})$/.test(segment));
}

test('it is what packageurl-js writes', () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      expect(purl(parts)).toBe(oracle(parts));
    }),
    { numRuns: 3000 },
  );
});

function oracle({ type, namespace, name, version, qualifiers = {}, subpath }: Parameters<typeof purl>[0]) {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(qualifiers)) if (value) given[key] = value;
  try {
    const made = new PackageURL(
      type,
      namespace || undefined,
      name,
      version || undefined,
      given,
      subpath || undefined,
    );
    return made.toString();
  } catch {
    return null;
  }
}
