// What renders a stored report and nothing else, for who starts a process for each.
export { unfolded } from './appearance.ts';
export { renderer } from './render.ts';
export { UsageError } from './usage-error.ts';
