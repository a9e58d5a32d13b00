export * from './evaluate.ts';
export * from './literal.ts';
