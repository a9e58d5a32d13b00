import { compareSides, sideOf, withoutVersion } from '@fineprint/core';
import { reportWith } from '@fineprint/core/testkit';
import { expect, test } from 'vitest';
import { readCycloneDxSide } from './side.ts';

const own = (key: string, rest: Readonly<Record<string, string>>, version?: string) => ({
  name: key.slice(key.indexOf(':') + 1),
  'bom-ref': `${key}@${version ?? ''}`,
  ...(version === undefined ? {} : { version }),
  properties: Object.entries({ key, kind: 'tool', pin: 'exact', usage: 'ci', ...rest }).map(
    ([name, value]) => ({ name: `fineprint:${name}`, value }),
  ),
  evidence: { occurrences: [{ location: 'main.tf', line: 2 }] },
});
const foreign = (purl: string, ...licenses: readonly unknown[]) => ({
  type: 'library',
  name: 'x',
  version: purl.split('@').at(-1),
  purl,
  licenses,
});

function read(components: readonly unknown[], metadata: unknown = {}) {
  return readCycloneDxSide(JSON.stringify({ bomFormat: 'CycloneDX', metadata, components }));
}

test('what we said of a component ourselves is what a report says', () => {
  const ranged = own('tool:terraform', { requested: '>= 1.5', 'license:concluded': 'NOASSERTION' });
  const ranges = ['MPL-2.0 for 1.5.x', 'BUSL-1.1 from 1.6.0', 'no licence for all versions'];
  const properties = [
    ...ranged.properties,
    ...ranges.map((value) => ({ name: 'fineprint:license:range', value })),
  ];
  const commit = 'c'.repeat(40);
  const side = read([
    { ...ranged, properties },
    own('github-action:o/a', { commit, 'license:concluded': 'MIT', 'license:class': 'permissive' }, commit),
  ]);
  expect(side.components.map(({ state }) => state)).toMatchObject([
    {
      key: 'tool:terraform',
      version: null,
      requested: '>= 1.5',
      pin: 'exact',
      usage: 'ci',
      license: 'NOASSERTION',
      ranges: [
        { expression: 'MPL-2.0', versions: '1.5.x' },
        { expression: 'BUSL-1.1', versions: 'from 1.6.0' },
        { expression: 'NONE', versions: 'all versions' },
      ],
      locations: [{ path: 'main.tf', line: 2 }],
    },
    { key: 'github-action:o/a', version: null, commit, license: 'MIT', class: 'permissive' },
  ]);
});

test('where an occurrence has no line, the places are those of our properties', () => {
  const { properties, ...rest } = own('tool:a', {});
  const places = ['a:b.tf:12', 'c.tf:1', 'no place'].map((value) => ({
    name: 'fineprint:occurrence',
    value,
  }));
  const [component] = read([{ ...rest, properties: [...properties, ...places] }]).components;
  expect(component?.state.locations).toMatchObject([
    { path: 'a:b.tf', line: 12 },
    { path: 'c.tf', line: 1 },
  ]);
});

test('documents of other tools are compared by purls without versions, and by nothing that they do not tell', () => {
  const tools = [{ vendor: 'anchore', name: 'syft', version: '1.2.3' }];
  const before = read(
    [foreign('pkg:npm/%40a/b@1.0.0', { license: { id: 'MIT' } }), foreign('pkg:npm/c@1.0.0')],
    { tools },
  );
  const after = read(
    [
      foreign('pkg:npm/%40a/b@2.0.0', { license: { id: 'MIT' } }, { expression: 'Apache-2.0 OR ISC' }),
      { ...foreign('pkg:npm/d@1.0.0'), components: [foreign('pkg:npm/c@1.0.0')] },
    ],
    { tools: { components: tools } },
  );
  const { added, removed, changed, doubts, findings } = compareSides(before, after);
  expect(changed).toMatchObject([
    {
      key: 'pkg:npm/%40a/b',
      aspects: ['version', 'license'],
      before: [{ version: '1.0.0', license: 'MIT', locations: [] }],
      after: [{ version: '2.0.0', license: '(Apache-2.0 OR ISC) AND MIT', usage: null }],
    },
  ]);
  expect([added.map(({ key }) => key), removed]).toEqual([['pkg:npm/d'], []]);
  expect(findings).toEqual({ opened: [], closed: [] });
  expect(doubts).toEqual([
    'The earlier document is an SBOM, made by syft 1.2.3: it tells no findings, so that none opens or closes.',
    'The later document is an SBOM, made by syft 1.2.3: it tells no findings, so that none opens or closes.',
    expect.stringContaining('purls without versions'),
    expect.stringContaining('Licences are compared as the documents tell them'),
  ]);
});

test('a report beside the SBOM of another tool is compared by purl, and its pins and findings are no change', () => {
  const report = reportWith([{ key: 'library:npm/c', version: '1.0.0' }], [{ digit: '1' }]);
  const side = sideOf(report);
  const purled = { ...side, components: side.components.map((one) => ({ ...one, purl: 'pkg:npm/c@1.0.0' })) };
  const { added, removed, changed, findings } = compareSides(
    purled,
    read([foreign('pkg:npm/c@1.0.0', { license: { id: 'MIT', acknowledgement: 'concluded' } })]),
  );
  expect([added, removed, findings.closed]).toEqual([[], [], []]);
  expect(changed).toEqual([]);
});

test.each([
  ['pkg:npm/%40a/b@1.0.0', 'pkg:npm/%40a/b'],
  [
    'pkg:oci/nginx@sha256%3Aab?arch=amd64&repository_url=docker.io%2Flibrary%2Fnginx&tag=1',
    'pkg:oci/nginx?repository_url=docker.io%2Flibrary%2Fnginx',
  ],
  ['pkg:github/o/r@v1#path/in', 'pkg:github/o/r#path/in'],
  ['pkg:generic/x', 'pkg:generic/x'],
  ['no purl', 'no purl'],
])('the purl %s names %s', (purl, name) => expect(withoutVersion(purl)).toBe(name));

test.each([
  ['no JSON', 'It is no JSON: '],
  ['{"bomFormat": "CycloneDX", "components": {}}', '"components" is no list in it.'],
  ['{"bomFormat": "CycloneDX", "components": [{"name": "a"}, 7]}', 'Item 2 of its components is no object.'],
  [
    '{"bomFormat": "CycloneDX", "components": [{"name": "a", "components": [{}]}]}',
    'The component "components[1]" of the SBOM has neither a name nor a purl.',
  ],
])('%s is no document', (json, message) => expect(() => readCycloneDxSide(json)).toThrow(message));

test('components may nest as deep as they like', () => {
  const depth = 20_000;
  const json = `${'{"name":"a","components":['.repeat(depth)}${']}'.repeat(depth)}`;
  expect(readCycloneDxSide(`{"bomFormat":"CycloneDX","components":[${json}]}`).components).toHaveLength(
    depth,
  );
});
