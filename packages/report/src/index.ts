export type { DiffReporter, DiffReporterMeans } from './diff/reporter.ts';
export { type DiffFormatName, diffFormats, type FormatName, formats } from './registry.ts';
export type { Reporter, ReporterMeans, RuleDescription } from './reporter.ts';
