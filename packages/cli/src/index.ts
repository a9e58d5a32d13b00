export { exitCodes } from './exit-code.ts';
export { run } from './run.ts';
export type { Surroundings } from './surroundings.ts';
