import {
  entries,
  type FileProblem,
  get,
  imageReference,
  joinedVersion,
  type Reference,
  type ReferenceFact,
  scalarOf,
} from '@fineprint/core';
import type { BuiltImageFact } from '../facts.ts';
import { filledReference } from '../fill.ts';
import { argument, isRemoval, type ModuleCall, referenceAt, referencesAt, textAt } from './call.ts';

type Yielded = Iterable<ReferenceFact | BuiltImageFact | FileProblem>;

/** Reads the image of a module that runs one. */
export function* readContainer(call: ModuleCall): Yielded {
  if (isRemoval(call)) return;
  const image = referenceAt(call, 'image');
  if (image && !isId.test(image.resolved.text)) yield* imageReference(call.site, image);
}

const isId = /^(?:sha256:)?[0-9a-f]{64}$/;

/** Reads a module that pulls an image; one that builds it, or loads it from a file, makes it the repository's own. */
export function* readImage(call: ModuleCall): Yielded {
  if (isRemoval(call)) return;
  const source = textAt(call, 'source') ?? textAt(call, 'state');
  const isBuilt = argument(call, 'build', 'path', 'dockerfile', 'load_path', 'quadlet_dir') !== undefined;
  for (const name of referencesAt(call, 'name', 'image')) {
    const reference = withTag(name, referenceAt(call, 'tag'));
    if (isBuilt || /^(?:build|load|local)$/.test(source ?? ''))
      yield { is: 'built-image', name: name.resolved.text, place: call.site.file.place(name.at) };
    else yield* imageReference(call.site, reference);
  }
}

function withTag(image: Reference, tag: Reference | null): Reference {
  const isTagged = /:[^/:]*$|@/.test(image.resolved.text);
  return !tag || tag.resolved.text === '' || isTagged ? image : joinedVersion(image, ':', tag.resolved);
}

/** Reads the services that a playbook defines for Compose itself; files of Compose are read by what reads Compose. */
export function* readComposeDefinition(call: ModuleCall): Yielded {
  for (const { key, value } of entries(get(call.args, 'definition'), 'services')) {
    const image = scalarOf(value, 'image');
    if (!image || image.isNull || get(value, 'build')) continue;
    const site = { ...call.site, address: `${call.site.address}/services.${key.text}` };
    yield* imageReference(site, filledReference(call, image));
  }
}
