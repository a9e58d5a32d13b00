export { type FormatName, formats } from './registry.ts';
export type { Reporter, ReporterMeans, RuleDescription } from './reporter.ts';
