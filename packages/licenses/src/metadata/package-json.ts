import {
  get,
  items,
  type MapNode,
  parseJson,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import { declaredList, type PackageMetadata, readMapping, unreadAt } from './metadata.ts';

/** Reads `package.json` (https://docs.npmjs.com/cli/configuring-npm/package-json#license). */
export function readPackageJson(path: string, file: SourceFile): PackageMetadata {
  return readMapping(path, file, parseJson, (root) => ({
    name: textOf(root, 'name') ?? null,
    version: textOf(root, 'version') ?? null,
    ...licenseOf(path, file, root),
  }));
}

// `license` is a string today; old packages wrote an object or a list of them, of which one may be chosen.
function licenseOf(path: string, file: SourceFile, root: MapNode): Partial<PackageMetadata> {
  const license = get(root, 'license') ?? get(root, 'licenses');
  if (license === undefined) return {};
  const named = license.is === 'list' ? items(license).map(nameOf) : [nameOf(license)];
  const fields = named.filter((field) => field !== undefined);
  if (fields.length === 0 || fields.length !== named.length)
    return { readings: [unreadAt(path, file, license, 'Its license field is no text.')] };
  const [only] = fields;
  const elsewhere = fields.length === 1 ? seeFile.exec(only?.text ?? '')?.groups?.file : undefined;
  return elsewhere === undefined
    ? { readings: declaredList(path, file, fields, 'OR') }
    : { licenseFiles: [elsewhere.trim()] };
}

const seeFile = /^see licen[cs]e in (?<file>.{1,400})$/i;

function nameOf(value: Resolved): ScalarNode | undefined {
  const named = value.is === 'map' ? scalarOf(value, 'type') : value.is === 'scalar' ? value : undefined;
  // A number or `null` stands without quotes, a text cannot.
  return named === undefined || named.plain ? undefined : named;
}
