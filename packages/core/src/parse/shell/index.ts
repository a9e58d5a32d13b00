export * from './command.ts';
export { parseShell } from './script.ts';
