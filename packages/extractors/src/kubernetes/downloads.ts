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
  if (!fetching.has(kind)) return;
  const found: ReferenceFact[] = [];
  walk(root, (node, path) => {
    const url = isFetched(kind, path) ? writtenScalar(node, 'url') : undefined;
    const parts = url ? downloadParts(file, scalarReference(url).resolved) : null;
    if (!url || !parts) return;
    const address = [kind, name, ...namedPath(root, path), 'url'].join('/');
    const site: ReferenceSite = { file, address, usage: 'deployed' };
    found.push(referenceFact(site, scalarReference(url), parts));
  });
  yield* found;
}

const disks: ReadonlySet<string> = new Set(['DataVolume', 'VirtualMachine', 'VolumeImportSource']);
const fetching: ReadonlySet<string> = new Set(['GrafanaDashboard', ...disks]);

/**
 * https://grafana.github.io/grafana-operator/docs/dashboards and
 * https://kubevirt.io/containerized-data-importer: `source.http`, also in the templates of a virtual machine.
 */
function isFetched(kind: string, path: readonly Step[]): boolean {
  if (kind === 'GrafanaDashboard') return path.length === 1 && path[0] === 'spec';
  return disks.has(kind) && path.at(-1) === 'http' && path.at(-2) === 'source';
}
