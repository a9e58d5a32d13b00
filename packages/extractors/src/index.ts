export { extractors } from './registry.ts';
export { unread } from './unread.ts';
