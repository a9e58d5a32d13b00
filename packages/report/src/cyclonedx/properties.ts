import type { ReportComponent } from '@fineprint/core';
import { hashesOf } from './hashes.ts';
import { licenseProperties } from './licenses.ts';
import type { SpecVersion } from './spec-version.ts';

/** What has no field in this version, by the name of its property; several of one name where there are several values. */
export function* propertiesOf(
  component: ReportComponent,
  version: SpecVersion,
): Iterable<readonly [string, string]> {
  const { key, kind, pin, usage, requested, source, assumedSource, commit, digest, proposedPurl } = component;
  const values = {
    key,
    kind,
    pin: pin ?? 'unknown',
    usage,
    requested,
    source,
    assumedSource,
    commit,
    digest,
    proposedPurl,
  };
  for (const [name, value] of Object.entries(values)) if (value != null) yield [name, value];
  for (const hash of hashesOf(component).others) yield ['hash', hash];
  if (!version.has('occurrenceLines'))
    for (const { path, line } of component.occurrences) yield ['occurrence', `${path}:${line}`];
  for (const [name, value] of licenseProperties(component.license)) if (value !== null) yield [name, value];
}
