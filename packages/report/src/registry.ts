import type { DiffReporter } from './diff/reporter.ts';
import type { LicenseReporter } from './licenses/formats.ts';
import type { Reporter } from './reporter.ts';

/** Every format by its name, loaded when asked for: a scan that prints text never pays for an SBOM. */
export const formats = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  'json-1': async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./ndjson.ts')).ndjson,
  cyclonedx: async () => (await import('./cyclonedx.ts')).cyclonedxJson['1.6'],
  'cyclonedx-1.7': async () => (await import('./cyclonedx.ts')).cyclonedxJson['1.7'],
  'cyclonedx-1.6': async () => (await import('./cyclonedx.ts')).cyclonedxJson['1.6'],
  'cyclonedx-1.5': async () => (await import('./cyclonedx.ts')).cyclonedxJson['1.5'],
  'cyclonedx-1.4': async () => (await import('./cyclonedx.ts')).cyclonedxJson['1.4'],
  'cyclonedx-xml': async () => (await import('./cyclonedx.ts')).cyclonedxXml,
  spdx: async () => (await import('./spdx/json.ts')).spdxJson,
  'spdx-2.3': async () => (await import('./spdx/json.ts')).spdxJson,
  'spdx-tag-value': async () => (await import('./spdx/tag-value.ts')).spdxTagValue,
  'spdx-3': async () => (await import('./spdx/spdx-3.ts')).spdx3,
  sarif: async () => (await import('./sarif.ts')).sarif,
  markdown: async () => (await import('./markdown.ts')).markdown,
  html: async () => (await import('./html/html.ts')).htmlPage,
  csv: async () => (await import('./csv.ts')).csv,
  junit: async () => (await import('./junit.ts')).junit,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  github: async () => (await import('./github.ts')).github,
  notice: async () => (await import('./notice/notice.ts')).notice,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type FormatName = keyof typeof formats;

/** Every format of the licence table by its name, loaded when asked for. */
export const licenseFormats = {
  text: async () => (await import('./licenses/formats.ts')).licenseFormats.text,
  json: async () => (await import('./licenses/formats.ts')).licenseFormats.json,
  csv: async () => (await import('./licenses/formats.ts')).licenseFormats.csv,
  markdown: async () => (await import('./licenses/formats.ts')).licenseFormats.markdown,
} as const satisfies Record<string, () => Promise<LicenseReporter>>;

export type LicenseFormatName = keyof typeof licenseFormats;
/** Every format of a comparison by its name, loaded when asked for. */
export const diffFormats = {
  text: async () => (await import('./diff/text.ts')).diffText,
  json: async () => (await import('./diff/json.ts')).diffJson,
  markdown: async () => (await import('./diff/markdown.ts')).diffMarkdown,
} as const satisfies Record<string, () => Promise<DiffReporter>>;

/** What changed as tables of markdown, for a part of something larger. */
export async function loadChangeTables() {
  return (await import('./diff/markdown.ts')).changeTables;
}

export type DiffFormatName = keyof typeof diffFormats;
