export { kinds } from './registry.ts';
export { purlTypes } from './purl-types.ts';
