import type { FileProblem } from '../model/problem.ts';
import { entryValue, type Literal, type MapLiteral, plainText } from '../parse/literals/index.ts';
import { amazonImage } from './amazon-machines.ts';
import { isScriptUri, machineExtension, scriptUris } from './azure-extensions.ts';
import { machineImage } from './azure-machines.ts';
import { isScriptTool, scriptTool } from './azure-scripts.ts';
import { webRuntime } from './azure-web.ts';
import { containerImages } from './container-images.ts';
import type { ReferenceFact } from './fact.ts';
import { googleImage } from './google-machines.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';

const containerLists: ReadonlySet<string> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
  // Of tasks of ECS: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html
  'containerDefinitions',
  // So called by https://azure.github.io/Azure-Verified-Modules
  'initContainersTemplate',
]);
const machineFields: ReadonlySet<string> = new Set(['imageReference', 'galleryImageReference']);
const amiFields: ReadonlySet<string> = new Set(['ami', 'imageId']);
const webFields: ReadonlySet<string> = new Set(['linuxFxVersion', 'windowsFxVersion']);
const deepest = 60;

/**
 * Finds what the body of a resource (or the parameters of a module that makes one) runs on: images of containers, machine
 * images, runtimes of web apps. The fields go by these names in every resource type of Azure, Kubernetes, AWS and Google
 * Cloud that has them.
 */
export function* workloadReferences(
  site: LiteralSite,
  body: Literal,
  depth = 0,
): Iterable<ReferenceFact | FileProblem> {
  if (depth > deepest) return;
  for (const { value } of site.evaluation.reduce(body)) {
    if (value.is === 'list') {
      for (const [index, item] of value.items.entries())
        yield* workloadReferences(named(site, item, index), item, depth + 1);
    } else if (value.is === 'map') yield* mapReferences(site, value, depth);
  }
}

// Images of a gallery are described by the first three, too; only what is deployed has a version.
const marketplaceKeys = ['publisher', 'offer', 'sku', 'version'] as const;

function* mapReferences(
  site: LiteralSite,
  map: MapLiteral,
  depth: number,
): Iterable<ReferenceFact | FileProblem> {
  if (marketplaceKeys.every((key) => entryValue(map, key))) {
    yield* machineImage(site, map);
    return;
  }
  if (entryValue(map, 'typeHandlerVersion')) yield* machineExtension(site, map);
  for (const { key, value } of map.entries) {
    const inner = { ...site, address: `${site.address}/${key}` };
    if (containerLists.has(key)) yield* containers(inner, value);
    // Tasks of Pulumi's AWS components say `container` where there is one: https://www.pulumi.com/registry/packages/awsx;
    // blocks of Terraform go by that name, however many there are.
    else if (key === 'container' || key === 'initContainer') yield* blocks(inner, value);
    else if (machineFields.has(key)) yield* machineImage(inner, value);
    else if (amiFields.has(key)) yield* amazonImage(inner, value);
    else if (key === 'initializeParams') yield* googleImage(inner, value);
    else if (webFields.has(key)) yield* webRuntime(inner, value);
    else if (isScriptUri(key)) yield* scriptUris(inner, value);
    else if (isScriptTool(key)) yield* scriptTool(inner, key, value);
    // https://learn.microsoft.com/azure/batch/batch-docker-container-workloads
    else if (key === 'containerImageNames') yield* imageList(inner, value);
    else yield* workloadReferences(inner, value, depth + 1);
  }
}

/** Containers are a list, or a map by their names. */
function* containers(site: LiteralSite, list: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const { value } of site.evaluation.reduce(list)) {
    if (value.is === 'list')
      for (const [index, item] of value.items.entries()) yield* container(named(site, item, index), item);
    if (value.is === 'map')
      for (const { key, value: item } of value.entries)
        yield* container({ ...site, address: `${site.address}.${key}` }, item);
  }
}

/** One container, or a list of them. */
function* blocks(site: LiteralSite, block: Literal): Iterable<ReferenceFact | FileProblem> {
  const isList = site.evaluation.reduce(block).some(({ value }) => value.is === 'list');
  yield* isList ? containers(site, block) : container(site, block);
}

/** Containers say `image`; those of Azure's container groups `properties.image`. */
function* container(site: LiteralSite, literal: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const { value } of site.evaluation.reduce(literal)) {
    const image = fieldOf(site, value, 'image');
    if (image) yield* containerImages({ ...site, address: `${site.address}/image` }, image);
  }
}

function fieldOf({ evaluation }: LiteralSite, container: Literal, key: string): Literal | undefined {
  if (container.is !== 'map') return undefined;
  const properties = entryValue(container, 'properties');
  const [inner] = properties ? evaluation.reduce(properties) : [];
  return entryValue(container, key) ?? (inner?.value.is === 'map' ? entryValue(inner.value, key) : undefined);
}

function* imageList(site: LiteralSite, list: Literal): Iterable<ReferenceFact | FileProblem> {
  for (const { value } of site.evaluation.reduce(list))
    if (value.is === 'list') for (const item of value.items) yield* containerImages(site, item);
}

/** List items go by their names, so that adding one before them changes no address. */
function named(site: LiteralSite, item: Literal, index: number): LiteralSite {
  const name = item.is === 'map' ? entryValue(item, 'name') : undefined;
  const text = plainText(name) ?? (name ? literalTexts(site, name)[0]?.resolved.text : undefined);
  return { ...site, address: `${site.address}.${text ?? index}` };
}
