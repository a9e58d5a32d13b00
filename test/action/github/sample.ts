import { dereferenced, type Schema } from './description.ts';

/**
 * A value that a schema describes: what is known, and for every other field that is required a plain value of its type.
 * A field that the schema does not know throws, so that no body here has one that GitHub's has not.
 */
export function sample(of: Schema, known?: unknown): unknown {
  const schema = dereferenced(of);
  const { allOf, anyOf, oneOf } = schema;
  if (known === null) return null;
  if (isSchemas(allOf)) return Object.assign({}, ...allOf.map((part) => sample(part, fields(part, known))));
  if (isSchemas(anyOf) || isSchemas(oneOf)) {
    const options = [...(isSchemas(anyOf) ? anyOf : []), ...(isSchemas(oneOf) ? oneOf : [])];
    return sample(options.find((option) => isFor(dereferenced(option), known)) ?? {}, known);
  }
  if (schema.properties !== undefined && (known === undefined || isObject(known)))
    return object(schema, known ?? {});
  if (Array.isArray(known))
    return known.map((item) => sample(isObject(schema.items) ? schema.items : {}, item));
  return known ?? plain(schema);
}

function object(schema: Schema, known: Schema): unknown {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = Array.isArray(schema.required) ? schema.required : [];
  const unknown = Object.keys(known).filter((name) => !(name in properties));
  if (unknown.length > 0 && !schema.additionalProperties)
    throw new Error(`GitHub's ${schema.title ?? 'object'} has no ${unknown.join(', ')}.`);
  const names = new Set<string>([...required, ...Object.keys(known)]);
  return Object.fromEntries(
    [...names].map((name) => [name, sample(isObject(properties[name]) ? properties[name] : {}, known[name])]),
  );
}

/** Those of the known fields that one part of an `allOf` has. */
function fields(part: Schema, known: unknown): unknown {
  const { properties } = dereferenced(part);
  if (!isObject(known) || !isObject(properties)) return known;
  return Object.fromEntries(Object.entries(known).filter(([name]) => name in properties));
}

function isFor({ type, properties, anyOf }: Schema, known: unknown): boolean {
  if (known === undefined) return true;
  if (Array.isArray(known)) return type === 'array';
  if (isObject(known)) return isObject(properties) && Object.keys(known).every((name) => name in properties);
  if (isSchemas(anyOf)) return anyOf.some((option) => isFor(dereferenced(option), known));
  return type === typeof known || (type === 'integer' && typeof known === 'number');
}

function plain(schema: Schema): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === 'null') return null;
  if (schema.type === 'string') return text(schema.format);
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return false;
  return schema.type === 'array' ? [] : {};
}

function text(format: unknown): string {
  if (format === 'uri') return 'https://api.github.com/sample';
  if (format === 'email') return 'ada@example.com';
  return format === 'date-time' ? '2026-11-27T12:00:00Z' : 'sample';
}

function isObject(value: unknown): value is Schema {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isSchemas(value: unknown): value is readonly Schema[] {
  return Array.isArray(value) && value.every(isObject);
}
