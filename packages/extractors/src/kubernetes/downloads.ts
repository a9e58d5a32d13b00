import {
  downloadParts,
  type KubernetesObject,
  namedPath,
  type ReferenceFact,
  type ReferenceSite,
  referenceFact,
  type SourceFile,
  type Step,
  scalarReference,
  walk,
  writtenScalar,
} from '@fineprint/core';

/** Reads the files that operators fetch for an object: dashboards of Grafana, disks of virtual machines. */
export function* objectDownloads(
  file: SourceFile,
  { root, kind, name }: KubernetesObject,
): Iterable<ReferenceFact> {
  const found: ReferenceFact[] = [];
  walk(root, (node, path) => {
    const url = isFetched(kind, path) ? writtenScalar(node, 'url') : undefined;
    const parts = url ? downloadParts(file, scalarReference(url).resolved) : null;
    const address = [kind, name, ...namedPath(root, path), 'url'].join('/');
    const site: ReferenceSite = { file, address, usage: 'deployed' };
    if (url && parts) found.push(referenceFact(site, scalarReference(url), parts));
    return undefined;
  });
  yield* found;
}

/**
 * https://grafana.github.io/grafana-operator/docs/dashboards and
 * https://kubevirt.io/containerized-data-importer: `source.http`, also in the templates of a virtual machine.
 */
function isFetched(kind: string, path: readonly Step[]): boolean {
  if (kind === 'GrafanaDashboard') return path.length === 1 && path[0] === 'spec';
  const isDisk = kind === 'DataVolume' || kind === 'VirtualMachine' || kind === 'VolumeImportSource';
  return isDisk && path.at(-1) === 'http' && path.at(-2) === 'source';
}
