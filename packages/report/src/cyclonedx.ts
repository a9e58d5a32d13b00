import { writeJson } from './cyclonedx/json.ts';
import { specVersions } from './cyclonedx/spec-version.ts';
import { writeXml } from './cyclonedx/xml.ts';
import type { Reporter } from './reporter.ts';

/** CycloneDX as JSON, in each version that is written. */
export const cyclonedxJson = {
  '1.4': jsonReporter('1.4'),
  '1.5': jsonReporter('1.5'),
  '1.6': jsonReporter('1.6'),
  '1.7': jsonReporter('1.7'),
} as const;

/** CycloneDX 1.6 as XML, which no consumer streams. */
export const cyclonedxXml = {
  id: 'cyclonedx-xml',
  title: 'CycloneDX 1.6 SBOM as XML',
  limit: { components: 5_000, instead: 'cyclonedx' },
  render: (report, means) => writeXml(report, means, specVersions['1.6']),
} as const satisfies Reporter;

function jsonReporter(version: keyof typeof specVersions): Reporter {
  return {
    id: `cyclonedx-${version}`,
    title: `CycloneDX ${version} SBOM`,
    render: (report, means) => writeJson(report, means, specVersions[version]),
  };
}
