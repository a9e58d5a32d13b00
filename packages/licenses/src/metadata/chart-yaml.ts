import { parseYaml, type SourceFile, textOf, writtenScalar } from '@fineprint/core';
import { declaredAt, type PackageMetadata, readMapping } from './metadata.ts';

// A chart has no field for its license. Artifact Hub made the first of these, Bitnami the second, and who packs charts
// as OCI artifacts repeats the third. All mean the chart, not what it deploys.
const annotations = ['artifacthub.io/license', 'licenses', 'org.opencontainers.image.licenses'];

/** Reads `Chart.yaml`: the license of the chart by its annotations. */
export function readChartYaml(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseYaml, (root) => {
    const license = annotations
      .map((name) => writtenScalar(root, 'annotations', name))
      .find((field) => field !== undefined);
    return {
      name: textOf(root, 'name') ?? null,
      version: textOf(root, 'version') ?? null,
      readings: license ? [declaredAt(path, file, license)] : [],
    };
  });
}
