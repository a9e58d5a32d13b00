import {
  chartParts,
  type FileProblem,
  type KubernetesObject,
  namedPath,
  parseYaml,
  type Reference,
  type ReferenceFact,
  type ReferenceSite,
  type Resolved,
  readEmbedded,
  referenceFact,
  resolve,
  type ScalarNode,
  SKIP,
  type SourceFile,
  scalarReference,
  textOf,
  valuesImages,
  walk,
  writtenScalar,
} from '@fineprint/core';

/**
 * Reads the charts that operators install for an object. They all ask for a name, a repository and a version, and call
 * them differently: K3s and RKE2 (https://docs.k3s.io/helm), Cluster API (https://cluster-api-addon-provider-helm.sigs.k8s.io),
 * Sveltos (https://projectsveltos.github.io/sveltos), Flux's first version, composite resources of Crossplane.
 */
export function* objectCharts(
  file: SourceFile,
  { root, kind, name }: KubernetesObject,
): Iterable<ReferenceFact | FileProblem> {
  const site: ReferenceSite = {
    file,
    address: [kind, name].filter((part) => part !== '').join('/'),
    usage: 'deployed',
  };
  yield* chartsBelow(site, root);
  for (const key of ['valuesContent', 'valuesTemplate']) {
    const values = writtenScalar(root, 'spec', key);
    if (values) yield* valuesIn({ ...site, address: `${site.address}/${key}` }, values);
  }
}

/** Values that are given to a chart as a text; one with templates in it may be no YAML yet. */
function valuesIn(site: ReferenceSite, values: ScalarNode): Iterable<ReferenceFact | FileProblem> {
  return readEmbedded(site.file, values, function* (file) {
    const { documents, problems } = file.parse(parseYaml);
    for (const { root } of problems.length === 0 ? documents : [])
      yield* valuesImages({ ...site, file }, resolve(root));
  });
}

/** Reads the charts in a bundle of Fleet (https://fleet.rancher.io/ref-fleet-yaml): one, or one for each target cluster. */
export function fleetCharts(file: SourceFile, root: Resolved): Iterable<ReferenceFact> {
  return chartsBelow({ file, address: '', usage: 'deployed' }, root);
}

function* chartsBelow(site: ReferenceSite, root: Resolved): Iterable<ReferenceFact> {
  const found: ReferenceFact[] = [];
  walk(root, (node, path) => {
    const key = String(path.at(-1) ?? '');
    // Crossplane's provider for Helm has a reader of its own.
    if (aside.test(key) || isRelease.test(textOf(node, 'apiVersion') ?? '')) return SKIP;
    const asked = node.is === 'map' ? askedChart(node, key) : null;
    if (!asked) return undefined;
    const address = [site.address, ...namedPath(root, path)].filter((part) => part !== '').join('/');
    found.push(chartFact({ ...site, address }, asked));
    return undefined;
  });
  yield* found;
}

const aside = /^(?:metadata|status|openAPIV3Schema|values)$/;
const isRelease = /^helm\.(?:m\.)?crossplane\.io\//;
const address = /^(?:https?|oci):\/\/\S+$/;

interface AskedChart {
  readonly name: ScalarNode;
  readonly repository: ScalarNode | undefined;
  readonly version: ScalarNode | undefined;
}

function askedChart(map: Resolved, key: string): AskedChart | null {
  const first = (...keys: readonly string[]) =>
    keys.map((each) => writtenScalar(map, each)).find((scalar) => scalar !== undefined);
  const name = key === 'chart' ? first('name', 'chart') : first('chart', 'chartName');
  if (!name) return null;
  const repository = first('repo', 'repoURL', 'repositoryURL', 'repository');
  const isWhole = /^(?:oci:\/\/|https?:\/\/\S+\.tgz$)/.test(name.text);
  if (!(isWhole || (repository && address.test(repository.text)))) return null;
  return { name, repository, version: first('version', 'chartVersion') };
}

function chartFact(site: ReferenceSite, { name, repository, version }: AskedChart): ReferenceFact {
  const reference = bareName(name);
  const parts = chartParts(site.file, {
    chart: reference.resolved,
    repository: repository ? scalarReference(repository).resolved : null,
    version: version ? scalarReference(version).resolved : null,
  });
  return referenceFact(site, reference, parts);
}

/** Sveltos puts its own name of the repository before the chart's. */
function bareName(name: ScalarNode): Reference {
  const skip = /^[\w.-]+\/(?=[\w.-]+$)/.exec(name.text)?.[0].length ?? 0;
  const start = name.verbatim ? name.start + skip : name.start;
  return scalarReference({ ...name, text: name.text.slice(skip), start });
}
