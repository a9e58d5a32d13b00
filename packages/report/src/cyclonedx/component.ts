import { Enums, Models } from '@cyclonedx/cyclonedx-library';
import type { Report, ReportComponent } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { evidenceOf } from './evidence.ts';
import { sourceReferences } from './external-references.ts';
import { hashesOf } from './hashes.ts';
import { concludedLicenses } from './licenses.ts';
import { propertiesOf } from './properties.ts';
import type { SpecVersion } from './spec-version.ts';
import { versionRangeOf } from './version-range.ts';

/** What a component is written with. */
export interface Writing {
  readonly version: SpecVersion;
  readonly texts: Report['texts'];
  readonly licenseOf: ReporterMeans['licenseOf'];
}

/**
 * Describes one component, its fields in the order of the schemas. What the library has a model of it writes, and
 * leaves out what the version does not know.
 */
export function componentOf(component: ReportComponent, writing: Writing): object {
  const { version } = writing;
  const written = version.normalizer.normalize(modelOf(component, version), { sortLists: true });
  const versionRange = version.has('versionRange') ? versionRangeOf(component) : null;
  const { hashes } = hashesOf(component);
  const licenses = concludedLicenses(component.license, writing);
  return {
    type: written?.type,
    'bom-ref': component.ref,
    // A range is what the environment is to choose from, and stands in place of a version.
    ...(versionRange === null ? {} : { isExternal: true }),
    supplier: written?.supplier,
    name: component.name,
    ...(versionRange === null ? { version: written?.version } : { versionRange }),
    scope: written?.scope,
    hashes: hashes.length > 0 ? hashes : undefined,
    licenses: licenses.length > 0 ? licenses : undefined,
    purl: written?.purl,
    externalReferences: written?.externalReferences,
    properties: written?.properties,
    evidence: evidenceOf(component, writing),
  };
}

function modelOf(component: ReportComponent, version: SpecVersion): Models.Component {
  const { name, purl, supplier } = component;
  const model = new Models.Component(typeOf(component, version), name, {
    version: versionOf(component),
    purl: purl ?? undefined,
    scope: scopes.get(component.scope),
    supplier: supplier === null ? undefined : new Models.OrganizationalEntity({ name: supplier }),
  });
  for (const reference of sourceReferences(component)) model.externalReferences.add(reference);
  for (const [property, value] of propertiesOf(component, version))
    model.properties.add(new Models.Property(`fineprint:${property}`, value));
  return model;
}

const types = new Map<string, Enums.ComponentType>(Object.values(Enums.ComponentType).map((is) => [is, is]));
const scopes = new Map<string, Enums.ComponentScope>(
  Object.values(Enums.ComponentScope).map((is) => [is, is]),
);

/** `application` is what the specification asks for where no other type fits: 1.4 has no `platform`. */
function typeOf(component: ReportComponent, { spec }: SpecVersion): Enums.ComponentType {
  const type = types.get(component.type);
  return type !== undefined && spec.supportsComponentType(type) ? type : Enums.ComponentType.Application;
}

/** CycloneDX wants the version in use: a constraint is none, a tag is the name under which it is had. */
function versionOf({ version, commit, digest, pin, requested }: ReportComponent): string | undefined {
  return version ?? commit ?? (pin === 'tag' ? requested : null) ?? digest ?? undefined;
}
