import type { Report } from '@fineprint/core';
import { expect, test } from 'vitest';
import { cyclonedxJson } from './cyclonedx.ts';
import { reportWith, testMeans } from './report.testkit.ts';

type Version = keyof typeof cyclonedxJson;

function sbom(parts: Partial<Report>, version: Version = '1.6') {
  const report = { ...reportWith([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]), ...parts };
  return JSON.parse([...cyclonedxJson[version].render(report, testMeans)].join(''));
}

const property = (name: string, value: string) => ({ name: `fineprint:${name}`, value });

const scanned: Partial<Report> = {
  root: { name: 'shop', commit: 'd'.repeat(40), remote: 'https://example.com/shop' },
  complete: false,
};

test.each([
  ['1.4', [{ name: 'fineprint', version: '0.0.0' }], undefined],
  [
    '1.5',
    { components: [{ type: 'application', name: 'fineprint', version: '0.0.0' }] },
    [{ phase: 'pre-build' }],
  ],
] as const)('%s names the tool and the phase in its own form', (version, tools, lifecycles) => {
  const document = sbom(scanned, version);
  expect(document.metadata).toMatchObject({
    timestamp: '2026-01-01T00:00:00.000Z',
    tools,
    component: {
      type: 'application',
      name: 'shop',
      version: 'd'.repeat(40),
      externalReferences: [{ type: 'vcs', url: 'https://example.com/shop' }],
    },
    properties: [property('complete', 'false'), property('online', 'false')],
  });
  expect(document.metadata.lifecycles).toEqual(lifecycles);
  expect(document).toMatchObject({ bomFormat: 'CycloneDX', specVersion: version, version: 1 });
});

test('what was not looked at is told, and leaves the root incomplete', () => {
  const { scan, summary } = reportWith([]);
  const document = sbom({
    scan: { ...scan, excluded: ['docs/**'], only: ['helm'] },
    summary: { ...summary, problems: [{ name: 'unreadable', count: 2 }] },
  });
  expect(document.metadata.properties.slice(2)).toEqual([
    property('excluded', 'docs/**'),
    property('only', 'helm'),
    property('problems', 'unreadable: 2'),
  ]);
  expect(document.compositions[0]).toMatchObject({ aggregate: 'incomplete', assemblies: ['root'] });
});

test('the serial number is that of what was found, in every version, and no finding changes it', () => {
  const serials = Object.keys(cyclonedxJson).map((version) => sbom({}, version as Version).serialNumber);
  expect(new Set(serials).size).toBe(1);
  expect(serials[0]).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(sbom({ findings: [], coverage: reportWith([]).coverage }).serialNumber).toBe(serials[0]);
  expect(sbom({ components: [] }).serialNumber).not.toBe(serials[0]);
  expect(sbom({ complete: false }).serialNumber).not.toBe(serials[0]);
});

const units = [{ ref: 'unit:x:x', kind: 'x', path: 'x', owners: ['@o/team'] }];

test('a pipeline is a workflow of the formulation, which needs a component of usage ci', () => {
  const used = (unit: string, usage: 'ci' | 'build') =>
    reportWith([{ name: usage, version: unit }]).components.map((component) => {
      const [first] = component.occurrences;
      return { ...component, occurrences: [{ ...first, unit, usage }] as const };
    });
  const components = [...used('unit:x:x', 'ci'), ...used('unit:x:x', 'build'), ...used('unit:other', 'ci')];
  expect(sbom({ units, components }, '1.5').formulation).toEqual([
    {
      workflows: [
        {
          'bom-ref': 'workflow:unit:x:x',
          uid: 'unit:x:x',
          name: 'x',
          resourceReferences: [{ ref: 'tool:ci@unit:x:x' }],
          taskTypes: ['other'],
        },
      ],
    },
  ]);
  expect(sbom({ units, components }, '1.4')).not.toHaveProperty('formulation');
  expect(sbom({ units })).not.toHaveProperty('formulation');
});

test('a unit is a part of the root, with its owners', () => {
  expect(sbom({ units }).metadata.component.components).toEqual([
    {
      type: 'application',
      'bom-ref': 'unit:x:x',
      name: 'x',
      properties: [property('unit', 'x'), property('owner', '@o/team')],
    },
  ]);
});

const dependencies = [
  { ref: 'tool:a@null', dependsOn: ['tool:b@null'], complete: true },
  { ref: 'tool:b@null', dependsOn: [], complete: true },
  { ref: 'tool:c@null', dependsOn: [], complete: false },
  { ref: 'unit:x:x', dependsOn: ['tool:a@null'], complete: true },
];

test('each component is said to be as complete as its parts are known', () => {
  expect(sbom({ units, dependencies }).compositions).toEqual([
    {
      aggregate: 'complete',
      assemblies: ['root'],
      dependencies: ['root', 'unit:x:x', 'tool:a@null', 'tool:b@null'],
    },
    { aggregate: 'incomplete', dependencies: ['tool:c@null'] },
    { aggregate: 'unknown', dependencies: ['tool:d@null'] },
  ]);
});

test('only what is known to need nothing stands in the graph without edges', () => {
  expect(sbom({ units, dependencies }).dependencies).toEqual([
    { ref: 'root', dependsOn: ['unit:x:x'] },
    { ref: 'tool:a@null', dependsOn: ['tool:b@null'] },
    { ref: 'tool:b@null', dependsOn: [] },
    { ref: 'unit:x:x', dependsOn: ['tool:a@null'] },
  ]);
});

test('an incomplete scan leaves the root incomplete, and an old report what it says nothing of unknown', () => {
  const old = dependencies.map(({ ref, dependsOn }) => ({ ref, dependsOn }));
  expect(sbom({ units, dependencies: old, complete: false }).compositions).toEqual([
    { aggregate: 'incomplete', assemblies: ['root'], dependencies: ['root'] },
    {
      aggregate: 'unknown',
      dependencies: ['unit:x:x', 'tool:a@null', 'tool:b@null', 'tool:c@null', 'tool:d@null'],
    },
  ]);
});
