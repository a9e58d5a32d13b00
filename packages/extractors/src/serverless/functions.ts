import {
  type CloudFormationReading,
  entries,
  get,
  items,
  type Resolved,
  scalarOf,
  type TemplateSite,
  valueReferences,
} from '@fineprint/core';

/** Reads functions: their runtimes, layers and images; an image by the name of one of the service is told there. */
export function* readFunctions(
  site: TemplateSite,
  functions: Resolved,
  provider: Resolved | undefined,
): CloudFormationReading {
  for (const { key, value } of entries(functions)) yield* readFunction(site, key.text, value, provider);
}

/** Reads one function. */
export function* readFunction(
  site: TemplateSite,
  name: string,
  value: Resolved,
  provider: Resolved | undefined,
): CloudFormationReading {
  const address = `functions.${name}`;
  const runtime = get(value, 'runtime');
  if (runtime) yield* valueReferences({ ...site, address: `${address}/runtime` }, 'runtime', runtime);
  for (const layer of items(value, 'layers')) {
    if (!isOwnLayer(layer)) yield* valueReferences({ ...site, address: `${address}/layers` }, 'layer', layer);
  }
  const image = imageOf(value);
  const isNamed = image?.is === 'scalar' && get(provider, 'ecr', 'images', image.text) !== undefined;
  if (image && !isNamed) yield* valueReferences({ ...site, address: `${address}/image` }, 'image', image);
}

/** `image: uri`, or `image: {uri}`; `{name}` is one of the service. */
function imageOf(value: Resolved): Resolved | undefined {
  const image = get(value, 'image');
  const parts: readonly string[] = ['uri', 'name', 'command', 'workingDirectory', 'entryPoint'];
  const isSettings = image?.is === 'map' && image.entries.some(({ key }) => parts.includes(key.text));
  return isSettings ? get(image, 'uri') : image;
}

/** The layers of a service, and those that plugins make of its packages, are resources of that name. */
function isOwnLayer(layer: Resolved): boolean {
  return (
    scalarOf(layer, 'Ref')?.text.endsWith('LambdaLayer') ?? (layer.tag === '!Ref' && isNamedLayer(layer))
  );
}

function isNamedLayer(layer: Resolved): boolean {
  return layer.is === 'scalar' && layer.text.endsWith('LambdaLayer');
}
