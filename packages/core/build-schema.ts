import { writeFileSync } from 'node:fs';
import { toJSONSchema } from 'zod';
import { reportSchema } from './src/model/json-1.ts';

/** The published JSON Schema of `json-1`, as text; generated, so that reader and schema cannot differ. */
export function reportJsonSchema(): string {
  const { $schema, ...rest } = toJSONSchema(reportSchema);
  return `${JSON.stringify({ $schema, title: 'Fineprint report, json-1', ...rest }, null, 2)}\n`;
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(`${import.meta.dirname}/schema/report-1.schema.json`, reportJsonSchema());
}
