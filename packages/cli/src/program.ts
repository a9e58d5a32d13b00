// What parts of the program need that scan nothing, for who must not load all that a scan needs.
export { known } from './known-licenses.ts';
export { UsageError } from './usage-error.ts';
export { version } from './version.ts';
