import type { FileProblem } from '../../model/problem.ts';
import { readEmbedded } from '../../read/embedded.ts';
import type { SourceFile } from '../../read/source-file.ts';
import {
  imageReference,
  type ReferenceFact,
  type ReferenceSite,
  scalarReference,
} from '../../reference/index.ts';
import {
  entries,
  parseYaml,
  type Resolved,
  resolve,
  type ScalarNode,
  type Step,
  walk,
} from '../tree/index.ts';
import { namedPath } from './named-path.ts';
import { type KubernetesObject, objectsIn } from './objects.ts';
import { isPlausible, isSurelyImage } from './plausible.ts';

const imageField = /image["']?:\s/i;
const imageKey = /image$/i;

/** Whether a text may be YAML or JSON with images in it. */
export function mayHoldImages({ text }: ScalarNode): boolean {
  return text.includes('\n') && imageField.test(text);
}

/**
 * Reads the images in a text that an object holds: those of whole objects, which `read` knows to find, else fields that end
 * in `image` and hold a whole reference, whatever program reads them. A text that is no
 * YAML is left alone.
 */
export function* embeddedImages(
  site: ReferenceSite,
  scalar: ScalarNode,
  read: (file: SourceFile, object: KubernetesObject) => Iterable<ReferenceFact | FileProblem>,
): Iterable<ReferenceFact | FileProblem> {
  const facts = readEmbedded(site.file, scalar, function* (file) {
    const { documents, problems } = file.parse(parseYaml);
    for (const { root } of problems.length > 0 ? [] : documents) {
      const objects = [...objectsIn(root)];
      for (const object of objects) yield* read(file, object);
      if (objects.length > 0) continue;
      for (const { image, address } of namedImages(site.address, resolve(root)))
        yield* imageReference({ ...site, file, address }, scalarReference(image));
    }
  });
  // A name that a template makes is known to what fills in the text.
  for (const fact of facts) if (fact.is === 'problem' || fact.unresolved?.part !== 'name') yield fact;
}

function isContainer(path: readonly Step[]): boolean {
  return /^(?:initContainers|containers)$/.test(String(path.at(-2) ?? ''));
}

interface NamedImage {
  readonly image: ScalarNode;
  readonly address: string;
}

function namedImages(address: string, root: Resolved): readonly NamedImage[] {
  const found: NamedImage[] = [];
  walk(root, (node, path) => {
    for (const { key, value } of node.is === 'map' ? entries(node) : []) {
      if (value.is !== 'scalar' || !imageKey.test(key.text)) continue;
      if (!isSurelyImage(value.text) && !(isContainer(path) && isPlausible(value.text))) continue;
      found.push({ image: value, address: [address, ...namedPath(root, path), key.text].join('/') });
    }
    return undefined;
  });
  return found;
}
