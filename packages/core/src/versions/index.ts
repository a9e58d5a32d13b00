export { type ConstraintSyntax, parseConstraint } from './constraint.ts';
export {
  type Bound,
  compareSets,
  everyVersion,
  exactly,
  type Interval,
  intersect,
  printVersions,
  subtract,
  type VersionSet,
} from './intervals.ts';
export { parseVersions } from './printed.ts';
export { versionsInWords } from './words.ts';
