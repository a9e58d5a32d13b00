import type { Report } from '@fineprint/core';
import { expect, test } from 'vitest';
import { cyclonedx } from './cyclonedx.ts';
import { reportWith, testMeans } from './report.testkit.ts';

function sbom(parts: Partial<Report>) {
  const report = { ...reportWith([{ name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' }]), ...parts };
  return JSON.parse([...cyclonedx.render(report, testMeans)].join(''));
}

const dependencies = [
  { ref: 'tool:a@null', dependsOn: ['tool:b@null'], complete: true },
  { ref: 'tool:b@null', dependsOn: [], complete: true },
  { ref: 'tool:c@null', dependsOn: [], complete: false },
  { ref: 'unit:x:x', dependsOn: ['tool:a@null'], complete: true },
];
const units = [{ ref: 'unit:x:x', kind: 'x', path: 'x', owners: [] }];

test('each component is said to be as complete as its parts are known', () => {
  expect(sbom({ units, dependencies }).compositions).toEqual([
    { aggregate: 'complete', dependencies: ['root', 'unit:x:x', 'tool:a@null', 'tool:b@null'] },
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
    { aggregate: 'incomplete', dependencies: ['root'] },
    {
      aggregate: 'unknown',
      dependencies: ['unit:x:x', 'tool:a@null', 'tool:b@null', 'tool:c@null', 'tool:d@null'],
    },
  ]);
});
