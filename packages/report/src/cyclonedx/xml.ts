import type { Report } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { documentOf, serialNumber } from './document.ts';
import type { SpecVersion } from './spec-version.ts';
import { escapedAttribute, escapedText } from './xml-text.ts';

/**
 * Writes an SBOM as XML (https://cyclonedx.org/docs/1.6/xml/), an item of a list at a time. It has what JSON has: the
 * forms below say how the two differ. The library writes XML of its own models only, which know half of it.
 */
export function* writeXml(
  report: Report,
  means: Pick<ReporterMeans, 'licenseOf'>,
  version: SpecVersion,
): Iterable<string> {
  const namespace = `http://cyclonedx.org/schema/bom/${version.id}`;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<bom xmlns="${namespace}" serialNumber="${serialNumber(report)}" version="1">\n`;
  for (const field of documentOf(report, means, version)) {
    if ('value' in field) {
      yield element(field.name, field.value, 1);
      continue;
    }
    yield `  <${field.name}>\n`;
    for (const item of field.items) yield itemOf(field.name, item, 2);
    yield `  </${field.name}>\n`;
  }
  yield '</bom>\n';
}

/** Fields of an object that are attributes of its element, by their names there, and the one that is its text. */
interface Form {
  readonly attributes: Readonly<Record<string, string>>;
  readonly text?: string;
}

// What only names another element.
const pointer: Form = { attributes: { ref: 'ref' } };
const forms: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['assembly', pointer],
  ['component', { attributes: { type: 'type', 'bom-ref': 'bom-ref' } }],
  ['dependency', pointer],
  ['expression', { attributes: { acknowledgement: 'acknowledgement' }, text: 'expression' }],
  ['hash', { attributes: { alg: 'alg' }, text: 'content' }],
  ['license', { attributes: { acknowledgement: 'acknowledgement' } }],
  ['property', { attributes: { name: 'name' }, text: 'value' }],
  ['reference', { attributes: { type: 'type' } }],
  ['text', { attributes: { contentType: 'content-type' }, text: 'content' }],
  ['workflow', { attributes: { 'bom-ref': 'bom-ref' } }],
]);

/** Lists whose items have a name of their own; the items of every other list stand without one around them. */
const itemNames: ReadonlyMap<string, string> = new Map([
  ['assemblies', 'assembly'],
  ['components', 'component'],
  ['compositions', 'composition'],
  ['dependencies', 'dependency'],
  ['externalReferences', 'reference'],
  ['formulation', 'formula'],
  ['hashes', 'hash'],
  ['licenses', 'license'],
  ['lifecycles', 'lifecycle'],
  ['methods', 'method'],
  ['occurrences', 'occurrence'],
  ['properties', 'property'],
  ['resourceReferences', 'resourceReference'],
  ['taskTypes', 'taskType'],
  ['workflows', 'workflow'],
]);

function element(name: string, value: unknown, depth: number): string {
  const margin = '  '.repeat(depth);
  if (Array.isArray(value)) {
    if (!itemNames.has(name)) return value.map((item) => itemOf(name, item, depth)).join('');
    const items = value.map((item) => itemOf(name, item, depth + 1)).join('');
    return `${margin}<${name}>\n${items}${margin}</${name}>\n`;
  }
  if (typeof value !== 'object' || value === null)
    return value === undefined ? '' : `${margin}<${name}>${escapedText(String(value))}</${name}>\n`;
  const form = forms.get(name);
  let open = name;
  let text: string | undefined;
  let children = '';
  for (const [field, part] of Object.entries(value)) {
    const attribute = form?.attributes[field];
    if (part === undefined) continue;
    if (attribute !== undefined) open += ` ${attribute}="${escapedAttribute(String(part))}"`;
    else if (field === form?.text) text = escapedText(String(part));
    else children += element(field, part, depth + 1);
  }
  if (text !== undefined) return `${margin}<${open}>${text}</${name}>\n`;
  return children === '' ? `${margin}<${open}/>\n` : `${margin}<${open}>\n${children}${margin}</${name}>\n`;
}

function itemOf(list: string, item: unknown, depth: number): string {
  // An edge leads to an element of the same name.
  const name = list === 'dependsOn' ? 'dependency' : (itemNames.get(list) ?? list);
  if (typeof item === 'string' && forms.get(name) === pointer) return element(name, { ref: item }, depth);
  if (list !== 'licenses' || typeof item !== 'object' || item === null) return element(name, item, depth);
  return 'license' in item ? element('license', item.license, depth) : element('expression', item, depth);
}
