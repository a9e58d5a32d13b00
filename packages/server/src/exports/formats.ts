import type { FormatName } from '@fineprint/report';

/** How a rendered report is sent. */
export interface ExportFormat {
  /** As people call it. */
  readonly title: string;
  readonly type: string;
  readonly extension: string;
  /** Whether it is about places in the files of a repository, which an SBOM of another tool does not tell. */
  readonly needsPlaces?: true;
}

const text = 'text/plain; charset=utf-8';
const cyclonedx = (version: string): ExportFormat => ({
  title: `CycloneDX ${version}`,
  type: `application/vnd.cyclonedx+json; version=${version}`,
  extension: 'cdx.json',
});
const spdx: ExportFormat = {
  title: 'SPDX 2.3',
  type: 'application/spdx+json; version=2.3',
  extension: 'spdx.json',
};
const json: ExportFormat = { title: 'Report (json-1)', type: 'application/json', extension: 'json' };

/** Every format in which a report can be taken away. */
export const exportFormats: Readonly<Record<FormatName, ExportFormat>> = {
  notice: { title: 'Notices', type: text, extension: 'notice.txt' },
  csv: { title: 'CSV', type: 'text/csv; charset=utf-8', extension: 'csv' },
  cyclonedx: cyclonedx('1.6'),
  'cyclonedx-1.7': cyclonedx('1.7'),
  'cyclonedx-1.6': cyclonedx('1.6'),
  'cyclonedx-1.5': cyclonedx('1.5'),
  'cyclonedx-1.4': cyclonedx('1.4'),
  'cyclonedx-xml': {
    title: 'CycloneDX 1.6, XML',
    type: 'application/vnd.cyclonedx+xml; version=1.6',
    extension: 'cdx.xml',
  },
  spdx,
  'spdx-2.3': spdx,
  'spdx-tag-value': { title: 'SPDX 2.3, tag-value', type: 'text/spdx; charset=utf-8', extension: 'spdx' },
  'spdx-3': { title: 'SPDX 3.0', type: 'application/ld+json', extension: 'spdx3.json' },
  sarif: { title: 'SARIF', type: 'application/sarif+json', extension: 'sarif', needsPlaces: true },
  html: { title: 'Page', type: 'text/html; charset=utf-8', extension: 'html' },
  markdown: { title: 'Markdown', type: 'text/markdown; charset=utf-8', extension: 'md' },
  text: { title: 'Text', type: text, extension: 'txt' },
  json,
  'json-1': json,
  ndjson: { title: 'NDJSON', type: 'application/x-ndjson', extension: 'ndjson' },
  junit: { title: 'JUnit', type: 'application/xml', extension: 'junit.xml' },
  gitlab: {
    title: 'GitLab code quality',
    type: 'application/json',
    extension: 'gitlab.json',
    needsPlaces: true,
  },
  github: { title: 'Workflow commands', type: text, extension: 'github.txt', needsPlaces: true },
};
