import { readFileSync, writeFileSync } from 'node:fs';
import { levels } from '@fineprint/core';
import { kinds } from '@fineprint/kinds';
import { PolicyFile, PolicyTestFile, rules } from '@fineprint/policy';
import { toJSONSchema } from 'zod';
import { descriptions, testDescriptions } from './schema-descriptions.ts';

/** A JSON Schema, or a part of one, as plain data. */
interface Schema {
  [keyword: string]: unknown;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  additionalProperties?: Schema | false;
  description?: string;
}

/** Keys whose schema says nothing about them yet. */
export interface PublishedSchema {
  readonly text: string;
  readonly undescribed: readonly string[];
}

/** Editors know draft 7 best. */
const target = { target: 'draft-7', io: 'input', unrepresentable: 'any' } as const;

/** The JSON Schema of policy files for editors; generated, so that it and what binds a policy cannot differ. */
export function policyJsonSchema(): PublishedSchema {
  const schema: Schema = JSON.parse(JSON.stringify(toJSONSchema(PolicyFile, target)));
  const properties = schema.properties ?? {};
  properties.rules = rulesSchema();
  const { licenses, pinning } = properties;
  for (const list of Object.values(licenses?.properties ?? {})) withKinds(list);
  if (pinning)
    pinning.propertyNames = { pattern: `^(?:\\*|(?:${kinds.map(({ id }) => id).join('|')})(?::.+)?)$` };
  for (const section of ['exclude', 'usage', 'waivers', 'curations'])
    properties[section] = changeable(properties[section]);
  if (licenses?.properties)
    for (const list of ['allow', 'review', 'deny'])
      licenses.properties[list] = changeable(licenses.properties[list]);
  const { sources } = properties;
  if (sources?.properties)
    for (const list of ['allow', 'deny', 'transport'])
      sources.properties[list] = changeable(sources.properties[list]);
  // The rules that a policy may name are those of the program, unless it makes or extends others.
  schema.if = { anyOf: [{ required: ['custom-rules'] }, { required: ['extends'] }] };
  schema.else = { properties: { rules: { propertyNames: { enum: rules.map(({ id }) => id) } } } };
  return published(schema, 'Fineprint policy', describe(schema, '', policyText));
}

/** The JSON Schema of files of policy tests. */
export function policyTestJsonSchema(): PublishedSchema {
  const schema: Schema = JSON.parse(JSON.stringify(toJSONSchema(PolicyTestFile, target)));
  const one = schema.properties?.cases?.items?.properties ?? {};
  for (const list of [one.given, one.baseline]) {
    const component = list?.items?.properties ?? {};
    component.kind = { type: 'string', enum: kinds.map(({ id }) => id) };
    for (const flag of ['locked', 'credential']) component[flag] = { type: 'boolean' };
    for (const text of ['version', 'requested', 'claimed']) component[text] = { type: ['string', 'number'] };
  }
  const undescribed = describe(schema, '', testText);
  one.policy = { description: testDescriptions['cases.policy'] ?? '', $ref: 'policy-1.schema.json' };
  return published(schema, 'Fineprint policy test', undescribed);
}

function published(
  { $schema, ...schema }: Schema,
  title: string,
  undescribed: readonly string[],
): PublishedSchema {
  return { text: `${JSON.stringify({ $schema, title, ...schema }, null, 2)}\n`, undescribed };
}

function withKinds(list: Schema): void {
  for (const branch of list.items?.anyOf ?? []) {
    if (branch.properties?.kinds)
      branch.properties.kinds.items = { type: 'string', enum: kinds.map(({ id }) => id) };
    if (branch.properties?.versions) branch.properties.versions = { type: ['string', 'number'] };
  }
}

/** A list, or what changes the one below it. */
function changeable(list: Schema | undefined): Schema {
  const plain = list ?? {};
  const removed = {
    type: 'array',
    items: { anyOf: [{ type: 'string' }, ...(plain.items ? [plain.items] : [])] },
  };
  const change: Schema = {
    type: 'object',
    properties: { add: { ...plain }, remove: removed },
    additionalProperties: false,
  };
  return { anyOf: [plain, change] };
}

function rulesSchema(): Schema {
  const level: Schema = { type: 'string', enum: [...levels, 'off'] };
  const setting = (options: Record<string, Schema>): Schema => ({
    anyOf: [level, { type: 'object', properties: { level, ...options }, additionalProperties: false }],
  });
  const all = rules.map(({ id, title, options, section }): [string, Schema] => {
    const shape: Schema = section ? {} : JSON.parse(JSON.stringify(toJSONSchema(options, target)));
    const own = Object.entries(shape.properties ?? {}).map(([name, option]): [string, Schema] => {
      const { description = optionText(id, name), ...rest } = option;
      return [name, { description, ...(rest.type === 'array' ? changeable(rest) : rest) }];
    });
    return [id, { description: title, ...setting(Object.fromEntries(own)) }];
  });
  return { type: 'object', properties: Object.fromEntries(all), additionalProperties: setting({}) };
}

/** What the README of a rule says of an option, under the heading `Options`. */
function optionText(rule: string, option: string): string {
  const readme = readFileSync(new URL(`../policy/src/rules/${rule}/README.md`, import.meta.url), 'utf8');
  const [, options = ''] = readme.split('\n## Options\n');
  const line = options.split('\n').find((text) => text.startsWith(`\`${option}\``));
  return line?.replace(/^`[^`]*`[:,]?\s*(?:—\s*)?/, '').replaceAll('`', '') ?? '';
}

type TextOf = (parent: string, key: string) => string | undefined;

function policyText(parent: string, key: string): string | undefined {
  const section = ['allow', 'review', 'deny'].includes(parent) ? 'entry' : parent;
  return (
    descriptions[section === '' ? key : `${section}.${key}`] ??
    descriptions[key === 'add' || key === 'remove' ? key : '']
  );
}

function testText(parent: string, key: string): string | undefined {
  const section = ['given', 'baseline'].includes(parent) ? 'component' : parent;
  return testDescriptions[section === '' ? key : `${section}.${key}`];
}

/** Describes each key below a section, and tells those of which nothing is known. */
function describe(schema: Schema, parent: string, textOf: TextOf): readonly string[] {
  const undescribed: string[] = [];
  for (const [key, value] of Object.entries(schema.properties ?? {})) {
    const text = value.description || textOf(parent, key);
    if (text) value.description = text;
    else undescribed.push(`${parent}.${key}`);
    const below = key === 'add' || key === 'remove' ? parent : parent === 'rules' ? 'rules' : key;
    undescribed.push(...describe(value, below, textOf));
  }
  const inner = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? [])];
  for (const one of inner) if (one) undescribed.push(...describe(one, parent, textOf));
  return undescribed;
}

if (import.meta.filename === process.argv[1]) {
  const directory = `${import.meta.dirname}/../policy/schema`;
  writeFileSync(`${directory}/policy-1.schema.json`, policyJsonSchema().text);
  writeFileSync(`${directory}/policy-test-1.schema.json`, policyTestJsonSchema().text);
}
