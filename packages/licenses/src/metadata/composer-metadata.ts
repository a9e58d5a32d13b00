import { items, type Node, parseJson, type SourceFile, scalarsOf, textOf } from '@fineprint/core';
import { declaredList, type PackageMetadata, readMapping } from './metadata.ts';

/** Reads `composer.json` (https://getcomposer.org/doc/04-schema.md#license): of several licenses one may be chosen. */
export function readComposerJson(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseJson, (root) => packageOf(path, file, root));
}

/** Reads `vendor/composer/installed.json`: every package that Composer put there, with its version. */
export function readInstalledPackages(path: string, file: SourceFile): readonly PackageMetadata[] {
  const [document] = file.parse(parseJson).documents;
  // Composer 1 wrote the list alone.
  const packages = [...items(document?.root, 'packages'), ...items(document?.root)];
  return packages.slice(0, maximumPackages).map((each) => ({
    path,
    name: null,
    version: null,
    readings: [],
    licenseFiles: [],
    ...packageOf(path, file, each),
  }));
}

const maximumPackages = 20_000;

function packageOf(path: string, file: SourceFile, node: Node): Partial<PackageMetadata> {
  return {
    name: textOf(node, 'name') ?? null,
    version: textOf(node, 'version') ?? null,
    readings: declaredList(path, file, scalarsOf(node, 'license'), 'OR'),
  };
}
