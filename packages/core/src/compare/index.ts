export { compareReports, compareSides } from './compare.ts';
export type {
  Aspect,
  ChangedFinding,
  ComparedScan,
  Comparison,
  ComponentChange,
  ComponentState,
} from './comparison.ts';
export { type Side, type SideComponent, sideOf, sideOfSbom, withoutVersion } from './side.ts';
