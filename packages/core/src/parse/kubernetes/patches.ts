import type { FileProblem } from '../../model/problem.ts';
import { readEmbedded } from '../../read/embedded.ts';
import type { SourceFile } from '../../read/source-file.ts';
import { imageReference, type ReferenceFact, scalarReference } from '../../reference/index.ts';
import {
  get,
  items,
  type Node,
  parseYaml,
  type Resolved,
  resolve,
  type ScalarNode,
  textOf,
  writtenScalar,
} from '../tree/index.ts';
import { objectImages } from './images.ts';
import { objectsIn } from './objects.ts';
import { isPlausible } from './plausible.ts';

/** Reads an entry of kustomize's `patches`: a patch as a text, with what it applies to beside it. */
export function* patchEntryImages(file: SourceFile, entry: Resolved): Iterable<ReferenceFact | FileProblem> {
  const patch = entry.is === 'scalar' ? entry : writtenScalar(entry, 'patch');
  if (patch && !patch.isNull) yield* inlinePatch(file, patch, get(entry, 'target'));
}

// An item of `patchesStrategicMerge` is the path of a file, or the patch itself.
const isPatch = /^[ \t]*(?:\[|\{|- |[\w.]+:\s)/m;

function* inlinePatch(
  file: SourceFile,
  patch: ScalarNode,
  target: Resolved | undefined,
): Iterable<ReferenceFact | FileProblem> {
  if (!isPatch.test(patch.text)) return;
  yield* readEmbedded(file, patch, function* (inner) {
    for (const { root } of inner.parse(parseYaml).documents) yield* patchImages(inner, root, target);
  });
}

/**
 * Reads the images that a patch puts into an object: operations (https://www.rfc-editor.org/rfc/rfc6902), or a part of an
 * object that is laid over it.
 */
export function* patchImages(
  file: SourceFile,
  root: Node,
  target?: Resolved,
): Iterable<ReferenceFact | FileProblem> {
  for (const object of objectsIn(root)) yield* objectImages(file, object);
  const { is } = resolve(root);
  for (const operation of is === 'list' ? items(root) : []) {
    const value = get(operation, 'value');
    const path = textOf(operation, 'path') ?? '';
    if (!value || !putting.has(textOf(operation, 'op') ?? '')) continue;
    const kind = textOf(target, 'kind') ?? 'Patch';
    const name = `${textOf(target, 'name') ?? ''}${path}`;
    if (value.is !== 'scalar') yield* objectImages(file, { root: value, apiVersion: '', kind, name });
    else if (path.endsWith('/image') && isPlausible(value.text))
      yield* imageReference({ file, address: `${kind}/${name}`, usage: 'deployed' }, scalarReference(value));
  }
}

const putting: ReadonlySet<string> = new Set(['add', 'replace']);
