import { createHash } from 'node:crypto';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { Report, ReportComponent, ReportOccurrence, Unit } from '@fineprint/core';
import { concludedLicenses, licenseProperties, observedLicenses } from './cyclonedx-licenses.ts';
import type { Reporter, ReporterMeans } from './reporter.ts';

/**
 * CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/). The library normalises one component at a time
 * inside an envelope of our own: it would hold the whole document twice, and has no occurrences.
 */
export const cyclonedx = {
  id: 'cyclonedx-1.6',
  title: 'CycloneDX 1.6 SBOM',
  *render(report, { licenseOf }) {
    const envelope = {
      $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: serialNumber(report),
      version: 1,
      metadata: metadata(report),
    };
    yield `${JSON.stringify(envelope, null, 2).slice(0, -2)},\n  "components": [`;
    let separator = '\n';
    for (const component of report.components) {
      yield `${separator}${indent(componentOf(component, report.texts, licenseOf), 4)}`;
      separator = ',\n';
    }
    yield `${report.components.length > 0 ? '\n  ' : ''}],\n`;
    yield `  "dependencies": ${indent(dependencies(report), 2).trimStart()},\n`;
    yield `  "compositions": ${indent(compositions(report), 2).trimStart()}\n}\n`;
  },
} as const satisfies Reporter;

const normalizer = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6).makeForComponent();
const rootRef = 'root';

/** A UUID of version 8 (RFC 9562) made of the report's content: the same scan has the same serial number. */
function serialNumber(report: Report): string {
  const hash = createHash('sha256').update(JSON.stringify(report)).digest('hex');
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

function metadata({ tool, root, scan, units, complete }: Report) {
  return {
    timestamp: scan.asOf,
    lifecycles: [{ phase: 'pre-build' }],
    tools: { components: [{ type: 'application', name: tool.name, version: tool.version }] },
    component: {
      type: 'application',
      'bom-ref': rootRef,
      name: root.name,
      ...(root.commit ? { version: root.commit } : {}),
      ...(root.remote ? { externalReferences: [{ type: 'vcs', url: root.remote }] } : {}),
      ...(units.length > 0 ? { components: units.map(unitOf) } : {}),
    },
    properties: [
      { name: 'fineprint:complete', value: String(complete) },
      { name: 'fineprint:online', value: String(scan.online) },
    ],
  };
}

/** A first-party unit is a part of the root, so that `dependencies` can start at it. */
function unitOf({ ref, kind, path, owners }: Unit) {
  const properties = [
    { name: 'fineprint:unit', value: kind },
    ...owners.map((owner) => ({ name: 'fineprint:owner', value: owner })),
  ];
  return { type: 'application', 'bom-ref': ref, name: path, properties };
}

function componentOf(
  component: ReportComponent,
  texts: Report['texts'],
  licenseOf: ReporterMeans['licenseOf'],
): object {
  const normalized = normalizer.normalize(modelOf(component), { sortLists: true });
  const { license, occurrences } = component;
  const licenses = concludedLicenses(license, texts, licenseOf);
  const observed = observedLicenses(license, licenseOf);
  return {
    ...normalized,
    ...(licenses.length > 0 ? { licenses } : {}),
    evidence: {
      occurrences: occurrences.map(occurrenceOf),
      ...(observed.length > 0 ? { licenses: observed } : {}),
    },
  };
}

function modelOf(component: ReportComponent): Models.Component {
  const { ref, kind, name, type, purl, scope, hashes, digest } = component;
  const model = new Models.Component(type as Enums.ComponentType, name, {
    bomRef: ref,
    version: versionOf(component),
    purl: purl ?? undefined,
    scope: scope as Enums.ComponentScope,
  });
  for (const hash of kind === 'download' && digest ? [digest, ...hashes] : hashes) {
    const [name = '', value = ''] = hash.split(':');
    const algorithm = algorithms.get(name);
    if (algorithm && /^[0-9a-f]{40,128}$/.test(value)) model.hashes.set(algorithm, value);
  }
  for (const [property, value] of propertiesOf(component)) {
    model.properties.add(new Models.Property(`fineprint:${property}`, value));
  }
  return model;
}

const algorithms: ReadonlyMap<string, Enums.HashAlgorithm> = new Map([
  ['sha1', Enums.HashAlgorithm['SHA-1']],
  ['sha256', Enums.HashAlgorithm['SHA-256']],
  ['sha384', Enums.HashAlgorithm['SHA-384']],
  ['sha512', Enums.HashAlgorithm['SHA-512']],
]);

/** CycloneDX wants the version in use: a constraint is none, a tag is the name under which it is had. */
function versionOf({ version, commit, digest, pin, requested }: ReportComponent): string | undefined {
  return version ?? commit ?? (pin === 'tag' ? requested : null) ?? digest ?? undefined;
}

function propertiesOf(component: ReportComponent): readonly (readonly [string, string])[] {
  const { key, kind, pin, usage, requested, source, assumedSource, commit, digest, proposedPurl, license } =
    component;
  const values = {
    key,
    kind,
    pin: pin ?? 'unknown',
    usage,
    requested,
    source,
    assumedSource: assumedSource ?? null,
    commit,
    digest,
    proposedPurl,
  };
  const all = [...Object.entries(values), ...licenseProperties(license)];
  return all.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

function occurrenceOf({ path, line, address, text }: ReportOccurrence) {
  return { location: path, line, symbol: address, additionalContext: text };
}

/** An entry without edges says that there are none: who may have some is left out. */
function dependencies({ dependencies: edges, units }: Report) {
  const inner = new Set(edges.flatMap(({ dependsOn }) => dependsOn));
  const tops = units.map(({ ref }) => ref).filter((ref) => !inner.has(ref));
  const known = edges.filter(({ dependsOn, complete }) => complete || dependsOn.length > 0);
  return [{ ref: rootRef, dependsOn: tops }, ...known.map(({ ref, dependsOn }) => ({ ref, dependsOn }))];
}

/** How much of what something uses directly is known: each of these says nothing about what that uses in turn. */
function compositions({ complete, units, components, dependencies: edges }: Report) {
  const known = new Map(edges.map((edge) => [edge.ref, edge.complete]));
  known.set(rootRef, complete);
  const refs = [rootRef, ...[...units, ...components].map(({ ref }) => ref)];
  const aggregateOf = (ref: string) => {
    const isComplete = known.get(ref);
    return isComplete === undefined ? 'unknown' : isComplete ? 'complete' : 'incomplete';
  };
  const groups = Map.groupBy(refs, aggregateOf);
  return aggregates.flatMap((aggregate) => {
    const dependencies = groups.get(aggregate);
    return dependencies ? [{ aggregate, dependencies }] : [];
  });
}

const aggregates = ['complete', 'incomplete', 'unknown'] as const;

function indent(value: object, spaces: number): string {
  const margin = ' '.repeat(spaces);
  return margin + JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
}
