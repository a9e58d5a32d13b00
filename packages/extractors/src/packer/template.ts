import {
  absentItem,
  attributesOf,
  blocksOf,
  expressionOf,
  type FileProblem,
  type HclBlock,
  type HclBody,
  itemOf,
  parseHcl,
  parseHclJson,
  type SourceFile,
} from '@fineprint/core';
import type { Field, PackerFact } from './facts.ts';

type Read = Iterable<PackerFact | FileProblem>;

/** Reads `*.pkr.hcl`. */
export function* readTemplate(file: SourceFile): Read {
  const { body, problems } = file.parse(parseHcl);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

/** Reads `*.pkr.json`. */
export function* readJsonTemplate(file: SourceFile): Read {
  const { body, problems } = file.parse(parseHclJson);
  yield* file.problems(problems);
  yield* readBody(file, body);
}

/** Reads `*.pkrvars.hcl`: values of variables. */
export function* readSettings(file: SourceFile): Read {
  const { body, problems } = file.parse(parseHcl);
  yield* file.problems(problems);
  yield* readDefinitions(file, body, 'setting');
}

/** Reads `*.pkrvars.json`. */
export function* readJsonSettings(file: SourceFile): Read {
  const { body, problems } = file.parse(parseHclJson);
  yield* file.problems(problems);
  yield* readDefinitions(file, body, 'setting');
}

function* readBody(file: SourceFile, body: HclBody): Read {
  for (const block of blocksOf(body, 'packer')) yield* readPacker(file, block);
  for (const { body: inner, labels, header } of blocksOf(body, 'variable', 1)) {
    const value = yield* expressionOf(file, inner, 'default');
    yield { is: 'variable', name: labels[0]?.text ?? '', value, place: file.place(header) };
  }
  for (const block of blocksOf(body, 'locals')) yield* readDefinitions(file, block.body, 'local');
  for (const { body: inner, labels, header } of blocksOf(body, 'local', 1)) {
    const value = yield* expressionOf(file, inner, 'expression');
    yield { is: 'local', name: labels[0]?.text ?? '', value, place: file.place(header) };
  }
  for (const type of ['source', 'data'] as const) {
    for (const block of blocksOf(body, type, 2)) {
      const [kind, name] = block.labels.map(({ text }) => text);
      const address = `${type}.${kind}.${name}`;
      yield* readSource(file, block, kind ?? '', address);
    }
  }
  for (const block of blocksOf(body, 'build')) yield* readBuild(file, block);
}

function* readDefinitions(file: SourceFile, body: HclBody, is: 'local' | 'setting'): Read {
  for (const attribute of attributesOf(body)) {
    yield* file.problems(attribute.problems);
    const { name, value, nameSpan } = attribute;
    yield { is, name, value, place: file.place(nameSpan) };
  }
}

function* readPacker(file: SourceFile, { body }: HclBlock): Read {
  const value = yield* expressionOf(file, body, 'required_version');
  if (value) yield { is: 'required-version', value, isMinimum: false, place: file.place(value) };
  for (const required of blocksOf(body, 'required_plugins')) {
    for (const { name, nameSpan, value: said, problems } of attributesOf(required.body)) {
      yield* file.problems(problems);
      const [source = null, version = null] =
        said.is === 'object' ? [itemOf(said, 'source'), itemOf(said, 'version')] : [null, said];
      const absent =
        said.is === 'object' ? absentItem(file, said, { key: 'version', behind: 'source' }, 'version') : [];
      yield { is: 'plugin', name, source, version, absent, place: file.place(nameSpan) };
    }
  }
}

// Blocks of builders in which images are named.
const imageBlocks = ['source_ami_filter', 'boot_iso', 'additional_iso_files', 'vm_disks', 'source'] as const;

function* readSource(
  file: SourceFile,
  { body, header }: Pick<HclBlock, 'body' | 'header'>,
  type: string,
  address: string,
): Read {
  const fields: Field[] = [];
  for (const { name, value, problems } of attributesOf(body)) {
    yield* file.problems(problems);
    fields.push({ name, value });
  }
  for (const block of imageBlocks) {
    for (const { body: inner } of blocksOf(body, block)) {
      for (const { name, value, problems } of attributesOf(inner)) {
        yield* file.problems(problems);
        fields.push({ name: `${block}.${name}`, value });
      }
    }
  }
  const named = fields.filter(({ name }) => isImageField(name));
  if (named.length > 0) yield { is: 'source', type, address, fields: named, place: file.place(header) };
}

const imageField =
  /^(?:(?:source_ami_filter|boot_iso|additional_iso_files|vm_disks|source)\.)?(?:image\w*|source_(?:ami|image|path|omi|image_\w+)|filters|owners|name|iso_\w+|box_\w+|checksum\w*|vm_base_name|external_source_image_url|url|urls|source)$/;

/** Whether a field may say from what an image is built. */
export function isImageField(name: string): boolean {
  return imageField.test(name);
}

/** A build may add to a source, and runs provisioners one after the other. */
function* readBuild(file: SourceFile, { body }: HclBlock): Read {
  for (const block of blocksOf(body, 'source', 1)) {
    const address = (block.labels[0]?.text ?? '').replace(/^source\./, '');
    yield* readSource(file, block, address.split('.')[0] ?? '', `build.${address}`);
  }
  for (const kind of ['provisioner', 'post-processor', 'error-cleanup-provisioner'] as const) {
    for (const [index, block] of blocksOf(body, kind, 1).entries())
      yield* readScript(file, block, `${kind}.${index}`);
  }
  for (const several of blocksOf(body, 'post-processors')) {
    for (const [index, block] of blocksOf(several.body, 'post-processor', 1).entries())
      yield* readScript(file, block, `post-processors.${index}`);
  }
}

function* readScript(file: SourceFile, { body, labels, header }: HclBlock, address: string): Read {
  const type = labels[0]?.text ?? '';
  if (!isShellProvisioner(type)) return;
  const environment = yield* expressionOf(file, body, 'environment_vars');
  const common = { is: 'script', address: `${address}.${type}`, environment } as const;
  for (const [name, holds] of scriptFields) {
    const value = yield* expressionOf(file, body, name);
    if (value) yield { ...common, holds, value, place: file.place(header) };
  }
}

/** Where provisioners that run a shell name what they run. */
export const scriptFields = [
  ['inline', 'lines'],
  ['script', 'paths'],
  ['scripts', 'paths'],
] as const;

/** Whether a provisioner runs a shell, whose scripts can be read. */
export function isShellProvisioner(type: string): boolean {
  return type === 'shell' || type === 'shell-local';
}
