import * as z from 'zod';
import { reportSchema } from './json-1.ts';
import { reportLinesSchemaId } from './report.ts';

// The published schema of a line of `ndjson`: the fields are those of `json-1`.

const { units, components, dependencies, findings, problems, texts, ...head } = reportSchema.shape;

/** The schema of one line; `packages/core/schema/report-lines-1.schema.json` is generated from it. */
export const reportLineSchema = z.discriminatedUnion('is', [
  z.looseObject({ is: z.literal('report'), ...head, schema: z.literal(reportLinesSchemaId) }),
  z.looseObject({ is: z.literal('unit'), ...units.element.shape }),
  z.looseObject({ is: z.literal('component'), ...components.element.shape }),
  z.looseObject({ is: z.literal('dependency'), ...dependencies.element.shape }),
  z.looseObject({ is: z.literal('finding'), ...findings.element.shape }),
  z.looseObject({ is: z.literal('problem'), ...problems.element.shape }),
  z.looseObject({ is: z.literal('text'), sha256: texts.keyType, text: texts.valueType }),
  z.looseObject({ is: z.literal('end'), lines: z.int().min(1) }),
]);
