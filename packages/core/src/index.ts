export * from './parse/span.ts';
