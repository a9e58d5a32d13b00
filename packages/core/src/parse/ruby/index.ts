export { type RubyCalls, rubyCalls } from './calls.ts';
export * from './value.ts';
