export { compareReports, compareSides } from './compare.ts';
export type {
  Aspect,
  ChangedFinding,
  ComparedScan,
  Comparison,
  ComponentChange,
  ComponentState,
} from './comparison.ts';
export { type Side, sideOf, sideOfSbom } from './side.ts';
