export * from './license/conclude.ts';
export * from './license/evidence.ts';
export * from './license/expression/index.ts';
export * from './parse/span.ts';
export * from './parse/reference/index.ts';
export * from './parse/hcl/index.ts';
export * from './parse/shell/index.ts';
