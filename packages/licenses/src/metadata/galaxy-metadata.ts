import {
  type Node,
  parseJson,
  parseYaml,
  type SourceFile,
  scalarsOf,
  textOf,
  writtenScalar,
} from '@fineprint/core';
import { declaredAt, declaredList, type PackageMetadata, readMapping } from './metadata.ts';

/** Reads `galaxy.yml` (https://docs.ansible.com/ansible/latest/dev_guide/collections_galaxy_meta.html). */
export function readGalaxyYml(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseYaml, (root) => collection(path, file, root));
}

/** Reads `MANIFEST.json`, which `ansible-galaxy collection build` writes from `galaxy.yml`. */
export function readGalaxyManifest(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseJson, (root) => {
    const info = root.entries.find(({ key }) => key.text === 'collection_info')?.value;
    return info ? collection(path, file, info) : {};
  });
}

function collection(path: string, file: SourceFile, info: Node): Partial<PackageMetadata> {
  const namespace = textOf(info, 'namespace');
  const name = textOf(info, 'name');
  const licenseFile = textOf(info, 'license_file');
  return {
    name: namespace && name ? `${namespace}.${name}` : null,
    version: textOf(info, 'version') ?? null,
    // The list is "for content inside of a collection": each license holds for a part of it.
    readings: declaredList(path, file, scalarsOf(info, 'license'), 'AND'),
    licenseFiles: licenseFile ? [licenseFile] : [],
  };
}

/** Reads `meta/main.yml` of a role (https://galaxy.ansible.com/docs/contributing/creating_role.html). */
export function readRoleMeta(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseYaml, (root) => {
    const license = writtenScalar(root, 'galaxy_info', 'license');
    return { readings: license ? [declaredAt(path, file, license)] : [] };
  });
}

/** Reads `meta/.galaxy_install_info`, in which `ansible-galaxy role install` notes the version that it fetched. */
export function readInstallInfo(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseYaml, (root) => ({ version: textOf(root, 'version') ?? null }));
}
