import {
  constraintRequest,
  type HclValue,
  hclReference,
  hclSlots,
  hclText,
  hclVia,
  type Linked,
  type Occurrence,
  parseModuleSource,
  trimTrailingSlashes,
} from '@fineprint/core';
import type { ModuleDirectory, Names } from './directory.ts';
import { instancesOf } from './instances.ts';

import type { LinkedOccurrence } from './occurrence.ts';
import type { Release, Said } from './overrides.ts';

/** Yields the chart that a `helm_release` installs; a chart at a path is no component. */
export function* linkRelease(directory: ModuleDirectory, release: Release): Iterable<Linked> {
  const { chart, forEach } = release;
  if (!chart) return;
  const repeats = forEach ? [{ name: 'each', over: forEach.expression }] : [];
  for (const names of instancesOf(directory, (forEach ?? chart).path, repeats)) {
    yield* linkInstance(directory, release, chart, names);
  }
}

function* linkInstance(
  directory: ModuleDirectory,
  release: Release,
  chartSaid: Said,
  names: Names,
): Iterable<Linked> {
  const value = (said: Said) => directory.value(said.path, said.expression, names);
  const chart = value(chartSaid);
  const repository = release.repository ? value(release.repository) : null;
  const version = release.version ? value(release.version) : null;
  const text = hclText(chart) ?? '';
  if (isPath(directory, text, repository)) return;
  const { at, text: written } = hclReference(directory, chartSaid.path, chartSaid.expression);
  const archive = chartArchive(text);
  const unresolved = unresolvedOf(chart, repository, version);
  yield {
    is: 'occurrence',
    kind: 'helm-chart',
    ...nameOf(text, archive?.name, repository),
    request: archive?.version ? { is: 'version', text: archive.version } : constraintRequest(version),
    ...(unresolved ? { unresolved } : {}),
    at,
    text: written,
    address: release.address,
    usage: 'deployed',
    slots: version?.is === 'string' && !archive ? hclSlots(directory, 'version', version) : [],
    via: hclVia(directory, [chart, repository, version], at),
  } satisfies LinkedOccurrence;
}

const archiveName = /^(?<name>.{1,200}?)-(?<version>v?\d+\.\d+\.\d+[0-9A-Za-z.+-]{0,100})\.tgz$/;

/** A chart may be an archive on a web server, whose name says its version. */
function chartArchive(chart: string): Record<string, string | undefined> | undefined {
  if (!/^https?:\/\//.test(chart)) return undefined;
  const [path = ''] = chart.split(/[?#]/, 1);
  return archiveName.exec(path.slice(path.lastIndexOf('/') + 1))?.groups;
}

function nameOf(
  chart: string,
  archived: string | undefined,
  repository: HclValue | null,
): Pick<Occurrence, 'name' | 'source'> {
  const source = repository ? hclText(repository) : null;
  const slash = chart.lastIndexOf('/');
  if (archived) return { name: archived, source: chart.slice(0, slash) };
  if (chart.startsWith('oci://')) return { name: chart.slice(slash + 1), source: chart.slice(0, slash) };
  return { name: chart, ...(source ? { source: trimTrailingSlashes(source) } : {}) };
}

/** A chart without a repository is looked for on disk first; `name/chart` may be a repository that Helm was told of. */
function isPath(directory: ModuleDirectory, chart: string, repository: HclValue | null): boolean {
  if (parseModuleSource(chart).is === 'local') return true;
  if (repository && hclText(repository)) return false;
  return (
    directory.tree.has(`${chart}/Chart.yaml`) || directory.tree.has(`${directory.path}/${chart}/Chart.yaml`)
  );
}

function unresolvedOf(
  chart: HclValue,
  repository: HclValue | null,
  version: HclValue | null,
): Occurrence['unresolved'] {
  if (chart.is !== 'string') return { part: 'name', because: reasonOf(chart) };
  if (repository?.is === 'unknown') return { part: 'name', because: reasonOf(repository) };
  return version?.is === 'unknown' ? { part: 'version', because: reasonOf(version) } : undefined;
}

function reasonOf(value: HclValue): string {
  return value.is === 'unknown' ? value.reason : 'The value is no string.';
}
