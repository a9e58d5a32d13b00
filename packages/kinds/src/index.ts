export { kinds } from './registry.ts';
