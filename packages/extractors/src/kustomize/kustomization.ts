import {
  absentKey,
  chartParts,
  claimOf,
  downloadParts,
  type FileProblem,
  imageReference,
  isSurelyImage,
  items,
  kustomizeParts,
  mapOf,
  type Node,
  patchEntryImages,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  referenceFact,
  replacedImage,
  type ScalarNode,
  type SourceFile,
  scalarReference,
  valuesImages,
  withClaim,
  writtenScalar,
} from '@fineprint/core';

// Each is a list of paths, of which some loaders also take URLs:
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
const lists = [
  'resources',
  'bases',
  'components',
  'crds',
  'patchesStrategicMerge',
  'transformers',
  'generators',
  'validators',
  'configurations',
] as const;

/**
 * Reads a kustomization: what it builds on from elsewhere, the images it puts in place, and the charts
 * it inflates.
 */
export function* readKustomization(file: SourceFile, root: Node): Iterable<ReferenceFact | FileProblem> {
  for (const list of lists) {
    const site: ReferenceSite = { file, address: list, usage: 'deployed' };
    for (const item of items(root, list)) if (item.is === 'scalar' && !item.isNull) yield* remote(site, item);
  }
  for (const image of items(root, 'images'))
    yield* replacedImage({ file, address: 'kustomization', usage: 'deployed' }, image);
  for (const list of ['patches', 'patchesJson6902', 'patchesStrategicMerge'])
    for (const patch of items(root, list)) yield* patchEntryImages(file, patch);
  for (const list of ['configMapGenerator', 'secretGenerator']) {
    for (const generator of items(root, list)) {
      for (const literal of items(generator, 'literals')) yield* settingImage(file, literal);
      for (const each of items(generator, 'files')) yield* generatedFrom(file, each);
    }
  }
  for (const chart of items(root, 'helmCharts'))
    yield* inflatedChart(file, chart, { name: 'name', repository: 'repo', version: 'version' });
  for (const chart of items(root, 'helmChartInflationGenerator'))
    yield* inflatedChart(file, chart, {
      name: 'chartName',
      repository: 'chartRepoUrl',
      version: 'chartVersion',
    });
}

/** A generator packs files of elsewhere, too: `https://…` or `key=https://…`. */
function* generatedFrom(file: SourceFile, each: Resolved): Iterable<ReferenceFact> {
  if (each.is !== 'scalar' || !/^(?:[\w.-]{1,200}=)?https?:\/\//.test(each.text)) return;
  const { resolved } = valueAfter(each, each.text.indexOf('http'));
  const parts = downloadParts(file, resolved);
  const site: ReferenceSite = { file, address: 'generators.files', usage: 'deployed' };
  if (parts) yield referenceFact(site, { at: each, resolved }, parts);
}

/** Programs are told images by settings, `WORKER_IMAGE=example/worker:1.2.3`, as by variables of a container. */
function* settingImage(file: SourceFile, literal: Resolved): Iterable<ReferenceFact | FileProblem> {
  if (literal.is !== 'scalar') return;
  const { name = '', image = '' } = setting.exec(literal.text)?.groups ?? {};
  if (!/image$/i.test(name) || !isSurelyImage(image)) return;
  const site: ReferenceSite = { file, address: `generators/${name}`, usage: 'deployed' };
  yield* imageReference(site, valueAfter(literal, literal.text.length - image.length));
}

/** What of `key=value` follows the sign. */
function valueAfter(scalar: ScalarNode, skip: number): Reference {
  const { verbatim, start, text } = scalar;
  return scalarReference({ ...scalar, text: text.slice(skip), start: verbatim ? start + skip : start });
}

const setting = /^(?<name>[\w.-]{1,200})=(?<image>\S+)$/;

function* remote(site: ReferenceSite, item: ScalarNode): Iterable<ReferenceFact> {
  const reference = scalarReference(item);
  const parts = kustomizeParts(site.file, reference.resolved);
  if (parts) yield referenceFact(site, reference, withClaim(parts, claimOf(site.file, item)));
}

/** A chart without a repository lies in `chartHome` beside the kustomization. */
function* inflatedChart(
  file: SourceFile,
  chart: Resolved,
  keys: { readonly name: string; readonly repository: string; readonly version: string },
): Iterable<ReferenceFact | FileProblem> {
  const name = writtenScalar(chart, keys.name);
  const repository = writtenScalar(chart, keys.repository);
  const version = writtenScalar(chart, keys.version);
  const site: ReferenceSite = { file, address: `helmCharts.${name?.text ?? ''}`, usage: 'deployed' };
  if (name && repository) {
    const reference = scalarReference(name);
    const parts = chartParts(file, {
      chart: reference.resolved,
      repository: scalarReference(repository).resolved,
      version: version ? scalarReference(version).resolved : null,
    });
    const absent = absentKey(file, chart, { key: keys.version, behind: keys.name }, 'version');
    yield referenceFact(site, reference, { ...parts, slots: [...parts.slots, ...absent] });
  }
  const values = mapOf(chart, 'valuesInline');
  if (values) yield* valuesImages({ ...site, address: `${site.address}/valuesInline` }, values);
}
