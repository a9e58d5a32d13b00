import {
  type LicenseEvidence,
  type MapNode,
  mapOf,
  type ScalarNode,
  type SourceFile,
  type Span,
  type SyntaxTree,
} from '@fineprint/core';
import { evidenceFromField, type UnreadLicense } from './license-field.ts';

/** What a license field or file says, or why nothing is concluded from it. */
export type Reading = LicenseEvidence | UnreadLicense;

/** Whether a reading is evidence of a license. */
export function isEvidence(reading: Reading): reading is LicenseEvidence {
  return !('is' in reading);
}

/** What a package says of itself in a file of its own. */
export interface PackageMetadata {
  readonly path: string;
  readonly name: string | null;
  readonly version: string | null;
  readonly readings: readonly Reading[];
  /** License files that it names, as written: paths relative to its directory, unless they lie. */
  readonly licenseFiles: readonly string[];
}

/** Reads the metadata of one package; `path` is shown as the source. */
export type MetadataReader = (path: string, file: SourceFile) => PackageMetadata;

/** Makes the metadata of a package that says nothing of its license yet. */
export function metadata(path: string, parts: Partial<PackageMetadata> = {}): PackageMetadata {
  return { path, name: null, version: null, readings: [], licenseFiles: [], ...parts };
}

/** Reads metadata whose document is a mapping; what is broken or none is said, with its place. */
export function readMapping(
  path: string,
  file: SourceFile,
  parse: (text: string) => SyntaxTree,
  read: (root: MapNode) => Partial<PackageMetadata>,
): PackageMetadata {
  if (file.text.length > maximumLength)
    return metadata(path, { readings: [unread(path, `It has ${file.text.length} characters.`)] });
  const { documents, problems } = file.parse(parse);
  const [broken] = problems.filter(({ code = 'syntax-invalid' }) => code === 'syntax-invalid');
  if (broken) {
    const because = `It cannot be read: ${broken.message}`;
    return metadata(path, { readings: [unreadAt(path, file, broken, because)] });
  }
  const root = mapOf(documents[0]?.root);
  if (root) return metadata(path, read(root));
  return metadata(path, { readings: [unread(path, 'It holds no names with values.')] });
}

/** The longest metadata that is read, in characters. */
export const maximumLength = 2_000_000;

/** Reads what an author wrote into a license field. */
export function declaredAt(path: string, file: SourceFile, field: ScalarNode): Reading {
  const reading = evidenceFromField(path, field.text);
  return 'is' in reading ? { ...reading, place: file.place(field) } : reading;
}

/** Reads a list of licenses that `OR` or `AND` joins: of which one may be chosen, or that hold each for a part. */
export function declaredList(
  path: string,
  file: SourceFile,
  fields: readonly ScalarNode[],
  operator: 'OR' | 'AND',
): readonly Reading[] {
  const [first, ...others] = fields.filter(({ text }) => text.trim() !== '');
  if (first === undefined) return [];
  if (others.length === 0) return [declaredAt(path, file, first)];
  if (others.length > maximumList)
    return [unreadAt(path, file, first, `It lists more than ${maximumList} licences.`)];
  const joined = [first, ...others].map(({ text }) => `(${text})`).join(` ${operator} `);
  return [declaredAt(path, file, { ...first, text: joined })];
}

const maximumList = 20;

/** Says why nothing is concluded from a file. */
export function unread(source: string, because: string): UnreadLicense {
  return { is: 'unread', source, because };
}

/** Says why nothing is concluded from a field, with its place. */
export function unreadAt(source: string, file: SourceFile, span: Span, because: string): UnreadLicense {
  return { is: 'unread', source, because, place: file.place(span) };
}
