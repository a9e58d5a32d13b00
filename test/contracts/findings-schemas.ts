import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { reportLineJsonSchema } from '../../packages/core/build-schema.ts';
import { read } from './sources.ts';

const junit = read('test/contracts/schemas/junit-10.xsd');
const issue = new Ajv.default().compile(JSON.parse(read('test/contracts/schemas/gitlab-codeclimate.json')));
const line = new Ajv2020.default({ strict: false }).compile(JSON.parse(reportLineJsonSchema()));

/** What a document breaks of the JUnit schema of Jenkins' xunit plugin; empty when it is valid. */
export async function junitErrors(document: string): Promise<readonly string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: 'junit.xml', contents: document }],
    schema: [junit],
    maxMemoryPages: memoryPages.GiB,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

/** What a code quality report breaks of what GitLab reads, which is an array of issues, each in one place of its own. */
export function gitlabErrors(document: string): readonly string[] {
  const issues: readonly { readonly fingerprint: string }[] = JSON.parse(document);
  const fingerprints = new Set(issues.map(({ fingerprint }) => fingerprint));
  const twice = fingerprints.size === issues.length ? [] : ['Two issues have one fingerprint.'];
  return [...twice, ...issues.flatMap((each) => errorsOf(issue, each))];
}

/** What JSON lines break of the published schema, and whether the end is there and counts right. */
export function ndjsonErrors(document: string): readonly string[] {
  const lines: readonly { readonly is: string; readonly lines?: number }[] = document
    .split('\n')
    .slice(0, -1)
    .map((text) => JSON.parse(text));
  const end = lines.at(-1);
  const whole = end?.is === 'end' && end.lines === lines.length - 1 && lines[0]?.is === 'report';
  return [...(whole ? [] : ['Something is missing.']), ...lines.flatMap((each) => errorsOf(line, each))];
}

function errorsOf(validate: typeof issue, value: unknown): readonly string[] {
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
}
