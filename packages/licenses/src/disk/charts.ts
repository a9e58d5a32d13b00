import { readChartYaml } from '../metadata/chart-yaml.ts';
import type { PackageMetadata } from '../metadata/metadata.ts';
import { type Copies, copyIn } from './copies.ts';
import type { Disk } from './disk.ts';
import { below, directoryOf, isOfVersion, nearest } from './places.ts';

/**
 * Charts in `charts/`, packed or unpacked, as `helm dependency update` and Kustomize put them there. It is the chart's
 * own license, never that of the application which it deploys.
 */
export const charts: Copies = {
  id: 'charts',
  *find(component, disk) {
    const { kind, name } = component;
    if (kind !== 'helm-chart') return;
    const last = name.slice(name.lastIndexOf('/') + 1);
    const copies = nearest(component, (root) =>
      chartsIn(disk, below(root, 'charts'), last).filter(
        (each) => each.name === last && isOfVersion(component, each.version),
      ),
    );
    for (const copy of copies.slice(0, 1)) yield copyIn(directoryOf(copy.path), copy);
  },
};

function chartsIn(disk: Disk, charts: string, name: string): readonly PackageMetadata[] {
  const start = `${name}-`;
  return disk
    .list(charts)
    .filter((entry) => entry === name || entry.startsWith(start))
    .flatMap((entry) => [`${charts}/${entry}`, `${charts}/${entry}/${name}`])
    .filter((directory) => !directory.endsWith('.tgz'))
    .flatMap((directory) => {
      const path = `${directory}/Chart.yaml`;
      const file = disk.list(directory).includes('Chart.yaml') ? disk.file(path) : undefined;
      return file ? [readChartYaml(path, file)] : [];
    });
}
