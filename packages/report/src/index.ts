export type { DiffReporter, DiffReporterMeans } from './diff/reporter.ts';
export { type DiffFormatName, diffFormats, type FormatName, formats } from './registry.ts';
export type { KnownLicense, Reporter, ReporterMeans, RuleDescription } from './reporter.ts';
