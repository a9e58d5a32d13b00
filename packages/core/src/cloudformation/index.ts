export * from './link.ts';
export * from './reading.ts';
export { templateReferences, templateSite, valueReferences } from './resources.ts';
export { settled } from './settle.ts';
