import { items, type Node, parseJson, type SourceFile, scalarsOf, textOf } from '@fineprint/core';
import { declaredList, type PackageMetadata, readMapping } from './metadata.ts';

/** Reads `composer.json` (https://getcomposer.org/doc/04-schema.md#license): of several licenses one may be chosen. */
export function readComposerJson(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseJson, (root) => packageOf(path, file, root));
}

/** Reads `vendor/composer/installed.json`: the versions of the packages that Composer put there, by their names. */
export function readInstalledVersions(file: SourceFile): ReadonlyMap<string, string | null> {
  const [document] = file.parse(parseJson).documents;
  // Composer 1 wrote the list alone.
  const packages = [...items(document?.root, 'packages'), ...items(document?.root)];
  return new Map(packages.map((each) => [textOf(each, 'name') ?? '', textOf(each, 'version') ?? null]));
}

function packageOf(path: string, file: SourceFile, node: Node): Partial<PackageMetadata> {
  return {
    name: textOf(node, 'name') ?? null,
    version: textOf(node, 'version') ?? null,
    readings: declaredList(path, file, scalarsOf(node, 'license'), 'OR'),
  };
}
