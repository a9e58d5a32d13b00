import {
  attributeOf,
  attributesOf,
  blocksOf,
  expressionOf,
  type FileProblem,
  type HclBlock,
  type HclBody,
  itemOf,
  literalString,
  parseHclJson,
  type SourceFile,
} from '@fineprint/core';
import { parseConfiguration } from './boilerplate.ts';
import type { TerragruntFact } from './facts.ts';
import { isTerragrunt } from './ownership.ts';

type Read = Iterable<TerragruntFact | FileProblem>;

/** Reads `terragrunt.hcl`, `terragrunt.stack.hcl` and `root.hcl`. */
export function* readConfiguration(file: SourceFile): Read {
  const { body, problems } = file.parse(parseConfiguration);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

/** Reads any other `*.hcl`, which a configuration may include or read; those of other programs say nothing here. */
export function* readShared(file: SourceFile): Read {
  if (isTerragrunt(file.parse(parseConfiguration).body)) yield* readConfiguration(file);
}

/** Reads `terragrunt.hcl.json`. */
export function* readJsonConfiguration(file: SourceFile): Read {
  const { body, problems } = file.parse(parseHclJson);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

/** Reads `terragrunt.values.hcl`: what a stack passed to the unit or stack beside it. */
export function* readValues(file: SourceFile): Read {
  const { body, problems } = file.parse(parseConfiguration);
  yield* file.problems(problems);
  yield* readDefinitions(file, body, 'value');
}

function* readBody(file: SourceFile, body: HclBody): Read {
  for (const block of blocksOf(body, 'locals')) yield* readDefinitions(file, block.body, 'local');
  for (const block of includeBlocks(body)) yield* readInclude(file, block);
  for (const block of blocksOf(body, 'feature', 1)) yield* readFeature(file, block);
  for (const block of blocksOf(body, 'terraform')) yield* readSource(file, block);
  for (const type of ['unit', 'stack'] as const)
    for (const block of blocksOf(body, type, 1)) yield* readComponent(file, block, type);
  for (const block of blocksOf(body, 'engine')) yield* readEngine(file, block);
  for (const block of blocksOf(body, 'catalog')) yield* readCatalog(file, block);
  for (const block of blocksOf(body, 'generate', 1)) yield* readGenerate(file, block);
  for (const block of blocksOf(body, 'dependency', 1)) yield* readDependency(file, block);
  yield* readAttributes(file, body);
}

/** In JSON a bare block and a labelled one look alike; one with a `path` of its own is bare. */
function includeBlocks(body: HclBody): readonly HclBlock[] {
  const bare = blocksOf(body, 'include').filter((block) => attributeOf(block.body, 'path'));
  return body.is === 'native' || bare.length > 0 ? bare : blocksOf(body, 'include', 1);
}

function* readDefinitions(file: SourceFile, body: HclBody, is: 'local' | 'value'): Read {
  for (const attribute of attributesOf(body)) {
    yield* file.problems(attribute.problems);
    const { name, value, nameSpan } = attribute;
    yield { is, name, value, place: file.place(nameSpan) };
  }
}

function* readInclude(file: SourceFile, { body, labels, header }: HclBlock): Read {
  const path = yield* expressionOf(file, body, 'path');
  if (path) yield { is: 'include', name: labels[0]?.text ?? null, path, place: file.place(header) };
}

function* readFeature(file: SourceFile, { body, labels, header }: HclBlock): Read {
  const value = yield* expressionOf(file, body, 'default');
  if (value) yield { is: 'feature', name: labels[0]?.text ?? '', value, place: file.place(header) };
}

function* readSource(file: SourceFile, { body, header }: HclBlock): Read {
  const source = yield* expressionOf(file, body, 'source');
  const version = yield* expressionOf(file, body, 'version');
  if (source) yield { is: 'source', source, version, place: file.place(header) };
}

function* readComponent(file: SourceFile, { body, labels, header }: HclBlock, block: 'unit' | 'stack'): Read {
  const source = yield* expressionOf(file, body, 'source');
  const values = yield* expressionOf(file, body, 'values');
  const name = labels[0]?.text ?? '';
  if (source) yield { is: 'component', block, name, source, values, place: file.place(header) };
}

function* readEngine(file: SourceFile, { body, header }: HclBlock): Read {
  const source = yield* expressionOf(file, body, 'source');
  const version = yield* expressionOf(file, body, 'version');
  if (source) yield { is: 'engine', source, version, place: file.place(header) };
}

function* readCatalog(file: SourceFile, { body, header }: HclBlock): Read {
  const urls = yield* expressionOf(file, body, 'urls');
  if (urls) yield { is: 'catalog', urls, place: file.place(header) };
}

function* readGenerate(file: SourceFile, { body, labels, header }: HclBlock): Read {
  const contents = yield* expressionOf(file, body, 'contents');
  const name = labels[0]?.text ?? '';
  if (contents) yield { is: 'generate', name, contents, place: file.place(header) };
}

function* readDependency(file: SourceFile, { body, header }: HclBlock): Read {
  const path = yield* expressionOf(file, body, 'config_path');
  if (path) yield { is: 'dependency', path, place: file.place(header) };
}

function* readAttributes(file: SourceFile, body: HclBody): Read {
  for (const program of ['terragrunt', 'terraform'] as const) {
    const attribute = attributeOf(body, `${program}_version_constraint`);
    if (!attribute) continue;
    yield* file.problems(attribute.problems);
    const { value, nameSpan } = attribute;
    yield { is: 'constraint', of: program, value, place: file.place(nameSpan) };
  }
  for (const [name, is] of [
    ['terraform_binary', 'binary'],
    ['inputs', 'inputs'],
  ] as const) {
    const value = yield* expressionOf(file, body, name);
    if (value) yield { is, value, place: file.place(value) };
  }
  yield* readGenerateAttribute(file, body);
}

/** `generate = { name = { path, contents } }` says the same as blocks do. */
function* readGenerateAttribute(file: SourceFile, body: HclBody): Read {
  const generate = body.is === 'native' ? yield* expressionOf(file, body, 'generate') : null;
  if (generate?.is !== 'object') return;
  for (const { key, value } of generate.items) {
    const contents = value.is === 'object' ? itemOf(value, 'contents') : undefined;
    const name = literalString(key)?.value ?? '';
    if (contents) yield { is: 'generate', name, contents, place: file.place(key) };
  }
}
