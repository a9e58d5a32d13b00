import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import addInternationalFormats from 'ajv-formats-draft2019';
import { validateXML } from 'xmllint-wasm';
import { read } from './sources.ts';

const compiled = new Map<string, ValidateFunction>();

/** What an SBOM in JSON breaks of the version of CycloneDX that it names, and references in it that lead nowhere; empty when it is valid. */
export function cyclonedxErrors(document: string): readonly string[] {
  const sbom = JSON.parse(document);
  const validate = validatorOf(sbom.specVersion);
  validate(sbom);
  const errors = (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
  return [...errors, ...looseReferences(sbom)];
}

/** What SBOMs in XML, by name, break of CycloneDX 1.6; empty when all are valid. */
export async function cyclonedxXmlErrors(
  documents: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const xml = Object.entries(documents).map(([fileName, contents]) => ({ fileName, contents }));
  const { errors } = await validateXML({
    xml,
    // The import names an address, and there is no network: the same schema lies beside it.
    schema: [
      vendored('bom-1.6.xsd').replace(
        'schemaLocation="http://cyclonedx.org/schema/spdx"',
        'schemaLocation="spdx.xsd"',
      ),
    ],
    preload: [{ fileName: 'spdx.xsd', contents: vendored('spdx.xsd') }],
    maxMemoryPages: 16_384,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

function validatorOf(version: string): ValidateFunction {
  const known = compiled.get(version);
  if (known !== undefined) return known;
  // The schemas carry notes for their readers (`meta:enum`), which are no keywords.
  const ajv = new Ajv.default({ strict: false, logger: false });
  addFormats.default(ajv);
  addInternationalFormats(ajv);
  for (const part of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(JSON.parse(vendored(`${part}.schema.json`)));
  const validate = ajv.compile(JSON.parse(vendored(`bom-${version}.schema.json`)));
  compiled.set(version, validate);
  return validate;
}

function vendored(name: string): string {
  return read(`test/contracts/schemas/cyclonedx/${name}`);
}

/** The schemas do not hold references to what they name, nor names to being unique. */
function looseReferences(sbom: unknown): readonly string[] {
  const names: string[] = [];
  const references: unknown[] = [];
  visit(sbom, (field, value) => {
    if (field === 'bom-ref') names.push(String(value));
    else if (field === 'ref') references.push(value);
    else if (pointers.has(field) && Array.isArray(value))
      references.push(...value.filter((one) => typeof one === 'string'));
  });
  const known = new Set(names);
  return [
    ...(known.size < names.length ? [`${names.length - known.size} names stand twice`] : []),
    ...references.filter((one) => !known.has(String(one))).map((one) => `${one} is no bom-ref`),
  ];
}

const pointers: ReadonlySet<string> = new Set(['dependsOn', 'dependencies', 'assemblies']);

function visit(value: unknown, see: (field: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [field, part] of Object.entries(value)) {
    see(field, part);
    visit(part, see);
  }
}
