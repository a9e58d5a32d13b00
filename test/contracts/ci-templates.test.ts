import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { documentsOf } from '../e2e/ci-templates.ts';
import { read } from './sources.ts';

/** Validates by the schema that a platform publishes; GitLab's is in gitlab-ci-local, which runs the templates in test/real. */
function validator(schema: string): (document: unknown) => readonly string[] {
  // Patterns are those of .NET, which Unicode mode refuses.
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(read(`test/contracts/schemas/${schema}.json`)));
  return (document) => {
    validate(document);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`);
  };
}

/** The same document with a word that is misspelt. */
function misspelt(document: unknown, word: string): unknown {
  const text = JSON.stringify(document);
  expect(text).toContain(`"${word}"`);
  return JSON.parse(text.replace(`"${word}"`, `"${word}s"`));
}

test('the template of Azure Pipelines is valid by its schema', () => {
  const errorsIn = validator('azure-pipelines');
  // All that is no list or mapping is a string there.
  const [template] = documentsOf('azure-pipelines/fineprint.yml', 'failsafe');
  expect(errorsIn(template)).toEqual([]);
  for (const word of ['fetchDepth', 'displayName', 'artifact', 'pool'])
    expect([word, errorsIn(misspelt(template, word)).length > 0]).toEqual([word, true]);
});

test('the orb of CircleCI is valid by its schema, by itself and inside of a configuration', () => {
  const errorsIn = validator('circleci');
  const [source] = documentsOf('circleci/orb.yml');
  const { version, ...orb } = z.looseObject({ version: z.literal(2.1) }).parse(source);
  const workflows = { scan: { jobs: [{ 'fineprint/scan': { image: 'registry.example.com/fineprint' } }] } };
  const config = { version, orbs: { fineprint: orb }, workflows };
  for (const document of [source, config]) {
    expect(errorsIn(document)).toEqual([]);
    for (const word of ['method', 'command', 'path'])
      expect([word, errorsIn(misspelt(document, word)).length > 0]).toEqual([word, true]);
  }
});
