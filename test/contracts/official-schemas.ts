import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { reportJsonSchema } from '../../packages/core/build-schema.ts';
import { read } from './sources.ts';

export { cyclonedxErrors, cyclonedxXmlErrors } from './cyclonedx-schemas.ts';

const sarif = sarifValidator();
const report = new Ajv2020.default({ strict: false, allErrors: true }).compile(
  JSON.parse(reportJsonSchema()),
);

/** What a log breaks of SARIF 2.1.0; empty when it is valid. */
export function sarifErrors(document: string): readonly string[] {
  return errorsOf(sarif, document);
}

/** What a report breaks of the published schema of json-1; empty when it is valid. */
export function reportErrors(document: string): readonly string[] {
  return errorsOf(report, document);
}

function errorsOf(validate: ReturnType<typeof sarifValidator>, document: string): readonly string[] {
  validate(JSON.parse(document));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

function sarifValidator() {
  const ajv = new Ajv.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // The official schema is written in draft 4, whose `$schema` and `id` Ajv no longer knows; the rest is the same.
  const { $schema, id, ...schema } = JSON.parse(read('test/contracts/schemas/sarif-schema-2.1.0.json'));
  if ($schema !== 'http://json-schema.org/draft-04/schema#' || !id.endsWith('sarif-schema-2.1.0.json'))
    throw new Error(`The schema of SARIF is not the one that was vendored: ${id}, ${$schema}.`);
  return ajv.compile(schema);
}
