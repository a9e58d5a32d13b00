export { programFunction } from './functions.ts';
export type { ProgramLanguage } from './language.ts';
export { callsOf, type Program, parseProgram } from './program.ts';
