import {
  type Extractor,
  type Linked,
  occurrenceOf,
  parseYaml,
  readDocuments,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import { readChart, readLock, readRequirements } from './chart.ts';
import { dependencyOccurrences } from './dependencies.ts';
import { readValuesElsewhere } from './elsewhere.ts';
import type { HelmFact } from './facts.ts';
import { imageOccurrences } from './images.ts';
import { readTemplate } from './template.ts';
import { readValues } from './values.ts';

/** Helm charts: their dependencies, and the images of values and templates. */
export const helm = {
  id: 'helm',
  title: 'Helm',
  formats: [
    {
      id: 'chart',
      role: 'manifest',
      files: ['**/Chart.yaml'],
      words: ['name', 'dependencies', 'appVersion'],
      read: readChart,
    },
    {
      id: 'requirements',
      role: 'manifest',
      files: ['**/requirements.yaml'],
      within: 'Chart.yaml',
      words: ['dependencies'],
      read: readRequirements,
    },
    {
      id: 'lock',
      role: 'lockfile',
      files: ['**/Chart.lock', '**/requirements.lock'],
      within: 'Chart.yaml',
      words: ['dependencies'],
      read: readLock,
    },
    {
      id: 'values',
      role: 'manifest',
      files: ['**/{values,values[-.]*,*[-.]values}.{yaml,yml}', '**/values/*.{yaml,yml}'],
      within: 'Chart.yaml',
      words: ['image', 'Image', 'repository', 'tag', 'digest'],
      read: readValues,
    },
    {
      id: 'values-elsewhere',
      role: 'manifest',
      files: ['**/{values,values[-.]*,*[-.]values}.{yaml,yml}'],
      // In a chart the format above owns these names; which values a chart takes is written wherever it is installed.
      claims: ({ apiVersion }) => apiVersion === undefined,
      words: ['image', 'Image', 'repository', 'tag', 'digest'],
      read: (file) => readDocuments(file, parseYaml, (root) => readValuesElsewhere(file, root)),
    },
    {
      id: 'template',
      role: 'manifest',
      files: ['**/templates/**/*.{yaml,yml,tpl}'],
      within: 'Chart.yaml',
      words: ['image', 'define'],
      read: readTemplate,
    },
  ],
  unit: chartOf,
  link: linkChart,
} as const satisfies Extractor<HelmFact>;

/** The chart's directory: what holds `templates/`, `ci/` or `values/`, or the file itself. */
function chartOf(path: string): string {
  const names = path.split('/').slice(0, -1);
  const subchart = names.lastIndexOf('charts');
  const folder = names.findIndex((name, index) => index > subchart && chartFolders.has(name));
  return (folder < 0 ? names : names.slice(0, folder)).join('/') || '.';
}

const chartFolders: ReadonlySet<string> = new Set(['templates', 'ci', 'values']);

function* linkChart(unit: UnitFiles<HelmFact>, tree: Tree<HelmFact>): Iterable<Linked> {
  const isChart = unit.files.some(({ facts }) => facts.some(({ is }) => is !== 'reference'));
  yield { is: 'unit', kind: isChart ? 'helm-chart' : 'helm-values' };
  for (const { path, facts } of unit.files)
    for (const fact of facts)
      if (fact.is === 'reference') yield { is: 'occurrence', ...occurrenceOf(path, fact) };
  yield* dependencyOccurrences(unit, tree);
  yield* imageOccurrences(unit, tree);
}
