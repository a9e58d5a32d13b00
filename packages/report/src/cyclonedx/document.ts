import { createHash } from 'node:crypto';
import type { Report, Unit } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { componentOf } from './component.ts';
import { vcsReferences } from './external-references.ts';
import { formulation } from './formulation.ts';
import type { SpecVersion } from './spec-version.ts';

/** A field of the document, in the order of the schemas; `items` are the parts of a list, written as they come. */
export type Field =
  | { readonly name: string; readonly value: object }
  | { readonly name: string; readonly items: Iterable<object> };

/**
 * Describes the whole SBOM, once for every version and both encodings: the fields of the document in the order of
 * the schemas. The library would hold the document twice, and has no occurrences, compositions or formulation.
 */
export function* documentOf(
  report: Report,
  { licenseOf }: Pick<ReporterMeans, 'licenseOf'>,
  version: SpecVersion,
): Iterable<Field> {
  yield { name: 'metadata', value: metadata(report, version) };
  const { components, texts } = report;
  yield {
    name: 'components',
    items: mapped(components, (one) => componentOf(one, { version, texts, licenseOf })),
  };
  yield { name: 'dependencies', items: dependencies(report) };
  yield { name: 'compositions', items: compositions(report) };
  const formula = version.has('formulation') ? formulation(report) : undefined;
  if (formula !== undefined) yield { name: 'formulation', items: [formula] };
}

/**
 * A UUID of version 8 (RFC 9562) made of what the SBOM is about: the same scan has the same serial number in every
 * version, and what a policy finds in it changes none.
 */
export function serialNumber({
  tool,
  root,
  scan,
  complete,
  units,
  dependencies,
  components,
}: Report): string {
  const digest = createHash('sha256');
  const { asOf, online, facts, excluded, only } = scan;
  const head = { tool, root, asOf, online, facts, excluded, only, complete, units, dependencies };
  digest.update(JSON.stringify(head));
  for (const component of components) digest.update(JSON.stringify(component));
  const hash = digest.digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const rootRef = 'root';

function metadata(report: Report, version: SpecVersion): object {
  const { tool, root, scan, units } = report;
  const { name, version: release } = tool;
  const references = vcsReferences(root.remote);
  return {
    timestamp: scan.asOf,
    lifecycles: version.has('lifecycles') ? [{ phase: 'pre-build' }] : undefined,
    tools: version.has('toolComponents')
      ? { components: [{ type: 'application', name, version: release }] }
      : [{ name, version: release }],
    component: {
      type: 'application',
      'bom-ref': rootRef,
      name: root.name,
      version: root.commit ?? undefined,
      externalReferences: references.length > 0 ? references : undefined,
      components: units.length > 0 ? units.map(unitOf) : undefined,
    },
    properties: scanProperties(report),
  };
}

/** What was looked at and what was not: a reader of the SBOM has no other place to learn it. */
function scanProperties({ scan, complete, summary }: Report): object {
  const properties: readonly (readonly [string, string])[] = [
    ['complete', String(complete)],
    ['online', String(scan.online)],
    ...scan.excluded.map((glob) => ['excluded', glob] as const),
    ...scan.only.map((extractor) => ['only', extractor] as const),
    ...summary.problems.map(({ name, count }) => ['problems', `${name}: ${count}`] as const),
  ];
  return properties.map(([name, value]) => ({ name: `fineprint:${name}`, value }));
}

/** A first-party unit is a part of the root, so that `dependencies` can start at it. */
function unitOf({ ref, kind, path, owners }: Unit): object {
  const properties = [
    { name: 'fineprint:unit', value: kind },
    ...owners.map((owner) => ({ name: 'fineprint:owner', value: owner })),
  ];
  return { type: 'application', 'bom-ref': ref, name: path, properties };
}

/** An entry without edges says that there are none: who may have some is left out. */
function* dependencies({ dependencies: edges, units }: Report): Iterable<object> {
  const inner = new Set(edges.flatMap(({ dependsOn }) => dependsOn));
  const tops = units.map(({ ref }) => ref).filter((ref) => !inner.has(ref));
  yield { ref: rootRef, dependsOn: tops };
  for (const { ref, dependsOn, complete } of edges)
    if (complete || dependsOn.length > 0) yield { ref, dependsOn };
}

/**
 * How much of what something uses directly is known, which says nothing about what that uses in turn; and whether
 * the units are all that the root has.
 */
function compositions({ complete, scan, units, components, dependencies: edges }: Report): readonly object[] {
  const known = new Map(edges.map((edge) => [edge.ref, edge.complete]));
  // What somebody chose not to look at is missing all the same.
  const isWhole = complete && scan.excluded.length === 0 && scan.only.length === 0;
  known.set(rootRef, isWhole);
  const refs = [rootRef, ...[...units, ...components].map(({ ref }) => ref)];
  const aggregateOf = (ref: string) => {
    const isComplete = known.get(ref);
    return isComplete === undefined ? 'unknown' : isComplete ? 'complete' : 'incomplete';
  };
  const groups = Map.groupBy(refs, aggregateOf);
  return aggregates.flatMap((aggregate) => {
    const dependencies = groups.get(aggregate);
    const assemblies = aggregate === aggregateOf(rootRef) ? [rootRef] : undefined;
    return dependencies ? [{ aggregate, assemblies, dependencies }] : [];
  });
}

const aggregates = ['complete', 'incomplete', 'unknown'] as const;

function* mapped<T>(list: readonly T[], each: (one: T) => object): Iterable<object> {
  for (const one of list) yield each(one);
}
