import type { FileProblem } from '../../model/problem.ts';
import type { SourceFile } from '../../read/source-file.ts';
import {
  imageReference,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  scalarReference,
} from '../../reference/index.ts';
import {
  entries,
  type MapNode,
  type Resolved,
  type ScalarNode,
  SKIP,
  type Step,
  scalarOf,
  textOf,
  walk,
} from '../tree/index.ts';
import { withDigestPlace } from './digest-place.ts';
import { embeddedImages, mayHoldImages } from './embedded.ts';
import { namedPath } from './named-path.ts';
import type { KubernetesObject } from './objects.ts';
import { impliedImage } from './operators.ts';
import { imageAt, isSplitImage, joinedImage } from './pieces.ts';
import { isPlausible, isSurelyImage } from './plausible.ts';
import { settingsImages } from './settings.ts';

/** An image that an object names, and the address of the field that does. */
export interface ImageAt {
  readonly reference: Reference;
  readonly address: string;
  /** The mapping that it is a part of, where other keys of that say more of it. */
  readonly map?: Resolved;
  /** Whether it is that of a container, which nothing completes. */
  readonly isWhole?: boolean;
}

/** Finds every image that an object names: in its containers, its volumes, and what custom resources make of them. */
export function* objectImages(
  file: SourceFile,
  object: KubernetesObject,
  depth = 0,
): Iterable<ReferenceFact | FileProblem> {
  const { root, kind, name } = object;
  const address = [kind, name].filter((part) => part !== '').join('/');
  const usage = pipelines.test(object.apiVersion) ? 'ci' : 'deployed';
  const site: ReferenceSite = { file, address, usage };
  yield* imagesBelow(site, root, kind, depth);
  for (const image of impliedImage(object, `${kind}/${name}`))
    for (const fact of imageReference({ ...site, address: image.address }, image.reference))
      yield fact.is === 'problem' || !image.map ? fact : withDigestPlace(file, fact, image.map);
}

// Objects of Tekton are runs of pipelines, and what they are made of.
const pipelines = /^(?:triggers\.)?tekton\.dev\//;

/** Finds the images among the values that are given to a chart; one without a tag has the chart's. `fill` evaluates what a template says. */
export function valuesImages(
  site: ReferenceSite,
  values: Resolved,
  fill?: (image: Reference) => Reference,
): Iterable<ReferenceFact | FileProblem> {
  return imagesBelow(site, values, 'HelmRelease', 0, fill);
}

// A text in a text in a text.
const deepest = 2;

function* imagesBelow(
  site: ReferenceSite,
  root: Resolved,
  kind: string,
  depth = 0,
  fill = (image: Reference) => image,
): Iterable<ReferenceFact | FileProblem> {
  const { images, texts } = placesBelow(site, root, kind);
  for (const { reference: written, address, isWhole, map } of images) {
    const reference = fill(written);
    for (const fact of imageReference({ ...site, address }, reference)) {
      if (fact.is === 'problem') yield fact;
      else if (kind === 'HelmRelease' && !isWhole && !namesVersion(reference)) yield completedByChart(fact);
      else yield map ? withDigestPlace(site.file, fact, map) : fact;
    }
  }
  for (const { text, address } of depth < deepest ? texts : [])
    yield* embeddedImages({ ...site, address }, text, (file, object) =>
      objectImages(file, object, depth + 1),
    );
}

interface Places {
  readonly images: readonly ImageAt[];
  /** Texts that may hold further images. */
  readonly texts: readonly { readonly text: ScalarNode; readonly address: string }[];
}

function placesBelow(site: ReferenceSite, root: Resolved, kind: string): Places {
  const images: ImageAt[] = [];
  const texts: Places['texts'][number][] = [];
  walk(root, (node, path) => {
    if (path.at(-1) === 'openAPIV3Schema' || isAside(path)) return SKIP;
    if (node.is !== 'map') return undefined;
    const address = () => [site.address, ...namedPath(root, path)].filter((part) => part !== '').join('/');
    for (const { key, value } of entries(node))
      if (value.is === 'scalar' && mayHoldImages(value))
        texts.push({ text: value, address: `${address()}/${key.text}` });
    if (mayName(node, path)) for (const image of imagesOf(kind, node, path, address)) images.push(image);
    return undefined;
  });
  return { images, texts };
}

function completedByChart(fact: ReferenceFact): ReferenceFact {
  const unresolved = fact.unresolved ?? { part: 'version', because: 'Its tag is left to the chart.' };
  return { ...fact, unresolved };
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
const namingKey = /[iI]mage|^(?:tag|repository|reference|url|env|command|args)$/;

/** Whether a mapping could name an image at all: most could not, and each is looked at. */
function mayName(map: MapNode, path: readonly Step[]): boolean {
  return entries(map).some(({ key }) => namingKey.test(key.text)) || imageKey.test(String(path.at(-1) ?? ''));
}

const machineKinds = /Machine|InstanceGroup|NodeClass|NodePool|NodeTemplate|DataVolume|DataSource/;
// KubeVirt packs disks and kernels of machines into container images:
// https://kubevirt.io/user-guide/storage/disks_and_volumes/#containerdisk
const packedInImages: ReadonlySet<string> = new Set(['containerDisk', 'container']);
// What a build makes and pushes is the repository's own.
const outputField = 'output';

function* imagesOf(
  kind: string,
  map: Resolved,
  path: readonly Step[],
  address: () => string,
): Iterable<ImageAt> {
  const isContainer = containerFields.has(path.at(-2) ?? '') || containerFields.has(path.at(-1) ?? '');
  const key = String(path.at(-1) ?? '');
  if (key === outputField) return;
  if (isContainer) yield* settingsImages(map, address());
  if (imageKey.test(key) || scalarOf(map, 'tag') !== undefined || isSplitImage(map)) {
    const reference = joinedImage(map, imageKey.test(key));
    if (reference) {
      yield { reference, address: address(), map };
      return;
    }
  }
  // https://kubernetes.io/docs/concepts/storage/volumes/#image
  const reference = key === 'image' ? scalarOf(map, 'reference') : undefined;
  if (reference && isWritten(reference))
    yield { reference: imageAt(reference), address: `${address()}/reference` };

  const url = key === 'registry' ? scalarOf(map, 'url') : undefined;
  if (url) yield* importedDisk(url, `${address()}/url`);

  // Charts call it so; a cluster of kubeadm calls a registry so.
  const repository = kind === 'HelmRelease' ? scalarOf(map, 'imageRepository') : undefined;
  if (repository && isPlausible(repository.text))
    yield {
      reference: imageAt(repository, versionBeside(map, repository)),
      map,
      address: `${address()}/imageRepository`,
    };

  const base = scalarOf(map, 'baseImage');
  if (base && isPlausible(base.text)) {
    yield { reference: imageAt(base, versionBeside(map, base)), address: `${address()}/baseImage`, map };
  }
  for (const { key: field, value } of entries(map)) {
    if (value.is !== 'scalar' || !isWritten(value) || !imageKey.test(field.text)) continue;
    if (field.text === 'baseImage') continue;
    const at = `${address()}/${field.text}`;
    if (field.text === 'image') {
      const isImage = isPlausible(value.text) && (packedInImages.has(key) || !machineKinds.test(kind));
      if (isContainer ? isForeign(value, map) : isImage)
        yield {
          reference: imageAt(value, isContainer ? undefined : versionBeside(map, value)),
          address: at,
          isWhole: isContainer,
          map,
        };
    } else if (isSurelyImage(value.text)) yield { reference: imageAt(value), address: at };
  }
}

// https://github.com/kubevirt/containerized-data-importer/blob/main/doc/image-from-registry.md
const imported = 'docker://';

function* importedDisk(url: ScalarNode, address: string): Iterable<ImageAt> {
  const text = url.text.slice(imported.length);
  if (!url.text.startsWith(imported) || text === '') return;
  const start = url.verbatim ? url.start + imported.length : url.start;
  yield { reference: scalarReference({ ...url, text, start }), address };
}

function isWritten({ text, isNull }: ScalarNode): boolean {
  return !isNull && text.trim() !== '';
}

/**
 * What `ko` builds from Go source is the repository's own; Istio fills in `auto` when it injects its proxy. A policy says by
 * a pattern (`!*:latest`) which images it admits.
 */
function isForeign({ text }: ScalarNode, container: Resolved): boolean {
  if (/^!|\*/.test(text)) return false;
  return !text.startsWith('ko://') && !(text === 'auto' && textOf(container, 'name') === 'istio-proxy');
}

function namesVersion({ resolved }: Reference): boolean {
  return /[:@][^/:@]*$/.test(resolved.text);
}

/** Operators take the tag from a field beside an image without one: Prometheus' `version`, `tag` or `sha`. */
function versionBeside(map: Resolved, image: ScalarNode): ScalarNode | undefined {
  if (/[@{$]/.test(image.text) || /:[^/:]*$/.test(image.text)) return undefined;
  const beside = scalarOf(map, 'tag') ?? scalarOf(map, 'imageTag') ?? scalarOf(map, 'version');
  return beside && isWritten(beside) ? beside : undefined;
}
