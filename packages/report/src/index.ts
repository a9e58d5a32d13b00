export { csvRecord } from './csv-text.ts';
export type { DiffReporter, DiffReporterMeans } from './diff/reporter.ts';
export { countsOf } from './diff/wording.ts';
export { workflowCommand } from './github.ts';
export type { Asked, AskedOf } from './licenses/asked.ts';
export type { LicenseMeans } from './licenses/formats.ts';
export { type Grouping, groupings } from './licenses/grouping.ts';
export { escapeMarkdown } from './markdown-text.ts';
export { shippedUsages } from './notice/shipped-usages.ts';
export { placedIn } from './placed-in.ts';
export {
  type DiffFormatName,
  diffFormats,
  type FormatName,
  formats,
  type LicenseFormatName,
  licenseFormats,
  loadChangeTables,
} from './registry.ts';
export type { KnownLicense, Reporter, ReporterMeans, RuleDescription } from './reporter.ts';
export { shownLines } from './shown-text.ts';
export { fold, hang, type LinkTo, type Paint, paint } from './terminal.ts';
