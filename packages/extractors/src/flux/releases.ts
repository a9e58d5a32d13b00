import {
  absentKey,
  chartParts,
  type FileProblem,
  get,
  type KubernetesObject,
  type ReferenceSite,
  referenceFact,
  scalarOf,
  scalarReference,
  textOf,
} from '@fineprint/core';
import type { FluxFact, SourceRef } from './facts.ts';

/** Reads a HelmRelease: its chart, a reference to the object that is its chart, or a patch of another release. */
export function* readRelease(
  site: ReferenceSite,
  object: KubernetesObject,
): Iterable<FluxFact | FileProblem> {
  if (object.kind !== 'HelmRelease') return;
  const { root } = object;
  const ref = get(root, 'spec', 'chartRef');
  if (ref) {
    const to = sourceRef(object, ['spec', 'chartRef']);
    yield { is: 'chart-ref', to, address: site.address, place: site.file.place(ref) };
  } else yield* readChart(site, object, ['spec', 'chart', 'spec']);
}

/** Reads the chart at a path: its name, version and source. */
export function* readChart(
  site: ReferenceSite,
  object: KubernetesObject,
  path: readonly string[],
): Iterable<FluxFact> {
  const { root, name } = object;
  const chart = scalarOf(root, ...path, 'chart');
  const version = scalarOf(root, ...path, 'version');
  const asked = version && !version.isNull ? version : undefined;
  const named = chart && !chart.isNull ? chart : asked;
  if (!named) return;
  const reference = scalarReference(named);
  const parts = chartParts(site.file, {
    chart: reference.resolved,
    repository: null,
    version: asked ? scalarReference(asked).resolved : null,
  });
  const place = site.file.place(named);
  const absent = absentKey(site.file, get(root, ...path), { key: 'version', behind: 'chart' }, 'version');
  const fact = referenceFact(site, reference, { ...parts, slots: [...parts.slots, ...absent] });
  const from = sourceRef(object, [...path, 'sourceRef']);
  yield chart
    ? { is: 'chart', name, from, reference: fact, place }
    : { is: 'patch', name, reference: fact, place };
}

/** Where nothing else is said, the source lies in the namespace of the object. */
function sourceRef({ root }: KubernetesObject, path: readonly string[]): SourceRef {
  return {
    kind: textOf(root, ...path, 'kind') ?? '',
    name: textOf(root, ...path, 'name') ?? '',
    namespace: textOf(root, ...path, 'namespace') ?? textOf(root, 'metadata', 'namespace') ?? null,
  };
}
