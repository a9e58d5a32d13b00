export { compareReports } from './compare.ts';
export type {
  Aspect,
  ChangedFinding,
  ComparedScan,
  Comparison,
  ComponentChange,
  ComponentState,
} from './comparison.ts';
