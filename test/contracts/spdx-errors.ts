import { createRequire } from 'node:module';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { read } from './sources.ts';
import { readTagValue } from './spdx-tag-value.ts';

const parseExpression: (text: string) => unknown = createRequire(import.meta.url)('spdx-expression-parse');

const schemas = {
  'SPDX-2.3': { ajv: new Ajv.default({ strict: false, allErrors: true }), file: 'spdx-schema-2.3.json' },
  'SPDX-3.0.1': { ajv: new Ajv2020.default({ strict: false }), file: 'spdx-schema-3.0.1.json' },
};
const validators = new Map<string, ReturnType<Ajv.default['compile']>>();

function schemaErrors(version: keyof typeof schemas, document: unknown): readonly string[] {
  const { ajv, file } = schemas[version];
  let validate = validators.get(version);
  if (validate === undefined) {
    addFormats.default(ajv);
    validate = ajv.compile(JSON.parse(read(`test/contracts/schemas/${file}`)));
    validators.set(version, validate);
  }
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** What a document breaks of SPDX 2.3, by the schema and by what the specification asks beyond it; empty when it is valid. */
export function spdxErrors(document: string): readonly string[] {
  const parsed: Spdx23 = JSON.parse(document);
  return [...schemaErrors('SPDX-2.3', parsed), ...brokenRules(parsed)];
}

/** What tags and values break of SPDX 2.3; empty when they are valid. */
export function tagValueErrors(document: string): readonly string[] {
  const { created, creators, ...rest } = readTagValue(document);
  return spdxErrors(JSON.stringify({ ...rest, creationInfo: { created, creators } }));
}

interface Spdx23 {
  readonly documentNamespace: string;
  readonly creationInfo: { readonly created: string };
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly name: string;
    readonly licenseConcluded: string;
    readonly licenseDeclared: string;
  }[];
  readonly hasExtractedLicensingInfos: readonly {
    readonly licenseId: string;
    readonly extractedText: string;
  }[];
  readonly relationships: readonly { readonly spdxElementId: string; readonly relatedSpdxElement: string }[];
}

function* brokenRules(document: Spdx23): Iterable<string> {
  const { documentNamespace, creationInfo, packages, hasExtractedLicensingInfos, relationships } = document;
  if (!URL.canParse(documentNamespace) || /[#\s]/.test(documentNamespace))
    yield `namespace ${documentNamespace}`;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(creationInfo.created))
    yield `created ${creationInfo.created}`;
  const ids = new Set(['SPDXRef-DOCUMENT']);
  for (const { SPDXID, name } of packages) {
    if (!/^SPDXRef-[A-Za-z0-9.-]+$/.test(SPDXID)) yield `the id ${SPDXID}`;
    if (ids.has(SPDXID)) yield `${SPDXID} twice`;
    if (name.trim() !== name || name === '' || /[\r\n]/.test(name)) yield `the name ${JSON.stringify(name)}`;
    ids.add(SPDXID);
  }
  for (const { spdxElementId, relatedSpdxElement } of relationships)
    for (const end of [spdxElementId, relatedSpdxElement])
      if (!ids.has(end) && (end === spdxElementId || !['NONE', 'NOASSERTION'].includes(end)))
        yield `no ${end}`;
  const own = new Set(hasExtractedLicensingInfos.map(({ licenseId }) => licenseId));
  if (own.size < hasExtractedLicensingInfos.length) yield 'a licence is defined twice';
  for (const { licenseConcluded, licenseDeclared } of packages)
    for (const expression of [licenseConcluded, licenseDeclared]) yield* brokenExpression(expression, own);
}

/** Reads an expression by a parser that is not ours. */
function* brokenExpression(expression: string, own: ReadonlySet<string>): Iterable<string> {
  if (expression === 'NONE' || expression === 'NOASSERTION') return;
  try {
    // It knows no exception to a licence of one's own, which the grammar of SPDX has.
    parseExpression(expression.replaceAll(/(?<=LicenseRef-[A-Za-z0-9.-]+) WITH [A-Za-z0-9.-]+/g, ''));
  } catch (cause) {
    yield `the expression ${expression}: ${cause}`;
  }
  for (const id of expression.match(/LicenseRef-[A-Za-z0-9.-]+/g) ?? [])
    if (!own.has(id)) yield `${id} is not defined`;
  if (/(?:Document|Addition)Ref-[A-Za-z0-9.-]+(?::|$| )/.test(expression.replaceAll(/LicenseRef-\S+/g, '')))
    yield `${expression} names what this document cannot`;
}

interface Element {
  readonly type: string;
  readonly spdxId?: string;
  readonly from?: string;
  readonly to?: readonly string[];
  readonly relationshipType?: string;
  readonly subject?: string;
  readonly element?: readonly string[];
  readonly rootElement?: readonly string[];
  readonly suppliedBy?: string;
}

/** What a document breaks of SPDX 3.0.1, by the schema and by what the specification asks beyond it; empty when it is valid. */
export function spdx3Errors(document: string): readonly string[] {
  const parsed: { readonly '@graph': readonly Element[] } = JSON.parse(document);
  return [...schemaErrors('SPDX-3.0.1', parsed), ...brokenGraph(parsed['@graph'])];
}

function* brokenGraph(graph: readonly Element[]): Iterable<string> {
  const ids = graph.flatMap(({ spdxId }) => spdxId ?? []);
  const known = new Set(ids);
  if (known.size < ids.length) yield 'an element stands twice';
  for (const { spdxId, from, to = [], subject, rootElement = [], suppliedBy, element = [] } of graph)
    for (const end of [from, ...to, subject, ...rootElement, suppliedBy, ...element])
      if (end !== undefined && !known.has(end) && !end.startsWith('https://spdx.org/rdf/3.0.1/terms/'))
        yield `${spdxId} points to ${end}, which is not there`;
  const count = (type: string) => graph.filter((each) => each.type === type).length;
  if (count('SpdxDocument') !== 1 || count('software_Sbom') !== 1)
    yield 'there is not one document with one SBOM';
  const concluded = graph.filter(({ relationshipType }) => relationshipType === 'hasConcludedLicense');
  if (concluded.length !== count('software_Package')) yield 'a package has not one concluded licence';
  const named = new Set(graph.find(({ type }) => type === 'software_Sbom')?.element);
  const isHead = ({ type }: Element) =>
    ['SpdxDocument', 'software_Sbom', 'Tool', 'SoftwareAgent'].includes(type);
  const inside = graph.filter((each) => !isHead(each)).flatMap(({ spdxId }) => spdxId ?? []);
  const missing = inside.filter((id) => !named.has(id) && !id.endsWith('#SPDXRef-DataLicense'));
  if (missing.length > 0) yield `the SBOM does not name ${missing[0]}`;
}
