export { type BindMeans, bindPolicy } from './bind.ts';
export { type Conditions, loadConditions } from './custom/conditions.ts';
export { type PolicySource, readDocument } from './document.ts';
export { effectivePolicy } from './effective.ts';
export {
  type ExtendingSource,
  ExtendRefusal,
  type GitPolicy,
  gitPolicy,
  type ReadExtended,
  withExtended,
} from './extends.ts';
export { readThrough } from './issues.ts';
export { type PolicyDefect, PolicyError } from './policy-error.ts';
export type { PolicyRule } from './rule.ts';
export { rules } from './rules/registry.ts';
export { PolicyFile } from './schema.ts';
export { originsIn, originText, policyValue, policyYaml } from './show.ts';
export { type ActualFinding, type CaseOutcome, isPassed, runPolicyTests } from './testing/run.ts';
export { type ExpectedFinding, PolicyTestFile, readPolicyTests } from './testing/test-file.ts';
