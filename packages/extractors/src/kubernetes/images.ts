import {
  entries,
  get,
  type Resolved,
  type ScalarNode,
  SKIP,
  type SourceFile,
  type Step,
  scalarOf,
  textOf,
  walk,
} from '@fineprint/core';
import type { ImageFact } from './facts.ts';
import { impliedImage } from './operators.ts';
import { imageFact, isSplitImage, joinedFact } from './pieces.ts';
import { isPlausible, isSurelyImage } from './plausible.ts';
import { settingsImages } from './settings.ts';

/** One Kubernetes object. */
export interface KubernetesObject {
  readonly root: Resolved;
  readonly apiVersion: string;
  readonly kind: string;
}

/** Finds every image that an object names: in its containers, its volumes, and what custom resources make of them. */
export function* imagesIn(file: SourceFile, object: KubernetesObject): Iterable<ImageFact> {
  const { root, kind } = object;
  const name = textOf(root, 'metadata', 'name') ?? textOf(root, 'metadata', 'generateName') ?? '';
  const found: ImageFact[] = [];
  walk(root, (node, path) => {
    if (path.at(-1) === 'openAPIV3Schema' || isAside(path)) return SKIP;
    if (node.is !== 'map') return undefined;
    const address = () => [kind, name, ...namedPath(root, path)].filter((part) => part !== '').join('/');
    for (const fact of imagesOf(file, object, node, path, address)) found.push(fact);
    return undefined;
  });
  yield* found;
  yield* impliedImage(file, object, `${kind}/${name}`);
}

// `metadata` holds annotations, `status` what the cluster saw.
const aside: ReadonlySet<Step> = new Set(['metadata', 'status', 'data', 'stringData', 'binaryData']);

function isAside(path: readonly Step[]): boolean {
  return path.length === 1 && path[0] !== undefined && aside.has(path[0]);
}

const containerFields: ReadonlySet<Step> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
  'steps',
  'sidecars',
  // Of workflows: https://argo-workflows.readthedocs.io/en/latest/fields/
  'container',
  'script',
  'stepTemplate',
]);
const imageKey = /[iI]mage(?:Name|Ref|Reference)?$/;
const machineKinds = /Machine|NodeClass|NodePool|NodeTemplate|DataVolume|DataSource/;
// KubeVirt packs disks and kernels of machines into container images:
// https://kubevirt.io/user-guide/storage/disks_and_volumes/#containerdisk
const packedInImages: ReadonlySet<string> = new Set(['containerDisk', 'container']);
// What a build makes and pushes is the repository's own.
const outputField = 'output';

function* imagesOf(
  file: SourceFile,
  { kind }: KubernetesObject,
  map: Resolved,
  path: readonly Step[],
  address: () => string,
): Iterable<ImageFact> {
  const isContainer = containerFields.has(path.at(-2) ?? '') || containerFields.has(path.at(-1) ?? '');
  const key = String(path.at(-1) ?? '');
  if (key === outputField) return;
  if (isContainer) yield* settingsImages(file, map, address());
  if (imageKey.test(key) || scalarOf(map, 'tag') !== undefined || isSplitImage(map)) {
    const fact = joinedFact(file, map, imageKey.test(key), address());
    if (fact) {
      yield kind === 'HelmRelease' && !namesVersion(fact) ? { ...fact, isCompletedByChart: true } : fact;
      return;
    }
  }
  // https://kubernetes.io/docs/concepts/storage/volumes/#image
  const reference = key === 'image' ? scalarOf(map, 'reference') : undefined;
  if (reference && isWritten(reference)) yield imageFact(file, reference, `${address()}/reference`);

  const url = key === 'registry' ? scalarOf(map, 'url') : undefined;
  if (url) yield* importedDisk(file, url, `${address()}/url`);

  const base = scalarOf(map, 'baseImage');
  if (base && isPlausible(base.text)) {
    yield imageFact(file, base, `${address()}/baseImage`, versionBeside(map, base));
  }
  for (const { key: field, value } of entries(map)) {
    if (value.is !== 'scalar' || !isWritten(value) || !imageKey.test(field.text)) continue;
    if (field.text === 'baseImage') continue;
    const at = `${address()}/${field.text}`;
    if (field.text === 'image') {
      const isImage = isPlausible(value.text) && (packedInImages.has(key) || !machineKinds.test(kind));
      if (isContainer ? isForeign(value, map) : isImage)
        yield imageFact(file, value, at, isContainer ? undefined : versionBeside(map, value));
    } else if (isSurelyImage(value.text)) yield imageFact(file, value, at);
  }
}

// https://github.com/kubevirt/containerized-data-importer/blob/main/doc/image-from-registry.md
const imported = 'docker://';

function* importedDisk(file: SourceFile, url: ScalarNode, address: string): Iterable<ImageFact> {
  const text = url.text.slice(imported.length);
  if (!url.text.startsWith(imported) || text === '') return;
  const { verbatim } = url;
  const place = file.place(verbatim ? { start: url.start + imported.length, end: url.end } : url);
  yield { is: 'image', place, text, pieces: [{ text, place, verbatim }], address };
}

function isWritten({ text, isNull }: ScalarNode): boolean {
  return !isNull && text.trim() !== '';
}

/** What `ko` builds from Go source is the repository's own; Istio fills in `auto` when it injects its proxy. */
function isForeign({ text }: ScalarNode, container: Resolved): boolean {
  return !text.startsWith('ko://') && !(text === 'auto' && textOf(container, 'name') === 'istio-proxy');
}

function namesVersion({ pieces }: ImageFact): boolean {
  return /[:@][^/]*$/.test(pieces.map(({ text }) => text).join(''));
}

/** Operators take the tag from a field beside an image without one: Prometheus' `version`, `tag` or `sha`. */
function versionBeside(map: Resolved, image: ScalarNode): ScalarNode | undefined {
  if (/[@{$]/.test(image.text) || /:[^/]*$/.test(image.text)) return undefined;
  const beside = scalarOf(map, 'tag') ?? scalarOf(map, 'imageTag') ?? scalarOf(map, 'version');
  return beside && isWritten(beside) ? beside : undefined;
}

/** A path in which list items go by their names, so that adding one before them changes no address. */
function namedPath(root: Resolved, path: readonly Step[]): readonly string[] {
  const named: string[] = [];
  let here: Resolved | undefined = root;
  for (const step of path) {
    here = get(here, step);
    named.push(typeof step === 'number' ? (textOf(here, 'name') ?? String(step)) : step);
  }
  return named;
}
