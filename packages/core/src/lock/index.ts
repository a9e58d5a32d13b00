export * from './facts.ts';
export * from './integrity.ts';
export * from './join.ts';
