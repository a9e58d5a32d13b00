import { jsonItems } from '../json-items.ts';
import type { Reporter } from '../reporter.ts';
import { type SpdxDocument, type SpdxPackage, spdxDocument } from './document.ts';
import type { OwnLicense } from './licenses.ts';
import { notesText } from './notes.ts';
import { documentId } from './relationships.ts';
import { purposeOf, statementsOf, supplierOf } from './words-of-2.ts';

/** SPDX 2.3 as JSON (https://spdx.github.io/spdx-spec/v2.3/). */
export const spdxJson = {
  id: 'spdx-2.3',
  title: 'SPDX 2.3 SBOM',
  *render(report, means) {
    const document = spdxDocument(report, 'SPDX-2.3', means);
    const { name, namespace, created, tool, comment, licenses } = document;
    const head = {
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: documentId,
      name,
      documentNamespace: namespace,
      creationInfo: { created, creators: [`Tool: ${tool}`] },
      comment,
    };
    yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "packages": [`;
    yield* jsonItems(packages(document), '    ');
    yield '],\n  "hasExtractedLicensingInfos": [';
    yield* jsonItems(licenses.map(licensingInfo), '    ');
    yield '],\n  "relationships": [';
    yield* jsonItems(relationships(document), '    ');
    yield ']\n}\n';
  },
} as const satisfies Reporter;

function* packages(document: SpdxDocument): Iterable<object> {
  for (const each of document.packages()) yield packageOf(each, document);
}

function packageOf(each: SpdxPackage, { tool, created }: SpdxDocument): object {
  const { name, id, version, fileName, supplier, checksums, sourceInfo, licenseComments, purl, notes } = each;
  const annotation = {
    annotator: `Tool: ${tool}`,
    annotationDate: created,
    annotationType: 'OTHER',
    comment: notesText(notes),
  };
  return {
    name,
    SPDXID: id,
    ...(version === null ? {} : { versionInfo: version }),
    ...(fileName === null ? {} : { packageFileName: fileName }),
    supplier: supplierOf(supplier),
    downloadLocation: each.downloadLocation ?? 'NOASSERTION',
    filesAnalyzed: false,
    ...(checksums.length > 0
      ? { checksums: checksums.map(({ algorithm, value }) => ({ algorithm, checksumValue: value })) }
      : {}),
    ...(sourceInfo === null ? {} : { sourceInfo }),
    licenseConcluded: each.concluded,
    licenseDeclared: each.declared,
    ...(licenseComments === null ? {} : { licenseComments }),
    copyrightText: 'NOASSERTION',
    ...(purl === null ? {} : { externalRefs: [purlReference(purl)] }),
    // Where the specification says OPERATING-SYSTEM, the schema for JSON says OPERATING_SYSTEM.
    primaryPackagePurpose: purposeOf(each).replaceAll('-', '_'),
    ...(notes.length > 0 ? { annotations: [annotation] } : {}),
  };
}

function purlReference(purl: string): object {
  return { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl };
}

function licensingInfo({ id, text, name, url }: OwnLicense): object {
  return {
    licenseId: id,
    extractedText: text,
    ...(name === null ? {} : { name }),
    ...(url === null ? {} : { seeAlsos: [url] }),
  };
}

function* relationships(document: SpdxDocument): Iterable<object> {
  for (const each of document.relationships()) {
    for (const { from, type, to, comment } of statementsOf(each)) {
      yield {
        spdxElementId: from,
        relationshipType: type,
        relatedSpdxElement: to,
        ...(comment === null ? {} : { comment }),
      };
    }
  }
}
