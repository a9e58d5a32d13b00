import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Ajv, { type ValidateFunction } from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import addInternationalFormats from 'ajv-formats-draft2019';
import { reportJsonSchema, reportLineJsonSchema } from '../../packages/core/build-schema.ts';
import { read, root } from '../contracts/sources.ts';
import { type LargeJson, readLargeJson } from './json-file.ts';

/** What was found in a document that is too large to be in memory: what it breaks of its schema, and how many items its lists have. */
export interface Verdict {
  readonly errors: readonly string[];
  readonly counts: LargeJson['counts'];
}

const maxErrors = 5;

// A report that was multiplied repeats its shapes; each is held to the schema so many times, and then once in so many.
const shownTimes = 20;
const sampled = 100;

/**
 * Holds a JSON document to a schema: the whole, with the first items of each list, and by itself each item of a list that
 * has a shape of its own. A schema that asks for distinct items would compare each with each: their names are compared.
 */
export async function largeJsonVerdict(file: string, schema: Schema): Promise<Verdict> {
  const errors: string[] = [];
  const names = new Set<string>();
  const shapes = new Map<string, number>();
  const { envelope, counts } = await readLargeJson(file, (list, item) => {
    if (errors.length >= maxErrors) return;
    const shape = `${list} ${shapeOf(item)}`;
    const times = shapes.get(shape) ?? 0;
    shapes.set(shape, times + 1);
    if (times < shownTimes || times % sampled === 0) errors.push(...schema.itemErrors(list, shortened(item)));
    const name = nameOf(item);
    if (name === null) return;
    if (names.has(`${list} ${name}`)) errors.push(`${list}: ${name} stands twice`);
    names.add(`${list} ${name}`);
  });
  return { errors: [...schema.errors(shortened(envelope)), ...errors], counts };
}

/** Holds each line to the schema of JSON lines; the kinds of lines are counted. */
export async function linesVerdict(file: string): Promise<Verdict> {
  const validate = new Ajv2020.default({ strict: false }).compile(JSON.parse(reportLineJsonSchema()));
  const errors: string[] = [];
  const counts = new Map<string, number>();
  let last: { readonly is: string; readonly lines?: number } = { is: 'none' };
  let lines = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    last = JSON.parse(text);
    lines += 1;
    counts.set(last.is, (counts.get(last.is) ?? 0) + 1);
    if (errors.length < maxErrors) errors.push(...errorsOf(validate, last));
  }
  if (last.is !== 'end' || last.lines !== lines - 1)
    errors.push('The last line does not say how many there are.');
  return { errors, counts };
}

/** A schema, and the part of it that is about the items of a list at its root. */
export interface Schema {
  errors(envelope: unknown): readonly string[];
  itemErrors(list: string, item: unknown): readonly string[];
}

/** The schema that a document names; throws where there is none for it. */
export async function schemaOf(file: string): Promise<Schema> {
  const head = await firstBytes(file);
  const cyclonedx = /"specVersion":\s*"(?<version>[\d.]+)"/.exec(head)?.groups?.version;
  // SPDX 3 has a field of that name too.
  if (cyclonedx !== undefined && head.includes('"CycloneDX"')) return cyclonedxSchema(cyclonedx);
  if (head.includes('"fineprint-report/1"')) return schema2020(JSON.parse(reportJsonSchema()));
  const spdx = /"SPDX-(?<version>[\d.]+)"|spdx\.org\/rdf\/(?<context>[\d.]+)\//.exec(head)?.groups;
  const vendored = `test/contracts/schemas/spdx-schema-${spdx?.version ?? spdx?.context}.json`;
  if (!existsSync(join(root, vendored)))
    throw new Error(`No schema is known for ${file}: ${head.slice(0, 200)}`);
  const schema = JSON.parse(read(vendored));
  return spdx?.context === undefined ? schemaFrom(new Ajv.default(loose), schema) : schema2020(schema);
}

const loose = { strict: false, logger: false } as const;

function cyclonedxSchema(version: string): Schema {
  const schema = (name: string) =>
    JSON.parse(
      readFileSync(
        join(root, `node_modules/@cyclonedx/cyclonedx-library/res/schema/${name}.SNAPSHOT.schema.json`),
        'utf8',
      ),
    );
  const ajv = new Ajv.default(loose);
  addInternationalFormats(ajv);
  // The library's copies refer to each other by the names of their files.
  for (const part of ['spdx', 'jsf-0.82', 'cryptography-defs'])
    ajv.addSchema(schema(part), `http://cyclonedx.org/schema/${part}.SNAPSHOT.schema.json`);
  return schemaFrom(ajv, schema(`bom-${version}`));
}

function schema2020(schema: object): Schema {
  return schemaFrom(new Ajv2020.default(loose), schema);
}

function schemaFrom(ajv: Ajv.default, schema: object): Schema {
  addFormats.default(ajv);
  const id = '$id' in schema && typeof schema.$id === 'string' ? schema.$id : 'document';
  ajv.addSchema({ ...schema, $id: id });
  const whole = ajv.compile({ $ref: id });
  const items = new Map<string, ValidateFunction>();
  const itemsOf = (list: string) => {
    const pointer =
      list === '@graph' ? `${id}#/oneOf/0/properties/@graph/items` : `${id}#/properties/${list}/items`;
    const validate = items.get(list) ?? ajv.compile({ $ref: pointer });
    items.set(list, validate);
    return validate;
  };
  return {
    errors: (envelope) => errorsOf(whole, envelope),
    itemErrors: (list, item) => errorsOf(itemsOf(list), item),
  };
}

/** Lists inside of an item without most of their items: of the dependencies that a composition of CycloneDX names there may be 100,000. */
function shortened(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, sampled).map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shortened(part)]));
}

/** The fields of a value with the types of what they hold, at every depth; the words of `type` and `is` belong to it. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return `[${[...new Set(value.map(shapeOf))].join()}]`;
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  const fields = Object.entries(value).map(([key, part]) =>
    key === 'type' || key === 'is' ? `${key}=${part}` : `${key}:${shapeOf(part)}`,
  );
  return `{${fields.join()}}`;
}

function nameOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  for (const field of ['fingerprint', 'bom-ref', 'SPDXID', 'spdxId', 'ref']) {
    const name: unknown = Reflect.get(item, field);
    if (typeof name === 'string') return name;
  }
  return null;
}

async function firstBytes(file: string): Promise<string> {
  for await (const chunk of createReadStream(file, { end: 4_095, encoding: 'utf8' })) return String(chunk);
  return '';
}

function errorsOf(validate: ValidateFunction, value: unknown): readonly string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
