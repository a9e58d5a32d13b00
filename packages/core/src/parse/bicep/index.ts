export * from './bicep.ts';
export { parseBicep } from './parse.ts';
