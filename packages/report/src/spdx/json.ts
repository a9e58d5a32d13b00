import { jsonItems } from '../json-items.ts';
import type { Reporter } from '../reporter.ts';
import { type SpdxDocument, type SpdxPackage, spdxDocument } from './document.ts';
import type { OwnLicense } from './licenses.ts';
import { notesText } from './notes.ts';
import { documentId, type SpdxRelationship } from './relationships.ts';

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

/** The supplier of a package as SPDX 2.3 writes it. */
export function supplierOf(supplier: string | null): string {
  return supplier === null ? 'NOASSERTION' : `Organization: ${supplier}`;
}

/** What a package is for, in the words of SPDX 2.3 (7.24). */
export function purposeOf({ purpose }: SpdxPackage): string {
  return purposes.has(purpose) ? purpose.toUpperCase() : 'OTHER';
}

const purposes: ReadonlySet<string> = new Set([
  'application',
  'container',
  'device',
  'file',
  'firmware',
  'framework',
  'library',
  'operating-system',
  'source',
]);

/** One relationship between two elements. */
interface Statement {
  readonly from: string;
  readonly type: string;
  readonly to: string;
  readonly comment: string | null;
}

/** Says in SPDX 2.3 what an element needs, and whether that is all: `NONE` for nothing, `NOASSERTION` beside what is not all (11.1). */
export function* statementsOf(relationship: SpdxRelationship): Iterable<Statement> {
  const { from, type, to, isComplete } = relationship;
  const comment = null;
  for (const each of to) {
    if (type !== 'dependsOn') yield { from, type: type.toUpperCase(), to: each, comment };
    else {
      const reverse = reverseType(relationship);
      yield reverse === null
        ? { from, type: 'DEPENDS_ON', to: each, comment }
        : { from: each, type: reverse, to: from, comment };
    }
  }
  if (type !== 'dependsOn' || isComplete === null) return;
  if (!isComplete)
    yield { from, type: 'DEPENDS_ON', to: 'NOASSERTION', comment: 'Not all that it needs is known.' };
  else if (to.length === 0) yield { from, type: 'DEPENDS_ON', to: 'NONE', comment };
}

function reverseType({ phase, isOptional }: SpdxRelationship): string | null {
  if (phase === 'build') return 'BUILD_DEPENDENCY_OF';
  if (phase === 'development') return 'DEV_DEPENDENCY_OF';
  return isOptional ? 'OPTIONAL_DEPENDENCY_OF' : null;
}
