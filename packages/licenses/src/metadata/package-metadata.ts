import type { LicenseEvidence } from '@fineprint/core';
import { evidenceFromField, type UnreadLicense } from './license-field.ts';

/**
 * Reads the license that a package's own metadata declares: `package.json`, `Chart.yaml` (the Artifact Hub annotation),
 * `galaxy.yml`, `METADATA`/`PKG-INFO`, `pyproject.toml`, `Cargo.toml`. `path` is shown as the source.
 */
export function evidenceFromPackageMetadata(
  path: string,
  text: string,
): readonly (LicenseEvidence | UnreadLicense)[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const read = readers.get(name);
  if (read === undefined) return [];
  if (text.length > maximumLength) return [unread(path, `It has ${text.length} characters.`)];
  return read(path, text);
}

/** Whether a file of this name can declare a license. */
export function isPackageMetadata(name: string): boolean {
  return readers.has(name);
}

const maximumLength = 2_000_000;

type Reader = (path: string, text: string) => readonly (LicenseEvidence | UnreadLicense)[];

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['package.json', readPackageJson],
  ['Chart.yaml', (path, text) => readLines(path, text, chartAnnotation)],
  ['galaxy.yml', readGalaxy],
  ['METADATA', readPythonMetadata],
  ['PKG-INFO', readPythonMetadata],
  ['pyproject.toml', (path, text) => readLines(path, text, tomlLicense)],
  ['Cargo.toml', (path, text) => readLines(path, text, tomlLicense)],
]);

// `license` is a string today; old packages wrote an object or a list of them, of which one may be chosen.
function readPackageJson(path: string, text: string): readonly (LicenseEvidence | UnreadLicense)[] {
  const parsed = parseJson(text);
  if (typeof parsed !== 'object' || parsed === null) return [unread(path, 'It is no JSON object.')];
  const license: unknown = 'license' in parsed ? parsed.license : undefined;
  const licenses: unknown = 'licenses' in parsed ? parsed.licenses : undefined;
  if (license !== undefined) return fields(path, [nameOf(license)]);
  if (licenses === undefined) return [];
  return fields(
    path,
    Array.isArray(licenses) ? licenses.slice(0, maximumFields).map(nameOf) : [nameOf(licenses)],
  );
}

const maximumFields = 10;

function fields(
  path: string,
  names: readonly (string | null)[],
): readonly (LicenseEvidence | UnreadLicense)[] {
  const known = names.filter((name) => name !== null);
  if (known.length !== names.length || known.length === 0)
    return [unread(path, 'Its license field is no text.')];
  return [
    evidenceFromField(
      path,
      known.length === 1 ? (known[0] ?? '') : known.map((name) => `(${name})`).join(' OR '),
    ),
  ];
}

function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('type' in value)) return null;
  return typeof value.type === 'string' ? value.type : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const chartAnnotation = /^[ \t]{1,16}["']?artifacthub\.io\/license["']?:[ \t]*(?<value>\S.{0,1200})$/m;
const tomlLicense = /^license[ \t]{0,16}=[ \t]{0,16}(?<value>["'].{0,1200})$/m;
const brackets = /^\[|\].*$/g;
const bullet = /^\s*-\s*/;
const galaxyLicense = /^license:[ \t]{0,16}(?<value>\S.{0,1200})$/m;
const galaxyList =
  /^license:[ \t]{0,16}(?:#.{0,200})?\r?\n(?<list>(?:[ \t]{0,16}-[ \t]{1,16}\S.{0,200}(?:\r?\n|$)){1,10})/m;

function readLines(
  path: string,
  text: string,
  pattern: RegExp,
): readonly (LicenseEvidence | UnreadLicense)[] {
  const value = pattern.exec(text)?.groups?.value;
  return value === undefined ? [] : [evidenceFromField(path, unquoted(value))];
}

// A collection lists its licenses without saying whether all apply, so only a single one is understood.
function readGalaxy(path: string, text: string): readonly (LicenseEvidence | UnreadLicense)[] {
  const list = galaxyList.exec(text)?.groups?.list;
  if (list === undefined) {
    const flow = galaxyLicense.exec(text)?.groups?.value?.trim();
    if (flow === undefined) return [];
    return readItems(path, flow.startsWith('[') ? flow.replace(brackets, '').split(',') : [flow]);
  }
  return readItems(
    path,
    list.split('\n').map((line) => line.replace(bullet, '')),
  );
}

function readItems(path: string, items: readonly string[]): readonly (LicenseEvidence | UnreadLicense)[] {
  const written = items.map(unquoted).filter((item) => item !== '');
  if (written.length > 1)
    return [unread(path, 'It lists several licenses and does not say whether all of them apply.')];
  return written.map((item) => evidenceFromField(path, item));
}

const expressionHeader = /^License-Expression:[ \t]{0,16}(?<value>\S.{0,1200})$/im;
const licenseHeader = /^License:[ \t]{0,16}(?<value>\S.{0,1200})$/im;
const blankLine = /\r?\n\r?\n/;

function readPythonMetadata(path: string, text: string): readonly (LicenseEvidence | UnreadLicense)[] {
  // Headers end at the first blank line; the description below may quote anything.
  const [headers = ''] = text.split(blankLine, 1);
  const value = (expressionHeader.exec(headers) ?? licenseHeader.exec(headers))?.groups?.value;
  return value === undefined ? [] : [evidenceFromField(path, value.trim())];
}

const quoted = /^(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/;
const comment = /\s#.*$/;

function unquoted(value: string): string {
  const groups = quoted.exec(value.trim())?.groups;
  return groups?.double ?? groups?.single ?? value.replace(comment, '').trim();
}

function unread(source: string, because: string): UnreadLicense {
  return { is: 'unread', source, because };
}
