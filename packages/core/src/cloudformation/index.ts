export * from './link.ts';
export * from './reading.ts';
export { templateReferences } from './resources.ts';
