import { parseToml, type SourceFile, scalarOf, textOf } from '@fineprint/core';
import { declaredAt, type PackageMetadata, readMapping } from './metadata.ts';

/** Reads `Cargo.toml` (https://doc.rust-lang.org/cargo/reference/manifest.html#the-license-and-license-file-fields). */
export function readCargoToml(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseToml, (root) => {
    const license = scalarOf(root, 'package', 'license');
    const licenseFile = textOf(root, 'package', 'license-file');
    return {
      name: textOf(root, 'package', 'name') ?? null,
      version: textOf(root, 'package', 'version') ?? null,
      // Before expressions, `MIT/Apache-2.0` left the choice; Cargo still takes it so.
      readings: license
        ? [declaredAt(path, file, { ...license, text: license.text.replaceAll('/', ' OR ') })]
        : [],
      licenseFiles: licenseFile === undefined ? [] : [licenseFile],
    };
  });
}

/** Reads `pyproject.toml`: PEP 639's expression, the older `license = {text, file}`, and Poetry's field. */
export function readPyproject(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseToml, (root) => {
    const license =
      scalarOf(root, 'project', 'license') ??
      scalarOf(root, 'project', 'license', 'text') ??
      scalarOf(root, 'tool', 'poetry', 'license');
    const licenseFile = textOf(root, 'project', 'license', 'file');
    return {
      name: textOf(root, 'project', 'name') ?? textOf(root, 'tool', 'poetry', 'name') ?? null,
      version: textOf(root, 'project', 'version') ?? textOf(root, 'tool', 'poetry', 'version') ?? null,
      readings: license ? [declaredAt(path, file, license)] : [],
      licenseFiles: licenseFile === undefined ? [] : [licenseFile],
    };
  });
}
