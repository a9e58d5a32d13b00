export * from './admits.ts';
export * from './facts.ts';
export * from './integrity.ts';
export * from './join.ts';
