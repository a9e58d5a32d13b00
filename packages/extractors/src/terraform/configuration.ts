import {
  absentAttribute,
  absentItem,
  attributeOf,
  attributesOf,
  blocksOf,
  claimBehind,
  expressionOf,
  type FileProblem,
  type HclBlock,
  type HclBody,
  itemOf,
  misplacedBlocks,
  parseHcl,
  parseHclJson,
  type SourceFile,
} from '@fineprint/core';
import type { Field, TerraformFact } from './facts.ts';
import { filledDefault } from './optional.ts';
import { readResources } from './resources.ts';

/** Reads `*.tf` and `*.tofu`. */
export function* readConfiguration(file: SourceFile): Iterable<TerraformFact | FileProblem> {
  const { body, problems } = file.parse(parseHcl);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

/** Reads `*.tf.json` and `*.tofu.json`. */
export function* readJsonConfiguration(file: SourceFile): Iterable<TerraformFact | FileProblem> {
  const { body, problems } = file.parse(parseHclJson);
  yield* file.problems(problems);
  for (const [type, labels] of blockTypes) yield* file.problems(misplacedBlocks(body, type, labels));
  yield* readBody(file, body);
}

const blockTypes = [
  ['terraform', 0],
  ['module', 1],
  ['provider', 1],
  ['variable', 1],
] as const;

function* readBody(file: SourceFile, body: HclBody): Iterable<TerraformFact | FileProblem> {
  yield* readDefinitions(file, body);
  for (const block of blocksOf(body, 'terraform')) yield* readSettings(file, block);
  for (const block of blocksOf(body, 'module', 1)) yield* readModule(file, block);
  for (const block of blocksOf(body, 'provider', 1)) yield* readProvider(file, block);
  yield* readResources(file, body);
}

function* readDefinitions(file: SourceFile, body: HclBody): Iterable<TerraformFact | FileProblem> {
  for (const block of blocksOf(body, 'variable', 1)) {
    const name = block.labels[0]?.text ?? '';
    const type = yield* expressionOf(file, block.body, 'type');
    const value = filledDefault(type, yield* expressionOf(file, block.body, 'default'));
    const place = file.place(block.header);
    yield { is: 'variable', name, value, ...(type?.is === 'call' ? { type } : {}), place };
  }
  for (const { body: inner, labels, header } of blocksOf(body, 'output', 1)) {
    const value = yield* expressionOf(file, inner, 'value');
    yield { is: 'output', name: labels[0]?.text ?? '', value, place: file.place(header) };
  }
  for (const block of blocksOf(body, 'locals')) {
    for (const attribute of attributesOf(block.body)) {
      yield* file.problems(attribute.problems);
      const { name, value, nameSpan } = attribute;
      yield { is: 'local', name, value, place: file.place(nameSpan) };
    }
  }
}

function* readSettings(file: SourceFile, { body }: HclBlock): Iterable<TerraformFact | FileProblem> {
  const required = attributeOf(body, 'required_version');
  if (required) {
    yield* file.problems(required.problems);
    yield { is: 'required-version', value: required.value, place: file.place(required.nameSpan) };
  }
  for (const block of [...blocksOf(body, 'backend', 1), ...blocksOf(body, 'cloud')]) {
    yield { is: 'root-mark', place: file.place(block.header) };
  }
  for (const block of blocksOf(body, 'required_providers')) yield* readRequiredProviders(file, block);
}

/** An entry is an object; until Terraform 0.12 it was a constraint alone. */
function* readRequiredProviders(file: SourceFile, { body }: HclBlock): Iterable<TerraformFact | FileProblem> {
  for (const attribute of attributesOf(body)) {
    yield* file.problems(attribute.problems);
    const { name, value, nameSpan } = attribute;
    const [source, version] =
      value.is === 'object' ? [itemOf(value, 'source'), itemOf(value, 'version')] : [null, value];
    yield {
      is: 'required-provider',
      name,
      source: source ?? null,
      version: version ?? null,
      absent: value.is === 'object' ? absentItem(file, value, besideSource, 'version') : [],
      place: file.place(nameSpan),
    };
  }
}

function* readModule(
  file: SourceFile,
  { body, labels, header }: HclBlock,
): Iterable<TerraformFact | FileProblem> {
  const name = labels[0]?.text ?? '';
  const source = yield* expressionOf(file, body, 'source');
  const version = yield* expressionOf(file, body, 'version');
  const inputs: Field[] = [];
  for (const { name: input, value, problems } of attributesOf(body)) {
    if (notInputs.has(input)) continue;
    yield* file.problems(problems);
    inputs.push({ name: input, value });
  }
  const forEach = attributeOf(body, 'for_each')?.value ?? null;
  const beside = {
    version: absentAttribute(file, body, besideSource, 'version'),
    claim: source && body.is === 'native' ? claimBehind(file, source.end) : null,
  };
  yield { is: 'module', name, source, version, inputs, forEach, beside, place: file.place(header) };
}

const besideSource = { key: 'version', behind: 'source' } as const;

// Arguments of a call that are no variable's.
const notInputs: ReadonlySet<string> = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'depends_on',
]);

// What a proxy configuration of a reusable module may say; all else configures the provider.
const notConfiguration: ReadonlySet<string> = new Set(['alias', 'version']);

function* readProvider(
  file: SourceFile,
  { body, labels, header }: HclBlock,
): Iterable<TerraformFact | FileProblem> {
  const [label] = labels;
  const version = yield* expressionOf(file, body, 'version');
  const hasBlocks = body.is === 'native' && body.blocks.length > 0;
  const isConfigured = hasBlocks || attributesOf(body).some(({ name }) => !notConfiguration.has(name));
  yield {
    is: 'provider',
    name: label?.text ?? '',
    version,
    isConfigured,
    place: file.place(label ?? header),
  };
}
