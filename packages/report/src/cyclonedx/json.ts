import type { Report } from '@fineprint/core';
import type { ReporterMeans } from '../reporter.ts';
import { documentOf, serialNumber } from './document.ts';
import type { SpecVersion } from './spec-version.ts';

/** Writes an SBOM as JSON (https://cyclonedx.org/docs/1.7/json/), an item of a list at a time. */
export function* writeJson(
  report: Report,
  means: Pick<ReporterMeans, 'licenseOf'>,
  version: SpecVersion,
): Iterable<string> {
  const head = {
    $schema: `http://cyclonedx.org/schema/bom-${version.id}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: version.id,
    serialNumber: serialNumber(report),
    version: 1,
  };
  yield JSON.stringify(head, null, 2).slice(0, -2);
  for (const field of documentOf(report, means, version)) {
    yield `,\n  ${JSON.stringify(field.name)}: `;
    if ('value' in field) yield indented(field.value, 2);
    else yield* list(field.items);
  }
  yield '\n}\n';
}

function* list(items: Iterable<object>): Iterable<string> {
  let separator = '[\n';
  for (const item of items) {
    yield `${separator}    ${indented(item, 4)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : '\n  ]';
}

function indented(value: object, spaces: number): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
