import {
  entries,
  type FileProblem,
  get,
  items,
  type Node,
  parseJson,
  type Resolved,
  readDocuments,
  type SourceFile,
  scalarOf,
  textOf,
} from '@fineprint/core';
import type { Field, PackerFact } from './facts.ts';
import { legacyExpression } from './legacy-expression.ts';
import { isImageField, isShellProvisioner, scriptFields } from './template.ts';

type Read = Iterable<PackerFact | FileProblem>;

/** Reads a template of before HCL (https://developer.hashicorp.com/packer/docs/templates/legacy_json_templates). */
export function readLegacyTemplate(file: SourceFile): Read {
  return readDocuments(file, parseJson, (root) => readRoot(file, root));
}

/** Reads a file of variables for such a template: an object of values. */
export function readLegacySettings(file: SourceFile): Read {
  return readDocuments(file, parseJson, (root) => readValues(file, root, 'setting'));
}

function* readRoot(file: SourceFile, root: Node): Read {
  const variables = get(root, 'variables');
  if (variables) yield* readValues(file, variables, 'variable');
  const minimum = scalarOf(root, 'min_packer_version');
  if (minimum && !minimum.isNull)
    yield {
      is: 'required-version',
      value: legacyExpression(file, minimum),
      isMinimum: true,
      place: file.place(minimum),
    };
  for (const [index, builder] of items(root, 'builders').entries()) yield* readBuilder(file, builder, index);
  for (const list of ['provisioners', 'post-processors']) {
    for (const [index, each] of items(root, list).entries())
      yield* readScript(file, each, `${list}.${index}`);
  }
}

function* readValues(file: SourceFile, values: Node, is: 'variable' | 'setting'): Read {
  for (const { key, value } of entries(values)) {
    const isUnset = value.is === 'scalar' && value.isNull;
    yield {
      is,
      name: key.text,
      value: isUnset ? null : legacyExpression(file, value),
      place: file.place(key),
    };
  }
}

// Objects of builders in which images are named.
const imageObjects: ReadonlySet<string> = new Set([
  'source_ami_filter',
  'boot_iso',
  'additional_iso_files',
  'vm_disks',
]);

function* readBuilder(file: SourceFile, builder: Resolved, index: number): Read {
  const type = textOf(builder, 'type') ?? '';
  const fields: Field[] = [];
  for (const { key, value } of entries(builder)) {
    if (!imageObjects.has(key.text)) fields.push({ name: key.text, value: legacyExpression(file, value) });
    for (const inner of imageObjects.has(key.text) ? [value, ...items(value)] : []) {
      for (const entry of entries(inner))
        fields.push({
          name: `${key.text}.${entry.key.text}`,
          value: legacyExpression(file, entry.value),
        });
    }
  }
  const named = fields.filter(({ name }) => isImageField(name));
  const name = textOf(builder, 'name');
  const address = `builders.${name === undefined || name.includes('{{') ? index : name}.${type}`;
  if (named.length > 0) yield { is: 'source', type, address, fields: named, place: file.place(builder) };
}

function* readScript(file: SourceFile, provisioner: Resolved, address: string): Read {
  const type = textOf(provisioner, 'type') ?? '';
  if (!isShellProvisioner(type)) return;
  const variables = get(provisioner, 'environment_vars');
  const environment = variables ? legacyExpression(file, variables) : null;
  for (const [name, holds] of scriptFields) {
    const value = get(provisioner, name);
    if (value)
      yield {
        is: 'script',
        holds,
        address: `${address}.${type}`,
        value: legacyExpression(file, value),
        environment,
        place: file.place(value),
      };
  }
}
