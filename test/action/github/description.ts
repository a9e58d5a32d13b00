import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/** A part of the description that is a JSON Schema, or refers to one. */
export type Schema = Readonly<Record<string, unknown>>;

const SchemaPart = z.record(z.string(), z.unknown());
const Reference = z.strictObject({ $ref: z.string() });
type Reference = z.infer<typeof Reference>;
const Referring = <Part extends z.ZodType>(part: Part) => z.union([Reference, part]);
const Parameter = z.looseObject({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: SchemaPart,
});
const Media = z.looseObject({ schema: SchemaPart.optional() });
const Response = z.looseObject({ content: z.record(z.string(), Media).default({}) });
const OperationPart = z.looseObject({
  operationId: z.string(),
  parameters: z.array(Referring(Parameter)).default([]),
  requestBody: z.looseObject({ content: z.record(z.string(), Media) }).optional(),
  responses: z.record(z.string(), Referring(Response)),
});
const Description = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), OperationPart)),
  webhooks: z.record(z.string(), SchemaPart),
  components: z.looseObject({
    parameters: z.record(z.string(), Parameter),
    responses: z.record(z.string(), Response),
    schemas: z.record(z.string(), SchemaPart),
  }),
});

/** An operation of GitHub's API, as the description has it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  /** Matches a path, with a named group for each of its parameters. */
  readonly pattern: RegExp;
  readonly parameters: readonly z.infer<typeof Parameter>[];
  readonly body: Schema | null;
  /** Schemas of bodies by status and media type; `null` where the description says nothing about a body. */
  readonly responses: Readonly<Record<string, Readonly<Record<string, Schema | null>>>>;
}

const base = 'github-api.json';
// Each part can be compiled by itself once its references name the document.
const text = readFileSync(join(import.meta.dirname, '..', base), 'utf8');
const document: unknown = JSON.parse(
  text.replaceAll('"#/components/', `"${base}#/components/`),
  (_, value: unknown) => withNull(value),
);
const description = Description.parse(document);

/** The operations that the action may use. */
export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    id: operation.operationId,
    method: method.toUpperCase(),
    pattern: patternOf(path),
    parameters: operation.parameters.map((parameter) =>
      resolved(parameter, description.components.parameters),
    ),
    body: operation.requestBody?.content['application/json']?.schema ?? null,
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [
        status,
        Object.fromEntries(
          Object.entries(resolved(response, description.components.responses).content).map(
            ([type, media]) => [type, media.schema ?? null],
          ),
        ),
      ]),
    ),
  })),
);

/** The schema of the payload of an event, such as `pull-request-opened`. */
export function payloadSchema(event: string): Schema {
  const schema = description.webhooks[event];
  if (!schema) throw new Error(`The description has no event ${event}.`);
  return schema;
}

/** The schema that a reference names, or the schema itself. */
export function dereferenced(schema: Schema): Schema {
  const { $ref } = schema;
  if (typeof $ref !== 'string') return schema;
  return dereferenced(named(description.components.schemas, $ref));
}

const strict = validator(false);
// Parameters come as text, whatever their type.
const lenient = validator(true);
const compiled = new Map<Schema, ValidateFunction>();

/** What a body breaks of a schema; empty when it is valid. */
export function errorsIn(schema: Schema, value: unknown): readonly string[] {
  return errors(strict, schema, value);
}

/** What a parameter breaks of its schema. */
export function errorsInParameter(schema: Schema, value: string): readonly string[] {
  return errors(lenient, { type: 'object', properties: { value: schema } }, { value });
}

function errors(ajv: InstanceType<typeof Ajv.default>, schema: Schema, value: unknown): readonly string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function validator(coerceTypes: boolean) {
  const ajv = new Ajv.default({ strict: false, allErrors: true, logger: false, coerceTypes });
  addFormats.default(ajv);
  return ajv.addSchema({ $id: base, components: description.components });
}

/** The path's last parameter may hold slashes where it is a path or a ref, which no other can. */
function patternOf(path: string): RegExp {
  const source = path.replace(/\{(?<name>\w+)\}(?<end>$)?/g, (_, name, end) =>
    end === '' && (name === 'path' || name === 'ref' || name === 'basehead')
      ? `(?<${name}>.*)`
      : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}$`);
}

/** OpenAPI 3.0 has a keyword for what may be `null`, which JSON Schema says with the type. */
function withNull(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('nullable' in value) || value.nullable !== true)
    return value;
  const { nullable, ...schema } = value;
  return { anyOf: [{ type: 'null' }, schema] };
}

function resolved<Part extends object>(part: Part | Reference, among: Readonly<Record<string, Part>>): Part {
  return isReference(part) ? named(among, part.$ref) : part;
}

function isReference(part: object): part is Reference {
  return '$ref' in part && typeof part.$ref === 'string';
}

function named<Part>(among: Readonly<Record<string, Part>>, reference: string): Part {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  const found = among[name];
  if (found === undefined) throw new Error(`The description has no ${reference}.`);
  return found;
}
