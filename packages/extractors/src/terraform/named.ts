import {
  attributeOf,
  blocksOf,
  type FileProblem,
  type HclBody,
  itemOf,
  literalString,
  type SourceFile,
} from '@fineprint/core';
import type { Field, NamedFact, NamedThing, TerraformFact } from './facts.ts';
import { innerBodies } from './inner-bodies.ts';
import { rulesOf } from './named-rules.ts';

/** The resource that is read: its type with its mode, and what its facts have in common. */
export interface NamedResource extends Pick<NamedFact, 'address' | 'repeats' | 'place'> {
  readonly type: string;
}

/** Reads what a resource names beside container images: machine images, runtimes, scripts. */
export function* readNamed(
  file: SourceFile,
  body: HclBody,
  resource: NamedResource,
): Iterable<TerraformFact | FileProblem> {
  for (const { of, within, fields } of rulesOf(resource.type)) {
    for (const inner of within ? innerBodies(body, new Set([within])) : [{ body, repeats: [] }]) {
      const repeats = [...resource.repeats, ...inner.repeats];
      yield* namedFact(file, { ...resource, repeats }, of, fieldsOf(inner.body, fields));
    }
  }
  if (resource.type === 'data/aws_ami') yield* namedFact(file, resource, 'ami-search', searchOf(body));
  yield* readProvisioners(file, body, resource);
}

function* namedFact(
  file: SourceFile,
  { address, repeats, place }: NamedResource,
  of: NamedThing,
  fields: readonly (Field & { readonly problems?: Parameters<SourceFile['problems']>[0] })[],
): Iterable<TerraformFact | FileProblem> {
  if (fields.length === 0) return;
  for (const { problems } of fields) yield* file.problems(problems ?? []);
  const said = fields.map(({ name, value }) => ({ name, value }));
  yield { is: 'named', of, address, fields: said, repeats, place };
}

function fieldsOf(body: HclBody, names: readonly string[]) {
  return names.flatMap((name) => {
    const attribute = attributeOf(body, name);
    return attribute ? [{ name, value: attribute.value, problems: attribute.problems }] : [];
  });
}

/** A search names its owners, and in one of its filters the name that is looked for. */
function searchOf(body: HclBody): readonly Field[] {
  const fields = fieldsOf(body, ['owners', 'name_regex', 'image_id']);
  for (const filter of blocksOf(body, 'filter')) {
    const values = attributeOf(filter.body, 'values')?.value;
    const name = literalString(attributeOf(filter.body, 'name')?.value)?.value;
    if (values && (name === 'name' || name === 'image-id'))
      fields.push({ name: `filter.${name}`, value: values, problems: [] });
  }
  return fields;
}

/** Provisioners run commands here, or on the machine that is made (https://developer.hashicorp.com/terraform/language/provisioners). */
function* readProvisioners(
  file: SourceFile,
  body: HclBody,
  resource: NamedResource,
): Iterable<TerraformFact | FileProblem> {
  for (const { body: inner, labels } of blocksOf(body, 'provisioner', 1)) {
    const [label] = labels;
    if (label?.text === 'local-exec' && isShellInterpreter(inner))
      yield* namedFact(file, resource, 'local-script', fieldsOf(inner, ['command']));
    if (label?.text !== 'remote-exec') continue;
    yield* namedFact(file, resource, 'remote-script', fieldsOf(inner, ['inline']));
    yield* namedFact(file, resource, 'script-files', fieldsOf(inner, ['script', 'scripts']));
  }
}

/** A command goes to a shell, unless another interpreter is named. */
function isShellInterpreter(body: HclBody): boolean {
  const interpreter = attributeOf(body, 'interpreter')?.value;
  const first = interpreter?.is === 'tuple' ? literalString(interpreter.items[0])?.value : undefined;
  return interpreter === undefined || /(?:^|\/)(?:ba|da|z|k)?sh$/.test(first ?? '');
}

/** The scripts that metadata of Google's machines hold, by the keys that their agents look for. */
export function metadataScripts(field: Field): readonly Field[] {
  const { value } = field;
  if (value.is !== 'object') return [];
  return ['startup-script', 'user-data', 'startup_script'].flatMap((name) => {
    const script = itemOf(value, name);
    return script ? [{ name: `metadata.${name}`, value: script }] : [];
  });
}
