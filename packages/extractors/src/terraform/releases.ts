import {
  constraintRequest,
  type HclReference,
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
import { type ModuleDirectory, type Names, noNames } from './directory.ts';
import { placesOf } from './image-places.ts';
import { instancesOf } from './instances.ts';
import type { LinkedOccurrence } from './occurrence.ts';
import type { Release, Said } from './overrides.ts';

/**
 * Yields the charts that a release installs: by the defaults of the module, in each instance, and in every context in which
 * the module is called. A chart at a path is no component.
 */
export function* linkRelease(
  directory: ModuleDirectory,
  release: Release,
  contexts: readonly Names[],
): Iterable<Linked> {
  const { chart } = release;
  if (!chart) return;
  const charts = distinct(chartsIn(directory, release, chart, contexts));
  const whole = hclReference(directory, chart.path, chart.expression);
  const values = charts.map((each) => each.chart);
  const references = contexts.length > 0 ? placesOf(directory, values, whole) : [];
  for (const [index, each] of charts.entries())
    yield occurrence(directory, release, each, references[index] ?? whole);
}

/** What a release says in one instance of it. */
interface FilledRelease {
  readonly chart: HclValue;
  readonly repository: HclValue | null;
  readonly version: HclValue | null;
}

function chartsIn(
  directory: ModuleDirectory,
  { repository, version, forEach }: Release,
  chart: Said,
  contexts: readonly Names[],
): readonly FilledRelease[] {
  const repeats = forEach ? [{ name: 'each', over: forEach.expression }] : [];
  const chartsWith = (context: Names) =>
    instancesOf(directory, (forEach ?? chart).path, repeats, context).map((names) => {
      const value = (said: Said) => directory.value(said.path, said.expression, names);
      return {
        chart: value(chart),
        repository: repository ? value(repository) : null,
        version: version ? value(version) : null,
      };
    });
  const byDefault = chartsWith(noNames);
  // What only a default leaves open, a call has filled in.
  const known = contexts.length > 0 ? byDefault.filter((each) => !unresolvedOf(each)) : byDefault;
  return [...known, ...contexts.flatMap(chartsWith)].filter(
    (each) => !isPath(directory, hclText(each.chart) ?? '', each.repository),
  );
}

/** The same words from the same places are one chart, whichever call gave them. */
function distinct(charts: readonly FilledRelease[]): readonly FilledRelease[] {
  const keyOf = (value: HclValue | null) =>
    value?.is === 'string' || value?.is === 'unknown'
      ? [hclText(value), value.pieces.map(({ place }) => place && `${place.file}:${place.start}`)]
      : [];
  const keyed = charts.map(
    (each) => [JSON.stringify([each.chart, each.repository, each.version].map(keyOf)), each] as const,
  );
  return [...new Map(keyed).values()];
}

function occurrence(
  directory: ModuleDirectory,
  { address, absent }: Release,
  filled: FilledRelease,
  { at, text: written }: HclReference,
): LinkedOccurrence {
  const { chart, repository, version } = filled;
  const text = hclText(chart) ?? '';
  const archive = chartArchive(text);
  const unresolved = unresolvedOf(filled);
  return {
    is: 'occurrence',
    kind: 'helm-chart',
    ...nameOf(text, archive?.name, repository),
    request: archive?.version ? { is: 'version', text: archive.version } : constraintRequest(version),
    ...(unresolved ? { unresolved } : {}),
    at,
    text: written,
    address,
    usage: 'deployed',
    slots: archive ? [] : version?.is === 'string' ? hclSlots(directory, 'version', version) : absent,
    via: hclVia(directory, [chart, repository, version], at),
  };
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

function unresolvedOf({ chart, repository, version }: FilledRelease): Occurrence['unresolved'] {
  if (chart.is !== 'string') return { part: 'name', because: reasonOf(chart) };
  if (repository?.is === 'unknown') return { part: 'name', because: reasonOf(repository) };
  return version?.is === 'unknown' ? { part: 'version', because: reasonOf(version) } : undefined;
}

function reasonOf(value: HclValue): string {
  return value.is === 'unknown' ? value.reason : 'The value is no string.';
}
