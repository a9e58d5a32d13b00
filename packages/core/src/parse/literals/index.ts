export * from './evaluate.ts';
export * from './functions.ts';
export * from './literal.ts';
export * from './split.ts';
export * from './substitute.ts';
