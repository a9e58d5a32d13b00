import {
  type Linked,
  locate,
  occurrenceOf,
  onceForEach,
  type ReferenceFact,
  type Tree,
  type UnitFiles,
} from '@fineprint/core';
import type { ChartFact, FluxFact, PatchFact, SourceFact, SourceRef } from './facts.ts';

/** Joins releases with the sources that they name, wherever in the repository these stand. */
export function* linkFlux(unit: UnitFiles<FluxFact>, tree: Tree<FluxFact>): Iterable<Linked> {
  yield { is: 'unit', kind: 'flux-objects' };
  const known = knownObjects(tree);
  for (const { path, facts } of unit.files) {
    for (const fact of facts) {
      if (fact.is === 'reference') yield occurrence(path, fact);
      else if (fact.is === 'chart') yield* chartOccurrence(path, fact, known);
      else if (fact.is === 'patch') yield* patchOccurrence(path, fact, known);
      else if (fact.is === 'source' && fact.reference)
        yield occurrence(path, contents(fact, fact.reference, known));
    }
  }
}

interface Found<F> {
  readonly path: string;
  readonly fact: F;
}

interface Known {
  readonly sources: ReadonlyMap<string, readonly Found<SourceFact>[]>;
  readonly charts: ReadonlyMap<string, readonly Found<ChartFact>[]>;
  /** Names of the OCIRepositories whose content a release takes for its chart. */
  readonly chartRefs: ReadonlySet<string>;
}

/** What the whole repository says of sources and releases, gathered once. */
const knownObjects = onceForEach(gather);

function gather({ units }: Tree<FluxFact>): Known {
  const all = units.flatMap(({ files }) =>
    files.flatMap(({ path, facts }) => facts.map((fact) => ({ path, fact }))),
  );
  const sources = all.filter((each): each is Found<SourceFact> => each.fact.is === 'source');
  const charts = all.filter((each): each is Found<ChartFact> => each.fact.is === 'chart');
  const refs = all.flatMap(({ fact }) =>
    fact.is === 'chart-ref' && fact.to.kind === 'OCIRepository' ? [fact.to.name] : [],
  );
  return {
    sources: Map.groupBy(sources, ({ fact: { kind, name } }) => `${kind}/${name}`),
    charts: Map.groupBy(charts, ({ fact: { name } }) => name),
    chartRefs: new Set(refs),
  };
}

function occurrence(path: string, fact: ReferenceFact): Linked {
  return { is: 'occurrence', ...occurrenceOf(path, fact) };
}

/** What an OCIRepository holds: a chart where it says so or a release takes it for one, else manifests. */
function contents(
  { name, isChart }: SourceFact,
  reference: ReferenceFact,
  { chartRefs }: Known,
): ReferenceFact {
  if (!isChart && !chartRefs.has(name)) return reference;
  const slash = reference.name.lastIndexOf('/');
  const { request } = reference;
  return {
    ...reference,
    kind: 'helm-chart',
    name: reference.name.slice(slash + 1),
    source: `oci://${reference.name.slice(0, Math.max(slash, 0))}`,
    request: request.is === 'tag' ? { is: 'version', text: request.text } : request,
  };
}

// A chart of a GitRepository or a Bucket is a path in it, and the source a component of its own.
const withCharts: ReadonlySet<string> = new Set(['HelmRepository', '']);

function* chartOccurrence(path: string, { from, reference }: ChartFact, known: Known): Iterable<Linked> {
  if (!withCharts.has(from.kind)) return;
  const source = sourceOf(from, known);
  if (source) yield fromSource(path, reference, source);
  else yield occurrence(path, { ...reference, unresolved: { part: 'name', because: missing(from, known) } });
}

/** A patch says of the chart of another release only the version. */
function* patchOccurrence(path: string, { name, reference }: PatchFact, known: Known): Iterable<Linked> {
  const [first, ...others] = known.charts.get(name) ?? [];
  const source = first && sourceOf(first.fact.from, known);
  const isSame = others.every(({ fact }) => fact.reference.name === first?.fact.reference.name);
  if (!first || !isSame || (!source && withCharts.has(first.fact.from.kind))) {
    const because = `No HelmRelease "${name}" with a chart is in the repository.`;
    yield occurrence(path, { ...reference, unresolved: { part: 'name', because } });
  } else if (source) {
    const named = { ...reference, name: first.fact.reference.name };
    const { at, ...linked } = fromSource(path, named, source);
    yield { ...linked, at, via: [locate(first.path, first.fact.place), ...linked.via] };
  }
}

function fromSource(path: string, reference: ReferenceFact, { path: from, fact }: Found<SourceFact>) {
  const linked = occurrenceOf(path, { ...reference, source: fact.url.replace(/(?<!\/)\/+$/, '') });
  return { is: 'occurrence' as const, ...linked, via: [...linked.via, locate(from, fact.place)] };
}

/** The one source of a name; of several, those of the namespace asked for, if they agree about the address. */
function sourceOf({ kind, name, namespace }: SourceRef, { sources }: Known): Found<SourceFact> | undefined {
  const named = sources.get(`${kind || 'HelmRepository'}/${name}`) ?? [];
  const near = named.filter(({ fact }) => fact.namespace === namespace);
  const candidates = near.length > 0 ? near : named;
  const [first] = candidates;
  return candidates.every(({ fact }) => fact.url === first?.fact.url) ? first : undefined;
}

function missing({ kind, name }: SourceRef, { sources }: Known): string {
  const found = sources.get(`${kind || 'HelmRepository'}/${name}`)?.length ?? 0;
  return found === 0
    ? `The HelmRepository "${name}" is not in the repository.`
    : `Several HelmRepositories are called "${name}", with different addresses.`;
}
