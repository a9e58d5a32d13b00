import type { FileProblem } from '../model/problem.ts';
import { entryValue, type Literal, type MapLiteral } from '../parse/literals/index.ts';
import { chartParts } from './chart-parts.ts';
import { containerImages } from './container-images.ts';
import type { ReferenceFact } from './fact.ts';
import { kustomizeParts, manifestParts } from './kustomize-parts.ts';
import { lambdaFunction } from './lambda-functions.ts';
import { type LiteralSite, literalTexts } from './literal-references.ts';
import { type Reference, referenceFact } from './reference.ts';
import { workloadReferences } from './workload-references.ts';

/** The type of a Pulumi resource, whatever the language: `kubernetes`, `helm.sh/v3`, `Chart`. */
export interface PulumiType {
  readonly package: string;
  readonly module: string;
  readonly name: string;
}

/** Finds what a Pulumi resource installs and runs: charts, manifests, images. */
export function* pulumiReferences(
  site: LiteralSite,
  type: PulumiType,
  properties: Literal,
): Iterable<ReferenceFact | FileProblem> {
  for (const { value } of site.evaluation.reduce(properties)) {
    if (value.is !== 'map') continue;
    if (type.package === 'kubernetes') yield* kubernetesReferences(site, type, value);
    else if (type.package === 'docker') yield* dockerReferences(site, type, value);
    else if (type.package === 'aws' && type.name === 'Function' && /^lambda(?:_|\b)/.test(type.module))
      yield* lambdaFunction(site, value);
    else yield* workloadReferences(site, value);
  }
}

function* kubernetesReferences(
  site: LiteralSite,
  { module, name }: PulumiType,
  properties: MapLiteral,
): Iterable<ReferenceFact | FileProblem> {
  const field = (key: string) => entryValue(properties, key);
  if (/^helm\b/i.test(module) && (name === 'Chart' || name === 'Release'))
    yield* chartReference(site, properties);
  else if (/^yaml\b/i.test(module)) {
    for (const key of ['file', 'files']) yield* manifests(site, field(key), manifestParts);
  } else if (/^kustomize\b/i.test(module)) yield* manifests(site, field('directory'), kustomizeParts);
  else yield* workloadReferences(site, properties);
}

// A chart that lies in the repository.
const isPath = /^(?:\.{1,2}(?:[/\\]|$)|\/|~)/;

/** https://www.pulumi.com/registry/packages/kubernetes/api-docs/helm/ */
export function* chartReference(
  site: LiteralSite,
  properties: MapLiteral,
): Iterable<ReferenceFact | FileProblem> {
  const only = (literal: Literal | undefined) => (literal ? literalTexts(site, literal)[0] : undefined);
  const chart = only(entryValue(properties, 'chart'));
  if (!chart || isPath.test(chart.resolved.text)) return;
  const repositories = ['repositoryOpts', 'fetchOpts'].flatMap((key) => {
    const options = entryValue(properties, key);
    return options ? site.evaluation.property(options, 'repo').map(({ value }) => value) : [];
  });
  const named = entryValue(properties, 'repository') ?? entryValue(properties, 'repo');
  const repository = only(repositories[0] ?? named);
  const version = only(entryValue(properties, 'version'));
  const parts = chartParts(site.file, {
    chart: chart.resolved,
    repository: repository?.resolved ?? null,
    version: version?.resolved ?? null,
  });
  yield referenceFact(site, chart, parts);
}

/** Manifests by URL; a path is the repository's own. */
function* manifests(
  site: LiteralSite,
  literal: Literal | undefined,
  partsOf: typeof manifestParts,
): Iterable<ReferenceFact> {
  if (!literal) return;
  const references = site.evaluation.reduce(literal).flatMap(({ value }): readonly Reference[] => {
    if (value.is === 'list') return value.items.flatMap((item) => literalTexts(site, item));
    return literalTexts(site, literal);
  });
  for (const reference of references) {
    const parts = partsOf(site.file, reference.resolved);
    if (parts) yield referenceFact(site, reference, parts);
  }
}

/** https://www.pulumi.com/registry/packages/docker/; an `Image` is built here. */
function* dockerReferences(
  site: LiteralSite,
  { name }: PulumiType,
  properties: MapLiteral,
): Iterable<ReferenceFact | FileProblem> {
  const key = name === 'RemoteImage' ? 'name' : name === 'Container' ? 'image' : undefined;
  const image = key === undefined ? undefined : entryValue(properties, key);
  if (image) yield* containerImages({ ...site, address: `${site.address}/${key}` }, image);
  if (name !== 'Service') return;
  const task = entryValue(properties, 'taskSpec');
  if (!task) return;
  for (const { value } of site.evaluation.property(task, 'containerSpec')) {
    const own = value.is === 'map' ? entryValue(value, 'image') : undefined;
    if (own) yield* containerImages({ ...site, address: `${site.address}/taskSpec` }, own);
  }
}
