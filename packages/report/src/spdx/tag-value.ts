import { printable, withoutCommands } from '@fineprint/core';
import type { Reporter } from '../reporter.ts';
import { type SpdxDocument, type SpdxPackage, spdxDocument } from './document.ts';
import type { OwnLicense } from './licenses.ts';
import { notesText } from './notes.ts';
import { documentId } from './relationships.ts';
import { unlikeToken } from './unlike-tokens.ts';
import { purposeOf, statementsOf, supplierOf } from './words-of-2.ts';

/** SPDX 2.3 as tags and values, a line each (https://spdx.github.io/spdx-spec/v2.3/). */
export const spdxTagValue = {
  id: 'spdx-tag-value',
  title: 'SPDX 2.3 SBOM as tags and values',
  *render(report, means) {
    const document = spdxDocument(report, 'SPDX-2.3', means);
    yield head(document);
    for (const each of document.packages()) yield packageText(each, document);
    for (const license of document.licenses) yield licenseText(license);
    yield '\n';
    for (const relationship of document.relationships()) {
      for (const { from, type, to, comment } of statementsOf(relationship)) {
        yield line('Relationship', `${from} ${type} ${to}`);
        yield text('RelationshipComment', comment);
      }
    }
  },
} as const satisfies Reporter;

function head({ name, namespace, created, tool, comment }: SpdxDocument): string {
  return [
    line('SPDXVersion', 'SPDX-2.3'),
    line('DataLicense', 'CC0-1.0'),
    line('SPDXID', documentId),
    free('DocumentName', name),
    line('DocumentNamespace', namespace),
    line('Creator', `Tool: ${tool}`),
    line('Created', created),
    text('DocumentComment', comment),
  ].join('');
}

function packageText(each: SpdxPackage, { tool, created }: SpdxDocument): string {
  const { name, id, version, fileName, supplier, downloadLocation, checksums, purl, notes } = each;
  const annotation = [
    line('Annotator', `Tool: ${tool}`),
    line('AnnotationDate', created),
    line('AnnotationType', 'OTHER'),
    line('SPDXREF', id),
    text('AnnotationComment', notesText(notes)),
  ];
  return [
    `\n${free('PackageName', name)}`,
    line('SPDXID', id),
    free('PackageVersion', version),
    free('PackageFileName', fileName),
    line('PackageSupplier', supplierOf(supplier)),
    line('PackageDownloadLocation', downloadLocation ?? 'NOASSERTION'),
    line('FilesAnalyzed', 'false'),
    ...checksums.map(({ algorithm, value }) => line('PackageChecksum', `${algorithm}: ${value}`)),
    text('PackageSourceInfo', each.sourceInfo),
    line('PackageLicenseConcluded', each.concluded),
    line('PackageLicenseDeclared', each.declared),
    text('PackageLicenseComments', each.licenseComments),
    line('PackageCopyrightText', 'NOASSERTION'),
    line('ExternalRef', purl === null ? null : `PACKAGE-MANAGER purl ${purl}`),
    line('PrimaryPackagePurpose', purposeOf(each)),
    ...(notes.length > 0 ? annotation : []),
  ].join('');
}

function licenseText({ id, text: content, name, url }: OwnLicense): string {
  return [
    `\n${line('LicenseID', id)}`,
    text('ExtractedText', content),
    free('LicenseName', name),
    line('LicenseCrossReference', url),
  ].join('');
}

/** A value of one line that may be anything. */
function free(tag: string, value: string | null): string {
  return line(tag, value === null ? null : unlikeToken(value));
}

/** A value of one line, which the model made one. */
function line(tag: string, value: string | null): string {
  return value === null ? '' : `${tag}: ${withoutMarks(printable(value))}\n`;
}

/** A value of several lines. */
function text(tag: string, value: string | null): string {
  if (value === null) return '';
  const lines = value.split(lineEnd).flatMap((each) => each.match(piece) ?? ['']);
  const shown = lines.map((each) => printable(each.replaceAll('\t', '    '))).join('\n');
  return `${tag}: <text>${withoutCommands(withoutMarks(shown))}</text>\n`;
}

// Readers written in Go take no line of 64 KB; a character may become eleven bytes.
const piece = /.{1,5000}/gsu;

const lineEnd = /\r\n|[\n\r]/;

/** Nothing in a value opens or ends a text: the format has no escape for its own marks. */
function withoutMarks(value: string): string {
  return value.replace(mark, '&lt;');
}

const mark = /<(?=\/?text>)/gi;
