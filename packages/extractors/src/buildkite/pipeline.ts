import {
  embeddedScript,
  entries,
  type FileProblem,
  get,
  imageReference,
  isPlausible,
  items,
  type Node,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  scalarsOf,
  textOf,
  writtenScalar,
} from '@fineprint/core';
import { readPlugin } from './plugins.ts';

/** Reads a pipeline, whose steps may be the file as a whole (https://buildkite.com/docs/pipelines/configure/step-types). */
export function* readPipeline(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = { file, address: 'steps', usage: 'ci' };
  const top = get(root);
  yield* readImage(site, top);
  for (const step of top?.is === 'list' ? items(top) : items(top, 'steps')) yield* readStep(site, step, 0);
}

const deepestGroup = 3;

function* readStep(
  site: ReferenceSite,
  step: Resolved,
  depth: number,
): Iterable<ReferenceFact | FileProblem> {
  const name = textOf(step, 'key') ?? textOf(step, 'label') ?? '';
  const at = { ...site, address: `steps.${name}` };
  for (const { plugin, options } of pluginsOf(get(step, 'plugins'))) {
    yield* readPlugin({ ...at, address: `${at.address}/plugins` }, plugin);
    // What it is pinned to is no part of where the image stands.
    const [named = ''] = plugin.text.split('#', 1);
    yield* readImage({ ...at, address: `${at.address}/${named}` }, options);
  }
  yield* readImage(at, step);
  yield* embeddedScript({ ...at, address: `${at.address}/command` }, commandsOf(step));
  if (depth < deepestGroup) for (const inner of items(step, 'steps')) yield* readStep(site, inner, depth + 1);
}

/** Plugins are a list of names and of mappings from a name to its options, or one such mapping. */
function pluginsOf(
  plugins: Resolved | undefined,
): readonly { readonly plugin: ScalarNode; readonly options: Resolved | undefined }[] {
  if (plugins?.is === 'map')
    return entries(plugins).map(({ key, value }) => ({ plugin: key, options: value }));
  return items(plugins).flatMap((each) =>
    each.is === 'scalar'
      ? [{ plugin: each, options: undefined }]
      : pluginsOf(each.is === 'map' ? each : undefined),
  );
}

/** Many plugins run a command in an `image`, and hosted agents are one. */
function* readImage(
  site: ReferenceSite,
  holder: Resolved | undefined,
): Iterable<ReferenceFact | FileProblem> {
  const image = holder && writtenScalar(holder, 'image');
  if (image && isPlausible(image.text)) yield* imageReference(site, scalarReference(image));
}

function commandsOf(step: Resolved): readonly ScalarNode[] {
  return ['command', 'commands'].flatMap((key) => scalarsOf(step, key));
}
