import { sourceFile } from '@fineprint/core';
import { readChartYaml } from './chart-yaml.ts';
import { readComposerJson } from './composer-metadata.ts';
import { readGalaxyManifest, readGalaxyYml } from './galaxy-metadata.ts';
import { readMetadataJson } from './json-metadata.ts';
import type { MetadataReader, Reading } from './metadata.ts';
import { readPackageJson } from './package-json.ts';
import { readPythonMetadata } from './python-metadata.ts';
import { readCargoToml, readPyproject } from './toml-metadata.ts';

/** Finds the reader of metadata files of a name; `undefined` where such a file declares no license. */
export function metadataReader(name: string): MetadataReader | undefined {
  return readers.get(name);
}

/** Whether a file of this name can declare a license. */
export function isPackageMetadata(name: string): boolean {
  return readers.has(name);
}

/**
 * Reads the license that a package's own metadata declares: `package.json`, `Chart.yaml`, `galaxy.yml`, `METADATA`,
 * `Cargo.toml` … `path` is shown as the source.
 */
export function evidenceFromPackageMetadata(path: string, text: string): readonly Reading[] {
  const read = readers.get(path.slice(path.lastIndexOf('/') + 1));
  return read === undefined ? [] : read(path, sourceFile(text)).readings;
}

const readers: ReadonlyMap<string, MetadataReader> = new Map<string, MetadataReader>([
  ['package.json', readPackageJson],
  ['Chart.yaml', readChartYaml],
  ['galaxy.yml', readGalaxyYml],
  ['MANIFEST.json', readGalaxyManifest],
  ['METADATA', readPythonMetadata],
  ['PKG-INFO', readPythonMetadata],
  ['pyproject.toml', readPyproject],
  ['Cargo.toml', readCargoToml],
  ['composer.json', readComposerJson],
  ['metadata.json', readMetadataJson],
]);
