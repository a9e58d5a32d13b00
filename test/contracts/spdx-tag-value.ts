/** A document read from tags and values, in the form that SPDX 2.3 has in JSON. */
export interface ReadDocument {
  readonly [field: string]: unknown;
  readonly packages: readonly ReadRecord[];
  readonly hasExtractedLicensingInfos: readonly ReadRecord[];
  readonly relationships: readonly ReadRecord[];
}

interface ReadRecord {
  [field: string]: unknown;
}

/**
 * Reads SPDX 2.3 tags and values as strictly as the specification lets one (clauses 5 to 12): every line is a tag with its
 * value, a comment or empty; tags stand in their sections and as often as they may. Throws where one is astray.
 */
export function readTagValue(text: string): ReadDocument {
  const packages: ReadRecord[] = [];
  const licenses: ReadRecord[] = [];
  const relationships: ReadRecord[] = [];
  const annotations: ReadRecord[] = [];
  const head: ReadRecord = {};
  const starts: Readonly<Record<string, readonly [section: string, list: ReadRecord[]]>> = {
    PackageName: ['package', packages],
    LicenseID: ['license', licenses],
    Relationship: ['relationship', relationships],
    Annotator: ['annotation', annotations],
  };
  let section = 'document';
  let record = head;
  for (const { tag, value } of linesOf(text)) {
    const start = starts[tag];
    if (start !== undefined) {
      const [name, list] = start;
      section = name;
      record = {};
      list.push(record);
    }
    put(record, section, tag, value);
  }
  for (const [name, list] of [['document', [head]], ...Object.values(starts)] as const)
    for (const each of list) needAll(each, name);
  attach(annotations, packages);
  return { ...head, packages, hasExtractedLicensingInfos: licenses, relationships };
}

interface Line {
  readonly tag: string;
  readonly value: string;
}

function* linesOf(text: string): Iterable<Line> {
  if (/[^\n\P{Cc}]|\r/u.test(text)) throw new Error('A control character stands in the document.');
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line === '' || line.startsWith('#')) continue;
    const { tag, value = '' } = /^(?<tag>[A-Za-z]+): (?<value>\S.*)$/.exec(line)?.groups ?? {};
    if (tag === undefined) throw new Error(`This is no tag with a value: ${JSON.stringify(line)}`);
    if (!value.startsWith('<text>')) {
      if (/<\/?text>/i.test(value)) throw new Error(`A text stands astray: ${JSON.stringify(line)}`);
      yield { tag, value };
      continue;
    }
    const parts = [value.slice('<text>'.length)];
    while (!(parts.at(-1) ?? '').endsWith('</text>')) {
      at += 1;
      const next = lines[at];
      if (next === undefined) throw new Error(`The text of ${tag} never ends.`);
      parts.push(next);
    }
    const whole = parts.join('\n').slice(0, -'</text>'.length);
    if (/<\/?text>/i.test(whole)) throw new Error(`A text stands within the text of ${tag}.`);
    yield { tag, value: whole };
  }
}

type Form = (value: string) => unknown;

interface Tag {
  readonly section: string;
  readonly field: string;
  readonly isList?: true;
  readonly isRequired?: true;
  readonly read?: Form;
}

function put(record: ReadRecord, section: string, tag: string, value: string): void {
  const rule =
    tags[tag] ?? (tag === 'SPDXID' ? { section, field: 'SPDXID', isRequired: true as const } : undefined);
  if (rule === undefined || rule.section !== section)
    throw new Error(`The tag ${tag} stands in the section ${section}.`);
  const { field, isList, read = (text: string) => text } = rule;
  const known = record[field];
  if (isList) record[field] = [...(Array.isArray(known) ? known : []), read(value)];
  else if (known !== undefined) throw new Error(`The tag ${tag} stands twice.`);
  else if (field === '') Object.assign(record, read(value));
  else record[field] = read(value);
}

function needAll(record: ReadRecord, section: string): void {
  const needed = Object.values(tags).filter((tag) => tag.section === section && tag.isRequired);
  const missing = needed.filter(({ field }) => field !== '' && record[field] === undefined);
  const hasId = (section !== 'package' && section !== 'document') || record.SPDXID !== undefined;
  if (missing.length > 0 || !hasId)
    throw new Error(`The section ${section} lacks ${JSON.stringify(missing)}.`);
}

/** Annotations name the package that they are of; in JSON they stand in it. */
function attach(annotations: readonly ReadRecord[], packages: readonly ReadRecord[]): void {
  const byId = new Map(packages.map((each) => [each.SPDXID, each]));
  for (const { of, ...annotation } of annotations) {
    const target = byId.get(of);
    if (target === undefined) throw new Error(`The annotation is of nothing: ${of}`);
    target.annotations = [...(Array.isArray(target.annotations) ? target.annotations : []), annotation];
  }
}

const matched =
  (pattern: RegExp, form: (groups: Readonly<Record<string, string>>) => unknown): Form =>
  (value) => {
    const groups = pattern.exec(value)?.groups;
    if (groups === undefined) throw new Error(`${JSON.stringify(value)} is not ${pattern}.`);
    return form(groups);
  };

const one = (section: string, field: string, pattern?: RegExp): Tag => ({
  section,
  field,
  isRequired: true,
  ...(pattern ? { read: matched(pattern, ({ all = '' }) => all) } : {}),
});
const maybe = (section: string, field: string, pattern?: RegExp): Tag => {
  const { isRequired, ...rest } = one(section, field, pattern);
  return rest;
};

const time = /^(?<all>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;
const agent = /^(?<all>(?:Tool|Person|Organization): .+)$/;
const expression = /^(?<all>[A-Za-z0-9.+()-]+(?: [A-Za-z0-9.+()-]+)*)$/;

const tags: Readonly<Record<string, Tag>> = {
  SPDXVersion: one('document', 'spdxVersion', /^(?<all>SPDX-2\.3)$/),
  DataLicense: one('document', 'dataLicense', /^(?<all>CC0-1\.0)$/),
  DocumentName: one('document', 'name'),
  DocumentNamespace: one('document', 'documentNamespace', /^(?<all>[a-z]+:[^#\s]+)$/),
  Creator: { ...one('document', 'creators', agent), isList: true },
  Created: one('document', 'created', time),
  DocumentComment: maybe('document', 'comment'),
  PackageName: one('package', 'name'),
  PackageVersion: maybe('package', 'versionInfo'),
  PackageFileName: maybe('package', 'packageFileName'),
  PackageSupplier: maybe('package', 'supplier', /^(?<all>NOASSERTION|(?:Person|Organization): .+)$/),
  PackageDownloadLocation: one('package', 'downloadLocation', /^(?<all>NOASSERTION|NONE|[a-z+]+:\/\/\S+)$/),
  FilesAnalyzed: { ...maybe('package', 'filesAnalyzed'), read: (value) => JSON.parse(value) },
  PackageChecksum: {
    section: 'package',
    field: 'checksums',
    isList: true,
    read: matched(/^(?<algorithm>SHA(?:1|256|384|512)): (?<sum>[0-9a-f]+)$/, ({ algorithm, sum }) => {
      return { algorithm, checksumValue: sum };
    }),
  },
  PackageSourceInfo: maybe('package', 'sourceInfo'),
  PackageLicenseConcluded: maybe('package', 'licenseConcluded', expression),
  PackageLicenseDeclared: maybe('package', 'licenseDeclared', expression),
  PackageLicenseComments: maybe('package', 'licenseComments'),
  PackageCopyrightText: maybe('package', 'copyrightText'),
  ExternalRef: {
    section: 'package',
    field: 'externalRefs',
    isList: true,
    read: matched(
      /^(?<category>PACKAGE-MANAGER) (?<type>purl) (?<locator>\S+)$/,
      ({ category, type, locator }) => {
        return { referenceCategory: category, referenceType: type, referenceLocator: locator };
      },
    ),
  },
  PrimaryPackagePurpose: {
    ...maybe('package', 'primaryPackagePurpose'),
    // The text of the specification and the schema for JSON write it differently.
    read: matched(
      /^(?<all>APPLICATION|FRAMEWORK|LIBRARY|CONTAINER|OPERATING-SYSTEM|DEVICE|FIRMWARE|SOURCE|ARCHIVE|FILE|INSTALL|OTHER)$/,
      ({ all = '' }) => all.replaceAll('-', '_'),
    ),
  },
  LicenseID: one('license', 'licenseId', /^(?<all>LicenseRef-[A-Za-z0-9.-]+)$/),
  ExtractedText: one('license', 'extractedText'),
  LicenseName: maybe('license', 'name'),
  LicenseCrossReference: { ...maybe('license', 'seeAlsos'), isList: true },
  Relationship: {
    section: 'relationship',
    field: '',
    read: matched(
      /^(?<from>SPDXRef-\S+) (?<type>[A-Z_]+) (?<to>SPDXRef-\S+|NONE|NOASSERTION)$/,
      ({ from, type, to }) => {
        return { spdxElementId: from, relationshipType: type, relatedSpdxElement: to };
      },
    ),
  },
  RelationshipComment: maybe('relationship', 'comment'),
  Annotator: one('annotation', 'annotator', agent),
  AnnotationDate: one('annotation', 'annotationDate', time),
  AnnotationType: one('annotation', 'annotationType', /^(?<all>OTHER|REVIEW)$/),
  SPDXREF: one('annotation', 'of', /^(?<all>SPDXRef-[A-Za-z0-9.-]+)$/),
  AnnotationComment: one('annotation', 'comment'),
};
