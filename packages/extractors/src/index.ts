export { extractors } from './registry.ts';
