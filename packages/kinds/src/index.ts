export { purlTypes } from './purl-types.ts';
export { kinds } from './registry.ts';
