import { writeFileSync } from 'node:fs';
import { toJSONSchema, type ZodType } from 'zod';
import { contentLockLineSchema } from './src/content/lock-schema.ts';
import { reportSchema } from './src/model/json-1.ts';
import { reportLineSchema } from './src/model/report-lines.ts';

/** The published JSON Schema of `json-1`, as text; generated, so that reader and schema cannot differ. */
export function reportJsonSchema(): string {
  return jsonSchema(reportSchema, 'Fineprint report, json-1');
}

/** The published JSON Schema of a line of `ndjson`, as text. */
export function reportLineJsonSchema(): string {
  return jsonSchema(reportLineSchema, 'Line of a Fineprint report, ndjson');
}

/** The published JSON Schema of a line of `fineprint.lock`, as text. */
export function contentLockJsonSchema(): string {
  return jsonSchema(contentLockLineSchema, 'Line of fineprint.lock, fineprint-lock/1');
}

function jsonSchema(schema: ZodType, title: string): string {
  const { $schema, ...rest } = toJSONSchema(schema);
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(`${import.meta.dirname}/schema/report-1.schema.json`, reportJsonSchema());
  writeFileSync(`${import.meta.dirname}/schema/report-lines-1.schema.json`, reportLineJsonSchema());
  writeFileSync(`${import.meta.dirname}/schema/fineprint-lock-1.schema.json`, contentLockJsonSchema());
}
