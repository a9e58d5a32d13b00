export { type BindMeans, bindPolicy } from './bind.ts';
export type { PolicySource } from './document.ts';
export { type PolicyDefect, PolicyError } from './policy-error.ts';
export type { PolicyRule } from './rule.ts';
export { rules } from './rules/registry.ts';
