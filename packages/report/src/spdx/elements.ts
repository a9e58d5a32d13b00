import type { SpdxDocument, SpdxPackage } from './document.ts';
import { hashOf } from './identifiers.ts';
import type { OwnLicense } from './licenses.ts';
import { notesText } from './notes.ts';
import { documentId, type SpdxRelationship } from './relationships.ts';

/** An element of SPDX 3 as JSON-LD writes it. */
export interface Element {
  readonly type: string;
  readonly spdxId: string;
  readonly [property: string]: unknown;
}

/** The one record of who made the elements, and when. */
export const creationInfo = '_:creationInfo';

/** The IRI of an element, which is what its document's second version would call it as well. */
export function iriOf({ namespace }: Pick<SpdxDocument, 'namespace'>, id: string): string {
  return `${namespace}#${id}`;
}

/** The elements of an SBOM in a fixed order: packages with what is said of each, their licences, and relationships. */
export function* elementsOf(document: SpdxDocument): Iterable<Element> {
  const told = new Set<string>();
  for (const license of document.licenses) yield licensingText(license, document);
  for (const each of document.packages()) {
    yield* onceOnly(supplierOf(each, document), told);
    yield packageOf(each, document);
    for (const expression of [each.concluded, each.declared]) {
      yield* onceOnly(expressionOf(expression, document), told);
    }
    yield licenseRelationship(each, 'hasConcludedLicense', document);
    yield licenseRelationship(each, 'hasDeclaredLicense', document);
    if (each.notes.length > 0) yield annotationOf(each, document);
  }
  for (const relationship of document.relationships()) {
    // What a document is about stands in its `rootElement`.
    if (relationship.from !== documentId) yield relationshipOf(relationship, document);
  }
}

function* onceOnly(element: Element | null, told: Set<string>): Iterable<Element> {
  if (element === null || told.has(element.spdxId)) return;
  told.add(element.spdxId);
  yield element;
}

function packageOf(each: SpdxPackage, document: SpdxDocument): Element {
  const { id, name, version, supplier, downloadLocation, checksums, purl, sourceInfo, fileName } = each;
  return {
    type: 'software_Package',
    spdxId: iriOf(document, id),
    creationInfo,
    name,
    ...(version === null ? {} : { software_packageVersion: version }),
    ...(supplier === null ? {} : { suppliedBy: supplierIri(supplier, document) }),
    ...(downloadLocation === null ? {} : { software_downloadLocation: downloadLocation }),
    software_primaryPurpose: purposeOf(each),
    software_copyrightText: 'NOASSERTION',
    ...(checksums.length > 0 ? { verifiedUsing: checksums.map(hashElement) } : {}),
    ...(purl === null
      ? {}
      : {
          software_packageUrl: purl,
          externalIdentifier: [
            { type: 'ExternalIdentifier', externalIdentifierType: 'packageUrl', identifier: purl },
          ],
        }),
    ...(sourceInfo === null && fileName === null ? {} : { software_sourceInfo: sourceInfo ?? fileName }),
  };
}

function hashElement({ algorithm, value }: SpdxPackage['checksums'][0]): object {
  return { type: 'Hash', algorithm: algorithm.toLowerCase(), hashValue: value };
}

/** What a package is for, in the words of SPDX 3. */
function purposeOf({ purpose }: SpdxPackage): string {
  if (purpose === 'operating-system') return 'operatingSystem';
  return purposes.has(purpose) ? purpose : 'other';
}

const purposes: ReadonlySet<string> = new Set([
  'application',
  'container',
  'data',
  'device',
  'file',
  'firmware',
  'framework',
  'library',
  'platform',
  'source',
]);

function supplierOf({ supplier }: SpdxPackage, document: SpdxDocument): Element | null {
  if (supplier === null) return null;
  return { type: 'Organization', spdxId: supplierIri(supplier, document), creationInfo, name: supplier };
}

function supplierIri(supplier: string, document: SpdxDocument): string {
  return iriOf(document, `SPDXRef-Supplier-${hashOf(supplier)}`);
}

function licensingText({ id, name, url, text }: OwnLicense, document: SpdxDocument): Element {
  return {
    type: 'simplelicensing_SimpleLicensingText',
    spdxId: iriOf(document, id),
    creationInfo,
    ...(name === null ? {} : { name }),
    ...(url === null
      ? {}
      : { externalRef: [{ type: 'ExternalRef', externalRefType: 'license', locator: [url] }] }),
    simplelicensing_licenseText: text,
  };
}

/** The licence that an expression states; `null` for the two words that SPDX 3 has elements of its own for. */
function expressionOf(expression: string, document: SpdxDocument): Element | null {
  if (individuals.has(expression)) return null;
  const own = [...new Set(expression.match(reference))];
  return {
    type: 'simplelicensing_LicenseExpression',
    spdxId: licenseIri(expression, document),
    creationInfo,
    simplelicensing_licenseExpression: expression,
    ...(own.length > 0
      ? {
          simplelicensing_customIdToUri: own.map((key) => {
            return { type: 'DictionaryEntry', key, value: iriOf(document, key) };
          }),
        }
      : {}),
  };
}

const reference = /LicenseRef-[A-Za-z0-9.-]+/g;

const individuals: ReadonlyMap<string, string> = new Map([
  ['NONE', 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense'],
  ['NOASSERTION', 'https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense'],
]);

function licenseIri(expression: string, document: SpdxDocument): string {
  return individuals.get(expression) ?? iriOf(document, `SPDXRef-License-${hashOf(expression)}`);
}

function licenseRelationship(
  each: SpdxPackage,
  relationshipType: 'hasConcludedLicense' | 'hasDeclaredLicense',
  document: SpdxDocument,
): Element {
  const isConcluded = relationshipType === 'hasConcludedLicense';
  const comment = isConcluded ? each.licenseComments : null;
  return {
    type: 'Relationship',
    spdxId: iriOf(document, `${each.id}-${relationshipType}`),
    creationInfo,
    ...(comment === null ? {} : { comment }),
    from: iriOf(document, each.id),
    relationshipType,
    to: [licenseIri(isConcluded ? each.concluded : each.declared, document)],
  };
}

function annotationOf({ id, notes }: SpdxPackage, document: SpdxDocument): Element {
  return {
    type: 'Annotation',
    spdxId: iriOf(document, `${id}-annotation`),
    creationInfo,
    annotationType: 'other',
    subject: iriOf(document, id),
    contentType: 'text/plain',
    statement: notesText(notes),
  };
}

function relationshipOf(relationship: SpdxRelationship, document: SpdxDocument): Element {
  const { from, type, to, phase, isOptional, isComplete } = relationship;
  const relationshipType = isOptional ? 'hasOptionalDependency' : type;
  const ends = to.map((id) => iriOf(document, id));
  return {
    type: phase === null ? 'Relationship' : 'LifecycleScopedRelationship',
    spdxId: iriOf(document, [from, relationshipType, ...(phase === null ? [] : [phase])].join('-')),
    creationInfo,
    from: iriOf(document, from),
    relationshipType,
    to: ends.length > 0 ? ends : [isComplete === true ? nothing : unknown],
    ...(phase === null ? {} : { scope: phase }),
    completeness: isComplete === null ? 'noAssertion' : isComplete ? 'complete' : 'incomplete',
  };
}

const nothing = 'https://spdx.org/rdf/3.0.1/terms/Core/NoneElement';
const unknown = 'https://spdx.org/rdf/3.0.1/terms/Core/NoAssertionElement';
