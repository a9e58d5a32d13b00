import {
  chartParts,
  type FileProblem,
  get,
  type KubernetesObject,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  scalarReference,
  textOf,
  walk,
  writtenScalar,
} from '@fineprint/core';

/** Reads the charts of `Release` objects of provider-helm, also of those that a composition makes. */
export function* readCharts(
  site: ReferenceSite,
  { root }: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  const found: Resolved[] = [];
  walk(root, (node) => {
    if (/^helm\.(?:m\.)?crossplane\.io\//.test(textOf(node, 'apiVersion') ?? '')) found.push(node);
    return undefined;
  });
  for (const release of found) {
    const chart = get(release, 'spec', 'forProvider', 'chart');
    const name = writtenScalar(chart, 'url') ?? writtenScalar(chart, 'name');
    const repository = writtenScalar(chart, 'repository');
    const version = writtenScalar(chart, 'version');
    if (!name) continue;
    const reference = scalarReference(name);
    const parts = chartParts(site.file, {
      chart: reference.resolved,
      repository: repository ? scalarReference(repository).resolved : null,
      version: version ? scalarReference(version).resolved : null,
    });
    const address = `${site.address}/charts.${textOf(release, 'metadata', 'name') ?? name.text}`;
    yield referenceFact({ ...site, address }, reference, parts);
  }
}
